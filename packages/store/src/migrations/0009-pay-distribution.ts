import { sql } from 'kysely';
import { createOwnTable, type Migration } from './migration.ts';

/** Deposit switches that are under way. They go with their account. */
const switches: Migration = ({ schema, dialect }) => {
  const { text, table } = dialect;
  return [
    createOwnTable({ schema, dialect }, 'switches')
      .addColumn('account_id', text, (c) => c.notNull())
      .addColumn('config', text, (c) => c.notNull())
      .addColumn('resume', text)
      .addPrimaryKeyConstraint('switches_key', ['environment_id', 'account_id'])
      .addForeignKeyConstraint(
        'switches_account',
        ['environment_id', 'account_id'],
        'accounts',
        ['environment_id', 'id'],
        (c) => c.onDelete('cascade'),
      )
      .modifyEnd(sql.raw(table.wide)),
  ];
};

/** Whether another scan is to follow at once. */
const again: Migration = ({ schema, dialect: { integer } }) => [
  schema.alterTable('scans').addColumn('again', integer, (c) => c.notNull().defaultTo(0)),
];

/** Where the pay of an account goes can be switched. */
export const payDistribution: Migration = (migrating) =>
  [switches, again].flatMap((part) => part(migrating));
