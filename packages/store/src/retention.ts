import type { Scope, Timestamp } from '@intarsia/domain';
import { sql } from 'kysely';
import { EVENTS, FORGOTTEN, markOf, readCounter } from './counters.ts';
import { allRows } from './engines/engine.ts';
import { rowsStatement, statement } from './engines/statements.ts';
import type { Tx } from './pending.ts';
import { readWebhooks } from './webhooks.ts';

/** What is too old, and how much of it one transaction takes. */
export interface Forgetting {
  /** Of the environment's clock. */
  readonly before: Timestamp;
  /** Of the wall: what it shows, and before when everything is too old whatever the other clock says. */
  readonly wall: { readonly now: Timestamp; readonly before: Timestamp };
  readonly limit: number;
}

interface UpTo {
  environment_id: string;
  cursor: number;
}

interface Sent {
  readonly before: Timestamp;
  readonly limit: number;
}

/** Deliveries of a subscription that are over; their tries go with them. */
const forgetDeliveries = statement<{ environment_id: string; webhook_id: string } & Sent>()(
  ({ q, p }) =>
    q
      .deleteFrom('deliveries')
      .where('environment_id', '=', p.environment_id)
      .where('id', 'in', (eb) =>
        eb
          .selectFrom('deliveries')
          .select('id')
          .where('environment_id', '=', p.environment_id)
          .where('webhook_id', '=', p.webhook_id)
          .where('created_at', '<', p.before)
          .where('status', '<>', sql.lit('waiting'))
          .limit(p.limit),
      ),
);

/** Deliveries that are over of events that are kept no longer, but for those that were sent lately. */
const forgetDeliveriesOf = statement<UpTo & Sent>()(({ q, p }) =>
  q
    .deleteFrom('deliveries')
    .where('environment_id', '=', p.environment_id)
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('deliveries')
        .select('id')
        .where('environment_id', '=', p.environment_id)
        .where('cursor', '<=', p.cursor)
        .where('status', '<>', sql.lit('waiting'))
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('delivery_attempts as sent')
                .select('sent.number')
                .where('sent.environment_id', '=', p.environment_id)
                .whereRef('sent.delivery_id', '=', 'deliveries.id')
                .where('sent.sent_at', '>=', p.before),
            ),
          ),
        )
        .limit(p.limit),
    ),
);

const mark = statement<{ environment_id: string; name: string; value: number }>()(({ q, p }) =>
  q
    .insertInto('counters')
    .values({ environment_id: p.environment_id, name: p.name, value: p.value })
    .onConflict((conflict) => conflict.columns(['environment_id', 'name']).doNothing()),
);

interface Marks {
  environment_id: string;
  from: string;
  before: string;
}

const lastMark = statement<Marks>()(({ q, p }) =>
  q
    .selectFrom('counters')
    .select('value')
    .where('environment_id', '=', p.environment_id)
    .where('name', '>=', p.from)
    .where('name', '<', p.before)
    .orderBy('name', 'desc')
    .limit(sql.lit(1)),
);

const dropMarks = statement<Marks>()(({ q, p }) =>
  q
    .deleteFrom('counters')
    .where('environment_id', '=', p.environment_id)
    .where('name', '>=', p.from)
    .where('name', '<', p.before),
);

const oldest = statement<UpTo & { limit: number }>()(({ q, p }) =>
  q
    .selectFrom('events')
    .select(['cursor', 'occurred_at'])
    .where('environment_id', '=', p.environment_id)
    .where('cursor', '>', p.cursor)
    .orderBy('cursor')
    .limit(p.limit),
);

/** Only forwards: two who forget at the same time may come in any order. */
const raise = statement<UpTo>()(({ q, p }) =>
  q
    .insertInto('counters')
    .values({ environment_id: p.environment_id, name: sql.lit(FORGOTTEN), value: p.cursor })
    .onConflict((conflict) =>
      conflict.columns(['environment_id', 'name']).doUpdateSet((eb) => ({
        value: eb
          .case()
          .when('counters.value', '<', eb.ref('excluded.value'))
          .then(eb.ref('excluded.value'))
          .else(eb.ref('counters.value'))
          .end(),
      })),
    ),
);

