import { sql } from 'kysely';
import { createOwnTable, type Migration } from './migration.ts';

/** Scenarios that were added to a sandbox. */
export const scenarios: Migration = ({ schema, dialect }) => {
  const { text, table } = dialect;
  return [
    createOwnTable({ schema, dialect }, 'scenarios')
      .addColumn('name', text, (c) => c.notNull())
      .addColumn('updated_at', text, (c) => c.notNull())
      .addColumn('source', text, (c) => c.notNull())
      .addColumn('body', text, (c) => c.notNull())
      .addPrimaryKeyConstraint('scenarios_key', ['environment_id', 'name'])
      .modifyEnd(sql.raw(table.wide)),
  ];
};
