import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * Finds the events of a type, and those of an hour, among all of an environment's. Of hours, since nobody who
 * asks for a time wants the order of the index: what is found is where to begin to read.
 */
export const feedsByTypeAndHour: Migration = ({ schema }) => [
  schema.createIndex('events_of_type').on('events').columns(['environment_id', 'type', 'cursor']),
  schema
    .createIndex('events_of_hour')
    .on('events')
    .column('environment_id')
    .expression(sql`substr(occurred_at, 1, 13)`)
    .column('cursor'),
];
