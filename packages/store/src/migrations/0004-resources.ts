import { sql } from 'kysely';
import { createOwnTable, type Migration } from './migration.ts';

const account = ['environment_id', 'account_id'] as const;
const key = ['environment_id', 'id'] as const;

/** The wide columns stand last: whoever compares rows reads only their beginnings. */
const rows: Migration = (migrating) => {
  const { text, table } = migrating.dialect;
  return [
    createOwnTable(migrating, 'resources')
      .addColumn('kind', text, (c) => c.notNull())
      .addColumn('id', text, (c) => c.notNull())
      .addColumn('account_id', text, (c) => c.notNull())
      .addColumn('user_id', text, (c) => c.notNull())
      .addColumn('date', text, (c) => c.notNull())
      .addColumn('created_at', text, (c) => c.notNull())
      .addColumn('updated_at', text, (c) => c.notNull())
      .addColumn('fingerprint', text, (c) => c.notNull())
      .addColumn('source_id', text)
      .addColumn('employer', text)
      .addColumn('body', text, (c) => c.notNull())
      .addColumn('secrets', text)
      .addColumn('content', text)
      .addPrimaryKeyConstraint('resources_key', ['environment_id', 'kind', 'id'])
      .addForeignKeyConstraint('resources_account', [...account], 'accounts', [...key], (c) =>
        c.onDelete('cascade'),
      )
      .modifyEnd(sql.raw(table.wide)),
  ];
};

const indexes: Migration = ({ schema }) => [
  schema
    .createIndex('resources_page')
    .on('resources')
    .columns(['environment_id', 'kind', 'date', 'id']),
  schema
    .createIndex('resources_of_user')
    .on('resources')
    .columns(['environment_id', 'user_id', 'kind', 'date', 'id']),
  schema
    .createIndex('resources_of_account')
    .on('resources')
    .columns([...account, 'kind', 'date', 'id']),
  schema
    .createIndex('resources_by_creation')
    .on('resources')
    .columns(['environment_id', 'kind', 'created_at', 'id']),
];

const scans: Migration = (migrating) => {
  const { text, integer, table } = migrating.dialect;
  return [
    createOwnTable(migrating, 'scans')
      .addColumn('account_id', text, (c) => c.notNull())
      .addColumn('cursor', text)
      .addColumn('last', text)
      .addColumn('finished', integer, (c) => c.notNull())
      .addColumn('forced', text, (c) => c.notNull())
      .addColumn('served', integer, (c) => c.notNull())
      .addColumn('told', text, (c) => c.notNull())
      .addPrimaryKeyConstraint('scans_key', [...account])
      .addForeignKeyConstraint('scans_account', [...account], 'accounts', [...key], (c) =>
        c.onDelete('cascade'),
      )
      .modifyEnd(sql.raw(table.wide)),
  ];
};

/** What scans bring, and how far they have come. All of it goes with the account. */
export const resources: Migration = (migrating) =>
  [rows, indexes, scans].flatMap((part) => part(migrating));
