import { sql } from 'kysely';
import { createOwnTable, type Migration } from './migration.ts';

/** Files that people have uploaded, sealed. They go with the account. */
export const blobs: Migration = ({ schema, dialect }) => {
  const { text, integer, table } = dialect;
  const account = ['environment_id', 'account_id'] as const;
  return [
    createOwnTable({ schema, dialect }, 'blobs')
      .addColumn('id', text, (c) => c.notNull())
      .addColumn('account_id', text, (c) => c.notNull())
      .addColumn('user_id', text, (c) => c.notNull())
      .addColumn('form_id', text, (c) => c.notNull())
      .addColumn('slot', text, (c) => c.notNull())
      .addColumn('name', text, (c) => c.notNull())
      .addColumn('media_type', text, (c) => c.notNull())
      .addColumn('size', integer, (c) => c.notNull())
      .addColumn('created_at', text, (c) => c.notNull())
      .addColumn('content', text, (c) => c.notNull())
      .addPrimaryKeyConstraint('blobs_key', ['environment_id', 'id'])
      .addForeignKeyConstraint(
        'blobs_account',
        [...account],
        'accounts',
        ['environment_id', 'id'],
        (c) => c.onDelete('cascade'),
      )
      .modifyEnd(sql.raw(table.wide)),
    schema
      .createIndex('blobs_of_account')
      .on('blobs')
      .columns([...account]),
  ];
};
