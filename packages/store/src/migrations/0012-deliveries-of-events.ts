import type { Migration } from './migration.ts';

/** Finds the deliveries that carry an event: it is kept as long as there are any. */
export const deliveriesOfEvents: Migration = ({ schema }) => [
  schema.createIndex('deliveries_of_event').on('deliveries').columns(['environment_id', 'cursor']),
];
