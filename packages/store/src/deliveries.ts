import type {
  DeliveredEvent,
  DeliveryAttempt,
  DeliveryStatus,
  DeliveryTrouble,
  DomainEvent,
  Id,
  PageRequest,
  Scope,
  Timestamp,
} from '@intarsia/domain';
import * as statements from './delivery-statements.ts';
import { writeTries } from './delivery-tries.ts';
import { allRows, type Db, runRows } from './engines/engine.ts';
import { pageOf } from './pages.ts';
import type { Tx } from './pending.ts';
import { keptAmong } from './retention.ts';
import { ringFor } from './ring.ts';
import { isBoundTo } from './scopes.ts';
import type { DeliveriesTable } from './tables.ts';
import type { StoredWebhook } from './webhooks.ts';

/** A delivery that is to be tried now, with what is sent of its event. */
export interface DueDelivery {
  readonly id: Id;
  /** Deliveries of one lane are sent one after another: the id of the account, else of the user, or empty. */
  readonly lane: string;
  /** How often it has failed. */
  readonly failures: number;
  readonly event: DeliveredEvent & {
    readonly id: Id;
    /** Place among the events of the environment. */
    readonly cursor: number;
    /** Place among the events of its account. */
    readonly sequence: number | null;
  };
}

/** An event on its way to a subscription. */
export interface StoredDelivery {
  readonly id: Id;
  readonly webhook_id: Id;
  readonly status: DeliveryStatus;
  readonly replayed: boolean;
  readonly created_at: Timestamp;
  readonly delivered_at: Timestamp | null;
  /** Null while it waits for others of its lane, and once it is over. */
  readonly next_attempt_at: Timestamp | null;
  readonly event: DeliveredEvent & {
    readonly id: Id;
    readonly user_id: Id | null;
    readonly account_id: Id | null;
  };
}

/** An event to be delivered. */
export interface NewDelivery {
  readonly id: Id;
  readonly webhook_id: Id;
  readonly cursor: number;
  readonly user_id: Id | null;
  readonly account_id: Id | null;
  readonly replayed: boolean;
  readonly created_at: Timestamp;
}

/** Which deliveries of a subscription are asked for. */
interface Due {
  readonly webhook: Id;
  readonly now: Timestamp;
  readonly limit: number;
  /** Those that are under way already, `MOST_AT_ONCE` of them at most; none when not said. */
  readonly but?: readonly Id[];
}

/** What is on its way to subscriptions. Whoever may see one person alone sees none of it. */
export function readDeliveries(db: Db) {
  return {
    /** Those that are due, each the first of its lane, in the order in which they are due. */
    async due(
      { environment_id }: Scope,
      { webhook, but = [], ...upTo }: Due,
    ): Promise<DueDelivery[]> {
      const args = { environment_id, webhook_id: webhook, ...upTo };
      const rows =
        but.length === 0
          ? await db.all(statements.due, args)
          : await allRows(
              db,
              statements.dueBut,
              but.map((id) => ({ ...args, id })),
            );
      return rows.map(toDue);
    },

    /** When the next delivery of a subscription is tried. */
    async nextDue({ environment_id }: Scope, webhook_id: Id): Promise<Timestamp | undefined> {
      const row = await db.first(statements.nextDue, { environment_id, webhook_id });
      return row?.next_attempt_at ?? undefined;
    },

    /** Up to one more than the page has. */
    async list(
      scope: Scope,
      { webhook, ...request }: PageRequest & { webhook: Id },
    ): Promise<StoredDelivery[]> {
      if (isBoundTo(scope)) return [];
      const filter = { environment_id: scope.environment_id, webhook_id: webhook };
      return (await pageOf(db, statements.pages, { filter, request })).map(toDelivery);
    },

    /** One that was sent, or waits to be, to this subscription. */
    async find(
      scope: Scope,
      { webhook, id }: { webhook: Id; id: Id },
    ): Promise<StoredDelivery | undefined> {
      if (isBoundTo(scope)) return undefined;
      const { environment_id } = scope;
      const row = await db.first(statements.find, { environment_id, webhook_id: webhook, id });
      return row && toDelivery(row);
    },

    /** Counted row by row: only people ask. */
    async count({ environment_id }: Scope, webhook_id: Id): Promise<number> {
      return (await db.first(statements.total, { environment_id, webhook_id }))?.total ?? 0;
    },

    /** Those that are still to be made. */
    async countWaiting({ environment_id }: Scope, webhook_id: Id): Promise<number> {
      return (await db.first(statements.waiting, { environment_id, webhook_id }))?.total ?? 0;
    },

    /** The tries of deliveries, by the id of the delivery, oldest first. */
    async attemptsOf(
      { environment_id }: Scope,
      ids: readonly Id[],
    ): Promise<ReadonlyMap<Id, DeliveryAttempt[]>> {
      const attempts = new Map(ids.map((id): [Id, DeliveryAttempt[]] => [id, []]));
      const keys = ids.map((delivery_id) => ({ environment_id, delivery_id }));
      if (keys.length === 0) return attempts;
      for (const row of await allRows(db, statements.attemptsOf, keys)) {
        const { environment_id: _, delivery_id, request_headers, chaos, ...rest } = row;
        attempts.get(delivery_id)?.push({
          ...rest,
          request_headers: JSON.parse(request_headers),
          // Safe: only troubles are stored.
          chaos: chaos as DeliveryTrouble | null,
        });
      }
      return attempts;
    },
  };
}

