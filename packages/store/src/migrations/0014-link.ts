import type { Migration } from './migration.ts';

/** What Link needs to know: whose pages may embed it, and until when a login waits for an answer. */
export const link: Migration = ({ schema, dialect: { text } }) => [
  schema
    .alterTable('link_keys')
    .addColumn('allowed_origins', text, (c) => c.notNull().defaultTo('[]')),
  schema.alterTable('connections').addColumn('challenge_ends_at', text),
];
