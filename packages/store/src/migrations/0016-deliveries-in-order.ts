import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Finds what is due in the order in which it is sent, so that nobody sorts all that waits. */
export const deliveriesInOrder: Migration = ({ schema }) => [
  schema.dropIndex('deliveries_due'),
  schema
    .createIndex('deliveries_due')
    .on('deliveries')
    .columns(['environment_id', 'webhook_id', 'next_attempt_at', 'position', 'cursor'])
    .where(sql.ref('next_attempt_at'), 'is not', null),
];
