import { sql } from 'kysely';
import { createOwnTable, type Migration } from './migration.ts';

const key = ['environment_id', 'id'] as const;

const subscriptions: Migration = (migrating) => {
  const { text, table } = migrating.dialect;
  return [
    createOwnTable(migrating, 'webhooks')
      .addColumn('id', text, (c) => c.notNull())
      .addColumn('created_at', text, (c) => c.notNull())
      .addColumn('updated_at', text, (c) => c.notNull())
      .addColumn('name', text, (c) => c.notNull())
      .addColumn('url', text, (c) => c.notNull())
      .addColumn('events', text, (c) => c.notNull())
      .addColumn('config', text)
      .addColumn('secrets', text, (c) => c.notNull())
      .addColumn('paused_at', text)
      .addColumn('failing_since', text)
      .addPrimaryKeyConstraint('webhooks_key', [...key])
      .modifyEnd(sql.raw(table.wide)),
    migrating.schema
      .createIndex('webhooks_page')
      .on('webhooks')
      .columns(['environment_id', 'created_at', 'id']),
  ];
};

/** Without a key to users and accounts: what happened to them is told when they are gone. */
const deliveries: Migration = (migrating) => {
  const { text, integer, table } = migrating.dialect;
  return [
    createOwnTable(migrating, 'deliveries')
      .addColumn('id', text, (c) => c.notNull())
      .addColumn('webhook_id', text, (c) => c.notNull())
      .addColumn('cursor', integer, (c) => c.notNull())
      .addColumn('lane', text, (c) => c.notNull())
      .addColumn('position', integer, (c) => c.notNull())
      .addColumn('user_id', text)
      .addColumn('status', text, (c) => c.notNull())
      .addColumn('replayed', integer, (c) => c.notNull())
      .addColumn('created_at', text, (c) => c.notNull())
      .addColumn('delivered_at', text)
      .addColumn('next_attempt_at', text)
      .addColumn('failures', integer, (c) => c.notNull())
      .addPrimaryKeyConstraint('deliveries_key', [...key])
      .addForeignKeyConstraint(
        'deliveries_webhook',
        ['environment_id', 'webhook_id'],
        'webhooks',
        [...key],
        (c) => c.onDelete('cascade'),
      )
      .modifyEnd(sql.raw(table.wide)),
    createOwnTable(migrating, 'delivery_attempts')
      .addColumn('delivery_id', text, (c) => c.notNull())
      .addColumn('number', integer, (c) => c.notNull())
      .addColumn('at', text, (c) => c.notNull())
      .addColumn('sent_at', text, (c) => c.notNull())
      .addColumn('request_headers', text, (c) => c.notNull())
      .addColumn('status', integer)
      .addColumn('latency_ms', integer, (c) => c.notNull())
      .addColumn('error', text)
      .addColumn('response', text)
      .addPrimaryKeyConstraint('delivery_attempts_key', ['environment_id', 'delivery_id', 'number'])
      .addForeignKeyConstraint(
        'delivery_attempts_delivery',
        ['environment_id', 'delivery_id'],
        'deliveries',
        [...key],
        (c) => c.onDelete('cascade'),
      )
      .modifyEnd(sql.raw(table.wide)),
  ];
};

const indexes: Migration = ({ schema }) => [
  schema
    .createIndex('deliveries_of_webhook')
    .on('deliveries')
    .columns(['environment_id', 'webhook_id', 'created_at', 'id']),
  schema
    .createIndex('deliveries_waiting')
    .on('deliveries')
    .columns(['environment_id', 'webhook_id', 'lane', 'position', 'cursor'])
    .where(sql.ref('status'), '=', sql.lit('waiting')),
  schema
    .createIndex('deliveries_due')
    .on('deliveries')
    .columns(['environment_id', 'webhook_id', 'next_attempt_at'])
    .where(sql.ref('next_attempt_at'), 'is not', null),
  schema
    .createIndex('deliveries_position')
    .on('deliveries')
    .columns(['environment_id', 'position']),
  schema.createIndex('deliveries_of_lane').on('deliveries').columns(['environment_id', 'lane']),
  schema.createIndex('deliveries_of_user').on('deliveries').columns(['environment_id', 'user_id']),
];

/** Subscriptions to events, what is on its way to them, and every try. */
export const webhooks: Migration = (migrating) =>
  [subscriptions, deliveries, indexes].flatMap((part) => part(migrating));
