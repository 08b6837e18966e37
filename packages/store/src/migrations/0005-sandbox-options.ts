import type { Migration } from './migration.ts';

/** How sandboxes are set, and when accounts were last of use: accounts from before this are idle since they were made. */
export const sandboxOptions: Migration = ({ schema, dialect: { text } }) => [
  schema.alterTable('environments').addColumn('options', text, (c) => c.notNull().defaultTo('{}')),
  schema.alterTable('accounts').addColumn('active_at', text, (c) => c.notNull().defaultTo('')),
];