const standing = rowsStatement<{ environment_id: string; cursor: number }>([
  'environment_id',
  'cursor',
])(({ q, first, rows }) =>
  q
    .selectFrom('events')
    .select('cursor')
    .where('environment_id', '=', first.environment_id)
    .where(
      'cursor',
      'in',
      rows.map((row) => row.cursor),
    ),
);

/** Events up to a cursor that no delivery carries. */
const forgetEvents = statement<UpTo>()(({ q, p }) =>
  q
    .deleteFrom('events')
    .where('environment_id', '=', p.environment_id)
    .where('cursor', '<=', p.cursor)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('deliveries')
            .select('deliveries.id')
            .whereRef('deliveries.environment_id', '=', 'events.environment_id')
            .whereRef('deliveries.cursor', '=', 'events.cursor'),
        ),
      ),
    ),
);

/**
 * The cursors of those events that are still kept, and will be until the transaction ends: whoever adds a
 * delivery of an event asks here first, so that none is left without its event.
 */
export async function keptAmong(
  tx: Tx,
  { environment_id }: Scope,
  events: readonly { readonly cursor: number }[],
): Promise<ReadonlySet<number>> {
  await hold(tx, environment_id);
  const keys = events.map(({ cursor }) => ({ environment_id, cursor }));
  const rows = await allRows(tx, standing, keys);
  return new Set(rows.map(({ cursor }) => cursor));
}

/** Keeps others from forgetting events until the transaction ends. */
async function hold(tx: Tx, environment_id: string): Promise<void> {
  await tx.run(raise, { environment_id, cursor: 0 });
}

/**
 * Deletes deliveries that are over, and then events that none carries any more, where they are older than a
 * moment: of the environment's clock, or of the wall's, for a clock that stands or is set back again and
 * again. What is still to be delivered stays with its event. Numbers go on. Tells whether there is more.
 */
export async function forgetOldEvents(
  tx: Tx,
  scope: Scope,
  { before, wall, limit }: Forgetting,
): Promise<boolean> {
  const { environment_id } = scope;
  await hold(tx, environment_id);
  const marked = await marksBefore(tx, scope, wall);
  const { cursor, isMore } = await raised(tx, scope, { before, marked, limit });
  let isMoreDelivered = false;
  for (const { id: webhook_id } of await readWebhooks(tx).listAll(scope)) {
    const gone = await tx.run(forgetDeliveries, { environment_id, webhook_id, before, limit });
    if (gone === limit) isMoreDelivered = true;
  }
  if (cursor > 0) {
    const sent = { environment_id, cursor, before: wall.before, limit };
    if ((await tx.run(forgetDeliveriesOf, sent)) === limit) isMoreDelivered = true;
    await tx.run(forgetEvents, { environment_id, cursor });
  }
  return isMore || isMoreDelivered;
}

/** Where the feed ended the last time that the wall showed a day before a moment. Marks where it ends today. */
async function marksBefore(
  tx: Tx,
  scope: Scope,
  { now, before }: Forgetting['wall'],
): Promise<number> {
  const { environment_id } = scope;
  const newest = await readCounter(tx, scope, EVENTS);
  if (newest > 0) await tx.run(mark, { environment_id, name: markOf(dayOf(now)), value: newest });
  const old = { environment_id, from: markOf(''), before: markOf(dayOf(before)) };
  const last = (await tx.first(lastMark, old))?.value ?? 0;
  // Once all up to it is forgotten nobody needs it any more, nor those before it.
  if (last <= (await readCounter(tx, scope, FORGOTTEN))) await tx.run(dropMarks, old);
  return last;
}

function dayOf(time: Timestamp): string {
  return time.slice(0, 'YYYY-MM-DD'.length);
}

/** Moves on up to where events are kept no longer. */
async function raised(
  tx: Tx,
  scope: Scope,
  { before, marked, limit }: { before: Timestamp; marked: number; limit: number },
): Promise<{ cursor: number; isMore: boolean }> {
  const { environment_id } = scope;
  const forgotten = await readCounter(tx, scope, FORGOTTEN);
  const next = await tx.all(oldest, { environment_id, cursor: forgotten, limit });
  // By their place, not their time: a clock that was set back makes events older than those before them.
  const last = next.findLast((one) => one.occurred_at < before || one.cursor <= marked);
  if (!last) return { cursor: forgotten, isMore: false };
  await tx.run(raise, { environment_id, cursor: last.cursor });
  return { cursor: last.cursor, isMore: next.length === limit };
}
