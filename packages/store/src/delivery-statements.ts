import { expressionBuilder, type Kysely, sql } from 'kysely';
import { rowsStatement, statement } from './engines/statements.ts';
import { pageStatements } from './pages.ts';
import type { DeliveriesTable, DeliveryAttemptsTable, EventsTable, Tables } from './tables.ts';

interface OfWebhook {
  environment_id: string;
  webhook_id: string;
}

interface Lane extends OfWebhook {
  lane: string;
}

interface Key {
  environment_id: string;
  id: string;
}

/** A delivery with the event that it carries. */
export type DeliveryRow = DeliveriesTable &
  Pick<EventsTable, 'type' | 'data' | 'resource' | 'account_id' | 'sequence' | 'occurred_at'> & {
    event_id: string;
  };

const ofDelivery = [
  'events.id as event_id',
  'events.type',
  'events.data',
  'events.resource',
  'events.account_id',
  'events.sequence',
  'events.occurred_at',
] as const;

/** What waits in a lane. */
function waitingIn(q: Kysely<Tables>, { environment_id, webhook_id, lane }: Lane) {
  return q
    .selectFrom('deliveries')
    .select('id')
    .where('environment_id', '=', environment_id)
    .where('webhook_id', '=', webhook_id)
    .where('lane', '=', lane)
    .where('status', '=', sql.lit('waiting'));
}

/** A time, but null while others wait in a lane. */
function unlessBehind(q: Kysely<Tables>, lane: Lane, time: string | null) {
  const eb = expressionBuilder<Tables, never>();
  const isBehind = eb.exists(waitingIn(q, lane));
  return eb.case().when(isBehind).then(sql.lit(null)).else(time).end();
}

/** The place behind all deliveries of an environment. */
function nextPosition(q: Kysely<Tables>, environment_id: string) {
  return q
    .selectFrom('deliveries')
    .select((eb) =>
      eb(eb.fn.coalesce(eb.fn.max('position'), sql.lit(0)), '+', sql.lit(1)).as('next'),
    )
    .where('environment_id', '=', environment_id);
}

export const insertDeliveries = rowsStatement<Omit<DeliveriesTable, 'position'>>([
  'environment_id',
  'id',
  'webhook_id',
  'cursor',
  'lane',
  'user_id',
  'status',
  'replayed',
  'created_at',
  'delivered_at',
  'next_attempt_at',
  'failures',
])(({ q, rows, first }) =>
  q.insertInto('deliveries').values(
    rows.map(({ next_attempt_at, ...row }) => ({
      ...row,
      // One that others of its lane wait before waits for them.
      next_attempt_at: unlessBehind(q, row, next_attempt_at),
      position: nextPosition(q, first.environment_id),
    })),
  ),
);

/** Those that are the first of their lane and due. */
export const due = statement<OfWebhook & { now: string; limit: number }>()((building) =>
  carried(building)
    .where('deliveries.next_attempt_at', '<=', building.p.now)
    .orderBy('deliveries.next_attempt_at')
    .orderBy('deliveries.position')
    .orderBy('deliveries.cursor')
    .limit(building.p.limit),
);

/** When the next one is tried. */
export const nextDue = statement<OfWebhook>()(({ q, p }) =>
  q
    .selectFrom('deliveries')
    .select('next_attempt_at')
    .where('environment_id', '=', p.environment_id)
    .where('webhook_id', '=', p.webhook_id)
    .where('next_attempt_at', 'is not', null)
    .orderBy('next_attempt_at')
    .limit(sql.lit(1)),
);

/** Lets the first that waits in a lane be tried. */
export const release = statement<Lane & { at: string }>()(({ q, p }) =>
  q
    .updateTable('deliveries')
    .set({ next_attempt_at: p.at })
    .where('environment_id', '=', p.environment_id)
    .where('id', '=', () =>
      waitingIn(q, p).orderBy('position').orderBy('cursor').limit(sql.lit(1)),
    ),
);

/** The delivery comes after all that are there. */
export const putBehind = statement<Key>()(({ q, p }) =>
  q
    .updateTable('deliveries')
    .set({ position: nextPosition(q, p.environment_id) })
    .where('environment_id', '=', p.environment_id)
    .where('id', '=', p.id),
);

/** What was to be tried later is tried now. */
export const hasten = statement<OfWebhook & { at: string }>()(({ q, p }) =>
  q
    .updateTable('deliveries')
    .set({ next_attempt_at: p.at })
    .where('environment_id', '=', p.environment_id)
    .where('webhook_id', '=', p.webhook_id)
    .where('next_attempt_at', '>', p.at),
);

export const update = statement<
  Key & Pick<DeliveriesTable, 'status' | 'delivered_at' | 'next_attempt_at' | 'failures'>
>()(({ q, p }) =>
  q
    .updateTable('deliveries')
    .set({
      status: p.status,
      delivered_at: p.delivered_at,
      next_attempt_at: p.next_attempt_at,
      failures: p.failures,
    })
    .where('environment_id', '=', p.environment_id)
    .where('id', '=', p.id)
    .where('status', '=', sql.lit('waiting')),
);

export const insertAttempt = statement<Omit<DeliveryAttemptsTable, 'number'>>()(({ q, p }) =>
  q.insertInto('delivery_attempts').values({
    environment_id: p.environment_id,
    delivery_id: p.delivery_id,
    at: p.at,
    sent_at: p.sent_at,
    request_headers: p.request_headers,
    status: p.status,
    latency_ms: p.latency_ms,
    error: p.error,
    response: p.response,
    chaos: p.chaos,
    number: q
      .selectFrom('delivery_attempts')
      .select((eb) =>
        eb(eb.fn.coalesce(eb.fn.max('number'), sql.lit(0)), '+', sql.lit(1)).as('next'),
      )
      .where('environment_id', '=', p.environment_id)
      .where('delivery_id', '=', p.delivery_id),
  }),
);

export const attemptsOf = rowsStatement<{ environment_id: string; delivery_id: string }>([
  'environment_id',
  'delivery_id',
])(({ q, first, rows }) =>
  q
    .selectFrom('delivery_attempts')
    .selectAll()
    .where('environment_id', '=', first.environment_id)
    .where(
      'delivery_id',
      'in',
      rows.map((row) => row.delivery_id),
    )
    .orderBy('delivery_id')
    .orderBy('number'),
);

export const pages = pageStatements<OfWebhook>()(carried, 'deliveries');

export const find = statement<OfWebhook & { id: string }>()((building) =>
  carried(building).where('deliveries.id', '=', building.p.id),
);

export const total = statement<OfWebhook>()(({ q, p }) =>
  q
    .selectFrom('deliveries')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where('environment_id', '=', p.environment_id)
    .where('webhook_id', '=', p.webhook_id),
);

export const waiting = statement<OfWebhook>()(({ q, p }) =>
  q
    .selectFrom('deliveries')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where('environment_id', '=', p.environment_id)
    .where('webhook_id', '=', p.webhook_id)
    .where('status', '=', sql.lit('waiting')),
);

/** The deliveries to a subscription, each with the event that it carries. */
function carried({ q, p }: Pick<import('./engines/statements.ts').Building<OfWebhook>, 'q' | 'p'>) {
  return q
    .selectFrom('deliveries')
    .innerJoin('events', (join) =>
      join
        .onRef('events.environment_id', '=', 'deliveries.environment_id')
        .onRef('events.cursor', '=', 'deliveries.cursor'),
    )
    .selectAll('deliveries')
    .select(ofDelivery)
    .where('deliveries.environment_id', '=', p.environment_id)
    .where('deliveries.webhook_id', '=', p.webhook_id);
}
