import { expressionBuilder, type Kysely, sql } from 'kysely';
import { type Building, rowsStatement, statement } from './engines/statements.ts';
import { pageStatements } from './pages.ts';
import type { DeliveriesTable, EventsTable, Tables } from './tables.ts';

/** A subscription. */
interface OfWebhook {
  environment_id: string;
  webhook_id: string;
}

/** What is sent to a subscription one after another. */
interface Lane extends OfWebhook {
  lane: string;
}

/** What is sent, and what its try depends on. */
export type DueRow = Pick<DeliveriesTable, 'id' | 'lane' | 'failures' | 'cursor'> &
  Pick<EventsTable, 'type' | 'data' | 'resource' | 'sequence'> & { event_id: string };

/** A delivery with the event that it carries. */
export type DeliveryRow = DeliveriesTable &
  Pick<EventsTable, 'type' | 'account_id' | 'data' | 'resource'> & { event_id: string };

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
export function nextPosition(q: Kysely<Tables>, environment_id: string) {
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

/** Deliveries that may be under way at once, to one subscription. */
export const MOST_AT_ONCE = 64;

type Of<Args> = Pick<Building<Args>, 'q' | 'p'>;

interface DueArgs extends OfWebhook {
  now: string;
  limit: number;
}

/** Those that are the first of their lane and due. */
export const due = statement<DueArgs>()(firstDue);

/** As `due`, without some of them. */
export const dueBut = rowsStatement<DueArgs & { id: string }>(
  ['environment_id', 'webhook_id', 'now', 'limit', 'id'],
  { most: MOST_AT_ONCE },
)(({ q, first, rows }) =>
  firstDue({ q, p: first }).where(
    'deliveries.id',
    'not in',
    rows.map(({ id }) => id),
  ),
);

function firstDue(building: Of<DueArgs>) {
  const { p } = building;
  return ofWebhook(building)
    .select(['deliveries.id', 'deliveries.lane', 'deliveries.failures', 'deliveries.cursor'])
    .select(['events.id as event_id', 'events.type', 'events.data', 'events.resource'])
    .select('events.sequence')
    .where('deliveries.next_attempt_at', '<=', p.now)
    .orderBy('deliveries.next_attempt_at')
    .orderBy('deliveries.position')
    .orderBy('deliveries.cursor')
    .limit(p.limit);
}

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

/** What was to be tried later is tried now. */
export const hasten = statement<OfWebhook & { at: string }>()(({ q, p }) =>
  q
    .updateTable('deliveries')
    .set({ next_attempt_at: p.at })
    .where('environment_id', '=', p.environment_id)
    .where('webhook_id', '=', p.webhook_id)
    .where('next_attempt_at', '>', p.at),
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
function carried(building: Of<OfWebhook>) {
  return ofWebhook(building)
    .selectAll('deliveries')
    .select(['events.id as event_id', 'events.type', 'events.account_id'])
    .select(['events.data', 'events.resource']);
}

function ofWebhook({ q, p }: Of<OfWebhook>) {
  return q
    .selectFrom('deliveries')
    .innerJoin('events', (join) =>
      join
        .onRef('events.environment_id', '=', 'deliveries.environment_id')
        .onRef('events.cursor', '=', 'deliveries.cursor'),
    )
    .where('deliveries.environment_id', '=', p.environment_id)
    .where('deliveries.webhook_id', '=', p.webhook_id);
}
