import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** The clock of each environment, and who drives it. SQLite adds one column at a time. */
const clocks: Migration = ({ schema, dialect: { text, integer } }) => {
  const environments = schema.alterTable('environments');
  return [
    environments.addColumn('clock_mode', text, (c) => c.notNull().defaultTo('running')),
    environments.addColumn('clock_offset', integer, (c) => c.notNull().defaultTo(0)),
    environments.addColumn('clock_at', text),
    environments.addColumn('clock_fence', integer, (c) => c.notNull().defaultTo(0)),
    environments.addColumn('driver', text),
    environments.addColumn('driver_until', text),
  ];
};

/** The order of jobs that are due at the same moment, and which of them are never waited for. */
const order: Migration = ({ schema, dialect: { integer } }) => [
  schema.alterTable('jobs').addColumn('sequence', integer, (c) => c.notNull().defaultTo(0)),
  schema.alterTable('jobs').addColumn('upkeep', integer, (c) => c.notNull().defaultTo(0)),
  schema.dropIndex('jobs_due'),
  schema.createIndex('jobs_due').on('jobs').columns(['environment_id', 'due_at', 'sequence', 'id']),
  schema.createIndex('jobs_sequence').on('jobs').columns(['environment_id', 'sequence']),
  schema
    .createIndex('jobs_once')
    .on('jobs')
    .columns(['environment_id', 'due_at'])
    .where(sql.ref('upkeep'), '=', sql.lit(0)),
];

/** Clocks that can be driven, and an order of jobs to drive them by. */
export const clocksAndOrder: Migration = (migrating) =>
  [clocks, order].flatMap((part) => part(migrating));
