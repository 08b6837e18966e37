import type { Migration } from './migration.ts';

/** What a sandbox does to deliveries, and what it has done to each try. */
export const webhookChaos: Migration = ({ schema, dialect: { text } }) => [
  schema.alterTable('webhooks').addColumn('chaos', text),
  schema.alterTable('delivery_attempts').addColumn('chaos', text),
];