/** As `readDeliveries`, and changes. Only who has locked the subscription's job may make any. */
export function writeDeliveries(tx: Tx) {
  return {
    ...readDeliveries(tx),
    ...writeTries(tx),

    /**
     * Adds deliveries behind all that wait in their lanes; the first of each lane is due at once. Those whose
     * event is kept no longer are left out. Gives how many came.
     */
    async add(
      scope: Scope,
      {
        webhook,
        deliveries,
        at,
      }: { webhook: StoredWebhook; deliveries: readonly NewDelivery[]; at: Timestamp },
    ): Promise<number> {
      if (deliveries.length === 0) return 0;
      await ringFor(tx, scope, [{ webhook, at }]);
      const kept = await keptAmong(tx, scope, deliveries);
      const standing = deliveries.filter(({ cursor }) => kept.has(cursor));
      await insertDeliveries(tx, scope, standing);
      return standing.length;
    },

    /** Lets a subscription go on at once with what waits for it. */
    async resume(
      scope: Scope,
      { webhook, at }: { webhook: StoredWebhook; at: Timestamp },
    ): Promise<void> {
      await ringFor(tx, scope, [{ webhook, at }]);
      const { environment_id } = scope;
      await tx.run(statements.hasten, { environment_id, webhook_id: webhook.id, at });
    },
  };
}

/** Adds deliveries as `insert` does; for whoever adds them with the events themselves. */
export async function insertDeliveries(
  tx: Tx,
  { environment_id }: Scope,
  deliveries: readonly NewDelivery[],
): Promise<void> {
  const lanes = new Set<string>();
  const rows: Omit<DeliveriesTable, 'position'>[] = [];
  for (const delivery of deliveries) {
    const { webhook_id, account_id } = delivery;
    const lane = account_id ?? delivery.user_id ?? '';
    const key = `${webhook_id} ${lane}`;
    const isBehind = lanes.has(key);
    lanes.add(key);
    rows.push({
      environment_id,
      id: delivery.id,
      webhook_id,
      cursor: delivery.cursor,
      lane,
      user_id: delivery.user_id,
      status: 'waiting',
      replayed: delivery.replayed ? 1 : 0,
      created_at: delivery.created_at,
      delivered_at: null,
      next_attempt_at: isBehind ? null : delivery.created_at,
      failures: 0,
    });
  }
  if (rows.length > 0) await runRows(tx, statements.insertDeliveries, rows);
}

function toDue(row: statements.DueRow): DueDelivery {
  const { id, lane, failures, event_id, type, cursor, sequence, data, resource } = row;
  return {
    id,
    lane,
    failures,
    // Safe: only the outbox writes events, from a DomainEvent.
    event: { id: event_id, type: type as DomainEvent['type'], cursor, sequence, data, resource },
  };
}

function toDelivery(row: statements.DeliveryRow): StoredDelivery {
  const { id, webhook_id, created_at, delivered_at, next_attempt_at } = row;
  return {
    id,
    webhook_id,
    // Safe: only statuses are stored.
    status: row.status as DeliveryStatus,
    replayed: row.replayed === 1,
    created_at,
    delivered_at,
    next_attempt_at,
    event: {
      id: row.event_id,
      // Safe as above.
      type: row.type as DomainEvent['type'],
      user_id: row.user_id,
      account_id: row.account_id,
      data: row.data,
      resource: row.resource,
    },
  };
}
