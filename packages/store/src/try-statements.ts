import { sql } from 'kysely';
import { MOST_AT_ONCE, nextPosition } from './delivery-statements.ts';
import { rowsStatement, statement } from './engines/statements.ts';
import type { DeliveriesTable, DeliveryAttemptsTable } from './tables.ts';

interface Key {
  environment_id: string;
  id: string;
}

interface Lane {
  environment_id: string;
  webhook_id: string;
  lane: string;
}

const most = MOST_AT_ONCE;

/** Ends deliveries that were taken, and gives those that were not over yet. */
export const end = rowsStatement<Key & { at: string }>(['environment_id', 'id', 'at'], { most })(
  ({ q, first, rows }) =>
    q
      .updateTable('deliveries')
      .set({ status: sql.lit('delivered'), delivered_at: first.at, next_attempt_at: null })
      .where('environment_id', '=', first.environment_id)
      .where(
        'id',
        'in',
        rows.map(({ id }) => id),
      )
      .where('status', '=', sql.lit('waiting'))
      .returning('id'),
);

/** Lets one that has failed wait, unless it is over. */
export const putOff = statement<Key & Pick<DeliveriesTable, 'next_attempt_at' | 'failures'>>()(
  ({ q, p }) =>
    q
      .updateTable('deliveries')
      .set({ next_attempt_at: p.next_attempt_at, failures: p.failures })
      .where('environment_id', '=', p.environment_id)
      .where('id', '=', p.id)
      .where('status', '=', sql.lit('waiting')),
);

/** The delivery comes after all that are there. */
export const putBehind = statement<Key>()(({ q, p }) =>
  q
    .updateTable('deliveries')
    .set({ position: nextPosition(q, p.environment_id) })
    .where('environment_id', '=', p.environment_id)
    .where('id', '=', p.id),
);

const attemptColumns = [
  'environment_id',
  'delivery_id',
  'number',
  'at',
  'sent_at',
  'request_headers',
  'status',
  'latency_ms',
  'error',
  'response',
  'chaos',
] as const;

/** Attempts of deliveries that had none before. */
export const insertFirstAttempts = rowsStatement<DeliveryAttemptsTable>(attemptColumns, { most })(
  ({ q, rows }) => q.insertInto('delivery_attempts').values(rows),
);

/** Attempts of deliveries that had some: each `number` counts on from these. */
export const insertAttempts = rowsStatement<DeliveryAttemptsTable>(attemptColumns)(({ q, rows }) =>
  q.insertInto('delivery_attempts').values(
    rows.map(({ number, ...row }) => ({
      ...row,
      number: q
        .selectFrom('delivery_attempts')
        .select((eb) => eb(eb.fn.coalesce(eb.fn.max('number'), sql.lit(0)), '+', number).as('next'))
        .where('environment_id', '=', row.environment_id)
        .where('delivery_id', '=', row.delivery_id),
    })),
  ),
);

/** The first that waits in each of some lanes; null for a lane in which none does. */
export const firsts = rowsStatement<Lane>(['environment_id', 'webhook_id', 'lane'], { most })(
  ({ q, first, rows }) =>
    q
      .with(
        'lanes(lane)',
        () => sql<{ lane: string }>`(values ${sql.join(rows.map(({ lane }) => sql`(${lane})`))})`,
      )
      .selectFrom('lanes')
      .select((lanes) =>
        lanes
          .selectFrom('deliveries')
          .select('id')
          .where('environment_id', '=', first.environment_id)
          .where('webhook_id', '=', first.webhook_id)
          .whereRef('deliveries.lane', '=', 'lanes.lane')
          .where('status', '=', sql.lit('waiting'))
          .orderBy('position')
          .orderBy('cursor')
          .limit(sql.lit(1))
          .as('id'),
      ),
);

/** Lets deliveries be tried. */
export const release = rowsStatement<Key & { at: string }>(['environment_id', 'id', 'at'], {
  most,
})(({ q, first, rows }) =>
  q
    .updateTable('deliveries')
    .set({ next_attempt_at: first.at })
    .where('environment_id', '=', first.environment_id)
    .where(
      'id',
      'in',
      rows.map(({ id }) => id),
    ),
);
