import type { DomainEvent, EventType, Id, Scope, Timestamp } from '@intarsia/domain';
import { sql } from 'kysely';
import { EVENTS, FORGOTTEN, readCounter } from './counters.ts';
import type { Db } from './engines/engine.ts';
import { statement } from './engines/statements.ts';
import { cursorOf, eventId } from './event-ids.ts';
import { type FeedTime, hoursOf, nextOfHours } from './feed-hours.ts';
import type { Tx } from './pending.ts';
import { type Forgetting, forgetOldEvents } from './retention.ts';
import { isBoundTo, reaches } from './scopes.ts';
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

/** Which events of a feed are meant. */
export interface FeedFilter {
  readonly type?: EventType | undefined;
  readonly account?: Id | undefined;
  readonly user?: Id | undefined;
}

type FeedArgs = FeedRequest & { environment_id: string; of: string; type: string };

/** Whose events: everybody's, one account's or one person's. */
const whose = { every: undefined, account: 'account_id', user: 'user_id' } as const;

/** Those of one account or person are few. SQLite would rather look through all events of the type. */
const unindexedType = sql<string>`type || ''`;

function feedOf(subject: keyof typeof whose, { ofType }: { ofType: boolean }) {
  const column = whose[subject];
  const inOrder = (order: 'asc' | 'desc') =>
    statement<FeedArgs>()(({ q, p }) => {
      const all = q.selectFrom('events').selectAll().where('environment_id', '=', p.environment_id);
      const own = column === undefined ? all : all.where(column, '=', p.of);
      const typed = ofType
        ? own.where(column === undefined ? 'type' : unindexedType, '=', p.type)
        : own;
      return typed.where('cursor', '>', p.after_cursor).orderBy('cursor', order).limit(p.limit);
    });
  return { oldest: inOrder('asc'), newest: inOrder('desc') };
}

/** By whose events, and by whether one type is asked for. */
export const feeds = {
  every: { any: feedOf('every', { ofType: false }), one: feedOf('every', { ofType: true }) },
  account: { any: feedOf('account', { ofType: false }), one: feedOf('account', { ofType: true }) },
  user: { any: feedOf('user', { ofType: false }), one: feedOf('user', { ofType: true }) },
};

const find = statement<{ environment_id: string; cursor: number }>()(({ q, p }) =>
  q
    .selectFrom('events')
    .selectAll()
    .where('environment_id', '=', p.environment_id)
    .where('cursor', '=', p.cursor),
);

/** Where a feed begins and ends. */
export interface FeedBounds {
  /** The cursor of the newest event; 0 when there never was one. */
  readonly newest: number;
  /** The newest cursor of those that are kept no longer; some events before it may still stand. */
  readonly forgotten: number;
}

/** The feed of an environment's events. */
export function readEvents(db: Db) {
  async function read(
    scope: Scope,
    { type, account, user, ...request }: FeedRequest & FeedFilter,
    end: 'oldest' | 'newest',
  ): Promise<StoredEvent[]> {
    const person = isBoundTo(scope) ? scope.user_id : user;
    const { subject, of } = subjectOf({ account, user: person });
    const statements = feeds[subject][type === undefined ? 'any' : 'one'];
    const rows = await db.all(statements[end], {
      environment_id: scope.environment_id,
      of,
      type: type ?? '',
      ...request,
    });
    // Of an account and a person, the index of the account is the narrower one.
    const own = person === undefined ? rows : rows.filter(({ user_id }) => user_id === person);
    return own.map(toEvent);
  }

  return {
    /** All up to `newest` can be read by whoever begins to read after this. */
    async bounds(scope: Scope): Promise<FeedBounds> {
      const newest = await readCounter(db, scope, EVENTS);
      return { newest, forgotten: await readCounter(db, scope, FORGOTTEN) };
    },

    /** The cursor that an id stands for; undefined for ids of another feed. */
    cursorOf({ environment_id }: Scope, id: Id): number | undefined {
      return cursorOf(environment_id, id);
    },

    /** The id that stands for a cursor, also where there is no event. */
    idAt({ environment_id }: Scope, cursor: number): Id {
      return eventId(environment_id, cursor);
    },

    async find(scope: Scope, id: Id): Promise<StoredEvent | undefined> {
      const { environment_id } = scope;
      const cursor = cursorOf(environment_id, id);
      const row =
        cursor === undefined ? undefined : await db.first(find, { environment_id, cursor });
      return row && (row.user_id === null || reaches(scope, row.user_id))
        ? toEvent(row)
        : undefined;
    },

    /** Oldest first. Nothing is ever committed behind a cursor that was once read. */
    list: (scope: Scope, request: FeedRequest & FeedFilter): Promise<StoredEvent[]> =>
      read(scope, request, 'oldest'),

    /**
     * A cursor behind another one that no event of a time lies before; undefined where none follows. The
     * event there may lie outside of the time by less than an hour.
     */
    async nextWithin(
      { environment_id }: Scope,
      { after_cursor, ...time }: FeedTime & Pick<FeedRequest, 'after_cursor'>,
    ): Promise<number | undefined> {
      const args = { environment_id, after_cursor, ...hoursOf(time) };
      return (await db.first(nextOfHours, args))?.cursor ?? undefined;
    },

    /** The newest so many, oldest first. */
    async last(
      scope: Scope,
      request: Pick<FeedRequest, 'limit'> & FeedFilter,
    ): Promise<StoredEvent[]> {
      const newestFirst = await read(scope, { ...request, after_cursor: 0 }, 'newest');
      return newestFirst.toReversed();
    },
  };
}

/** As `readEvents`, and what is kept no longer. New events come by the outbox alone. */
export function writeEvents(tx: Tx) {
  return {
    ...readEvents(tx),

    /**
     * Deletes deliveries that are over, and then events that none carries any more, older than a moment: up
     * to `limit` of each. What is still to be delivered stays with its event. Tells whether there is more.
     */
    forget: (scope: Scope, forgetting: Forgetting): Promise<boolean> =>
      forgetOldEvents(tx, scope, forgetting),
  };
}

function subjectOf({ account, user }: FeedFilter): { subject: keyof typeof whose; of: string } {
  if (account !== undefined) return { subject: 'account', of: account };
  return user === undefined ? { subject: 'every', of: '' } : { subject: 'user', of: user };
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
