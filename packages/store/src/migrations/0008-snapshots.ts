import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Copies of whole worlds: each is an environment of its own that nobody reaches, and goes with what it is a copy of. */
export const snapshots: Migration = ({ schema, dialect: { text, integer } }) => {
  const environments = schema.alterTable('environments');
  return [
    environments.addColumn('epoch', integer, (c) => c.notNull().defaultTo(0)),
    environments.addColumn('snapshot_of', text, (c) =>
      c.references('environments.id').onDelete('cascade'),
    ),
    schema
      .createIndex('environments_snapshots')
      .on('environments')
      .columns(['snapshot_of', 'created_at', 'id'])
      .where(sql.ref('snapshot_of'), 'is not', null),
  ];
};
