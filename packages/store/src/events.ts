import type { DomainEvent, Scope, Timestamp } from '@intarsia/domain';
import type { Db } from './engines/engine.ts';
import { statement } from './engines/statements.ts';
import { isBoundTo } from './scopes.ts';
import type { EventsTable } from './tables.ts';

/** An event as it stands in the feed. */
export interface StoredEvent {
  /** Same over all deliveries. */
  readonly id: string;
  /** Place in the feed of the environment. */
  readonly cursor: number;
  readonly type: DomainEvent['type'];
  readonly occurred_at: Timestamp;
  readonly user_id: string | null;
  readonly account_id: string | null;
  /** Place among the events of its account; null for an event of no account. */
  readonly sequence: number | null;
  /** The documented data; only `account` and `user` once either was erased. */
  readonly data: DomainEvent['data'];
  /** The account as it was; null when the event has none, or it was erased. */
  readonly resource: unknown;
}

/** Where to go on in a feed, and how far. */
export interface FeedRequest {
  readonly after_cursor: number;
  readonly limit: number;
}

const feed = statement<{ environment_id: string } & FeedRequest>()(({ q, p }) =>
  q
    .selectFrom('events')
    .selectAll()
    .where('environment_id', '=', p.environment_id)
    .where('cursor', '>', p.after_cursor)
    .orderBy('cursor')
    .limit(p.limit),
);

const feedOfUser = statement<{ environment_id: string; user_id: string } & FeedRequest>()(
  ({ q, p }) =>
    q
      .selectFrom('events')
      .selectAll()
      .where('environment_id', '=', p.environment_id)
      .where('user_id', '=', p.user_id)
      .where('cursor', '>', p.after_cursor)
      .orderBy('cursor')
      .limit(p.limit),
);

/** The feed of an environment's events. */
export function readEvents(db: Db) {
  return {
    /** Oldest first. Nothing is ever committed behind a cursor that was once read. */
    async list(scope: Scope, request: FeedRequest): Promise<StoredEvent[]> {
      const { environment_id } = scope;
      const rows = isBoundTo(scope)
        ? await db.all(feedOfUser, { environment_id, user_id: scope.user_id, ...request })
        : await db.all(feed, { environment_id, ...request });
      return rows.map(toEvent);
    },
  };
}

function toEvent({ environment_id: _, ...row }: EventsTable): StoredEvent {
  return {
    ...row,
    // Safe: only `append` writes these columns, from a DomainEvent.
    type: row.type as DomainEvent['type'],
    data: JSON.parse(row.data),
    resource: row.resource === null ? null : JSON.parse(row.resource),
  };
}
