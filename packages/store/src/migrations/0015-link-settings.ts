import { sql } from 'kysely';
import { createOwnTable, type Migration } from './migration.ts';

/** How Link looks and what it shows. */
export const linkSettings: Migration = (migrating) => {
  const { text, table } = migrating.dialect;
  return [
    createOwnTable(migrating, 'link_settings')
      .addColumn('id', text, (c) => c.notNull())
      .addColumn('created_at', text, (c) => c.notNull())
      .addColumn('body', text, (c) => c.notNull())
      .addPrimaryKeyConstraint('link_settings_key', ['environment_id', 'id'])
      .modifyEnd(sql.raw(table.wide)),
  ];
};
