import type { Migration } from './migration.ts';

/** Finds the tokens that have ended, which are forgotten every hour. */
export const tokenEnds: Migration = ({ schema }) => [
  schema.createIndex('tokens_by_end').on('tokens').columns(['environment_id', 'expires_at']),
];
