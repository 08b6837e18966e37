import { sql } from 'kysely';
import { MOST_AT_ONCE, nextPosition } from './delivery-statements.ts';
import { rowsStatement, statement } from './engines/statements.ts';
import type { DeliveriesTable, DeliveryAttemptsTable } from './tables.ts';

interface Key {
  environment_id: string;
  id: string;
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

/** An attempt; `nth` counts those of one delivery that are inserted together. */
export type AttemptRow = Omit<DeliveryAttemptsTable, 'number'> & { nth: number };

export const insertAttempts = rowsStatement<AttemptRow>(
  [
    'environment_id',
    'delivery_id',
    'nth',
    'at',
    'sent_at',
    'request_headers',
    'status',
    'latency_ms',
    'error',
    'response',
    'chaos',
  ],
  { most },
)(({ q, rows }) =>
  q.insertInto('delivery_attempts').values(
    rows.map(({ nth, ...row }) => ({
      ...row,
      number: q
        .selectFrom('delivery_attempts')
        .select((eb) => eb(eb.fn.coalesce(eb.fn.max('number'), sql.lit(0)), '+', nth).as('next'))
        .where('environment_id', '=', row.environment_id)
        .where('delivery_id', '=', row.delivery_id),
    })),
  ),
);

/** Lets the first that waits in each of some lanes be tried. */
export const release = rowsStatement<{
  environment_id: string;
  webhook_id: string;
  lane: string;
  at: string;
}>(['environment_id', 'webhook_id', 'lane', 'at'], { most })(({ q, first, rows }) =>
  q
    .with(
      'lanes(lane)',
      () => sql<{ lane: string }>`(values ${sql.join(rows.map(({ lane }) => sql`(${lane})`))})`,
    )
    .updateTable('deliveries')
    .set({ next_attempt_at: first.at })
    .where('environment_id', '=', first.environment_id)
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('lanes')
        .select((lanes) =>
          lanes
            .selectFrom('deliveries as waiting')
            .select('waiting.id')
            .where('waiting.environment_id', '=', first.environment_id)
            .where('waiting.webhook_id', '=', first.webhook_id)
            .whereRef('waiting.lane', '=', 'lanes.lane')
            .where('waiting.status', '=', sql.lit('waiting'))
            .orderBy('waiting.position')
            .orderBy('waiting.cursor')
            .limit(sql.lit(1))
            .as('id'),
        ),
    ),
);
