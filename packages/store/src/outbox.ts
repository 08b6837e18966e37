import { type DomainEvent, type Scope, wantsEvent } from '@intarsia/domain';
import { addToCounters, EVENTS, sequenceOf, WEBHOOKS } from './counters.ts';
import { allRows, runRows } from './engines/engine.ts';
import { rowsStatement } from './engines/statements.ts';
import { eventIds } from './event-ids.ts';
import { fanOut } from './fan-out.ts';
import { count, erasedKey, jsonOf, type PendingEvent, type Tx } from './pending.ts';
import type { EventsTable } from './tables.ts';
import type { StoredWebhook } from './webhooks.ts';
import { assertEpoch, assertKnown, type KnownWorld } from './world-times.ts';

const columns = [
  'environment_id',
  'cursor',
  'id',
  'type',
  'occurred_at',
  'user_id',
  'account_id',
  'sequence',
  'data',
  'resource',
] as const;

const insert = rowsStatement<EventsTable>(columns)(({ q, rows }) =>
  q.insertInto('events').values(rows),
);

/** Tells the epoch of their world. It begins when the counters are taken, so nobody replaces that world any more. */
const insertKnown = rowsStatement<EventsTable>(columns)(({ q, rows }) =>
  q
    .insertInto('events')
    .values(rows)
    .returning((eb) =>
      eb
        .selectFrom('environments')
        .select('environments.epoch')
        .whereRef('environments.id', '=', 'events.environment_id')
        .as('epoch'),
    ),
);

/** Events leave a transaction by this one door. */
export function writeOutbox(tx: Tx) {
  let asked = 0;
  return {
    /** Keeps events for the end of the transaction, in the order in which they come. */
    async append(scope: Scope, events: readonly DomainEvent[]): Promise<void> {
      for (const event of events) {
        tx.pending.events.push({ environment_id: scope.environment_id, event });
        count(tx, scope, { name: EVENTS, by: 1 });
        // Counts nothing: the upsert of counters tells on its way whether anybody has subscribed.
        count(tx, scope, { name: WEBHOOKS, by: 0 });
        const { account_id } = subjectsOf(event);
        if (account_id) count(tx, scope, { name: sequenceOf(account_id), by: 1 });
      }
    },

    /** Whether any event since this was last asked is on its way to one of these subscriptions. */
    isHeard(
      { environment_id }: Scope,
      webhooks: readonly Pick<StoredWebhook, 'id' | 'events' | 'config'>[],
    ): boolean {
      const newest = tx.pending.events.slice(asked);
      asked = tx.pending.events.length;
      return newest.some(
        (one) =>
          one.environment_id === environment_id &&
          webhooks.some((webhook) => wantsEvent(webhook, one.event)),
      );
    },
  };
}

/**
 * The last statements of a transaction: one upsert of all counters, which orders those who commit, then
 * the events with the numbers that it gave, and their deliveries where anybody has subscribed to events.
 * Throws `WorldReplaced` when rows of a world are counted that is not the known one.
 */
export async function flush(tx: Tx, known?: KnownWorld): Promise<void> {
  const deltas = [...tx.pending.deltas].flatMap(([environment_id, names]) =>
    [...names].map(([name, value]) => ({ environment_id, name, value })),
  );
  const changed = deltas.filter(({ name, value }) => value !== 0 || name === WEBHOOKS);
  if (changed.length === 0) return;
  const values = await addToCounters(tx, changed);
  // Whoever replaces a world holds its counters: from here on nobody does.
  if (tx.pending.events.length === 0) {
    if (known) await assertKnown(tx, known);
    return;
  }
  const numbering = { next: nextNumbers(tx, values), idAt: eventIds() };
  const placed = tx.pending.events.map((one) => ({
    event: one.event,
    row: rowOf(tx, one, numbering),
  }));
  const rows = placed.map(({ row }) => row);
  if (known) assertEpoch(known, (await allRows(tx, insertKnown, rows))[0]);
  else await runRows(tx, insert, rows);
  for (const { environment_id, name, value } of values) {
    if (name !== WEBHOOKS || value === 0) continue;
    const own = placed.filter(({ row }) => row.environment_id === environment_id);
    await fanOut(tx, { environment_id }, own);
  }
}

type Numbers = (environment_id: string, name: string) => number;

/** Counts up from the first number that each counter gave to this transaction. */
function nextNumbers(tx: Tx, values: { environment_id: string; name: string; value: number }[]) {
  const last = new Map<string, number>();
  for (const { environment_id, name, value } of values) {
    const taken = tx.pending.deltas.get(environment_id)?.get(name) ?? 0;
    last.set(`${environment_id} ${name}`, value - taken);
  }
  const next: Numbers = (environment_id, name) => {
    const key = `${environment_id} ${name}`;
    const number = (last.get(key) ?? 0) + 1;
    last.set(key, number);
    return number;
  };
  return next;
}

function rowOf(
  tx: Tx,
  { environment_id, event }: PendingEvent,
  { next, idAt }: { next: Numbers; idAt: ReturnType<typeof eventIds> },
): EventsTable {
  const { erased } = tx.pending;
  const { user_id, account_id } = subjectsOf(event);
  const resource = 'resource' in event && event.resource ? jsonOf(tx, event.resource) : null;
  const isErased = [user_id, account_id].some(
    (id) => id !== null && erased.has(erasedKey(environment_id, id)),
  );
  const cursor = next(environment_id, EVENTS);
  return {
    environment_id,
    cursor,
    id: idAt(environment_id, cursor),
    type: event.type,
    occurred_at: event.occurred_at,
    user_id,
    account_id,
    sequence: account_id === null ? null : next(environment_id, sequenceOf(account_id)),
    data: isErased ? idsOnly(user_id, account_id) : JSON.stringify(event.data),
    resource: isErased ? null : resource,
  };
}

function subjectsOf({ data }: DomainEvent): { user_id: string | null; account_id: string | null } {
  return {
    user_id: 'user' in data ? data.user : null,
    account_id: 'account' in data ? data.account : null,
  };
}

function idsOnly(user: string | null, account: string | null): string {
  return JSON.stringify(account === null ? { user } : { account, user });
}
