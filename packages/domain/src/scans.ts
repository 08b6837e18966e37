import type { Account } from './accounts/account.ts';
import type { Extent } from './accounts/availability.ts';
import { notBefore } from './accounts/changes.ts';
import { type DomainEvent, eventTypes } from './events.ts';
import { type ResourceKind, resourceKinds } from './resources/kinds.ts';
import type { ScannedKind } from './resources/scanned.ts';
import { DAY, type Id, later, type Timestamp, type WholeSecond, wholeSecond } from './values.ts';

/** A row as a scan compares it. `fingerprint` changes exactly when any of its content does. */
export interface ComparedRow {
  readonly id: Id;
  /** What its kind sorts by. */
  readonly date: Timestamp | WholeSecond;
  readonly fingerprint: string;
}

/** Dates between which a scan has told of every record, both included. */
export interface ListedRange {
  readonly from?: WholeSecond | undefined;
  readonly to?: WholeSecond | undefined;
}

/** What a scan did to the rows of one kind. */
export interface RowChanges<Row extends ComparedRow = ComparedRow> {
  readonly added: readonly Row[];
  readonly updated: readonly Row[];
  /** Rows that the source no longer has. */
  readonly removed: readonly ComparedRow[];
}

/**
 * Compares what a scan found with the rows that are there: those with an id that was found, and all in
 * the listed ranges. What was listed and not found has vanished.
 */
export function compareRows<Row extends ComparedRow>(
  held: readonly ComparedRow[],
  { found, listed }: { found: readonly Row[]; listed: readonly ListedRange[] },
): RowChanges<Row> {
  const before = new Map(held.map((row) => [row.id, row]));
  // Of a record that comes twice in one answer, the later one counts.
  const after = new Map(found.map((row) => [row.id, row]));
  const rows = [...after.values()];
  return {
    added: rows.filter(({ id }) => !before.has(id)),
    updated: rows.filter(({ id, fingerprint }) => {
      const known = before.get(id);
      return known !== undefined && known.fingerprint !== fingerprint;
    }),
    removed: held.filter((row) => !after.has(row.id) && listed.some((range) => isIn(range, row))),
  };
}

function isIn({ from, to }: ListedRange, { date }: ComparedRow): boolean {
  return (from === undefined || date >= from) && (to === undefined || date <= to);
}

/** Kinds of which an account has some, such as vehicles. */
export type FactKind = Exclude<ScannedKind, EventKind>;

/** Kinds of which an account gets more and more: what happened at a time. */
export type EventKind = 'payouts' | 'activities';

/** The order in which a first scan tells of facts. */
const factKinds = [
  'profiles',
  'employments',
  'vehicles',
  'reputations',
  'documents',
  'pay_allocations',
] as const satisfies readonly FactKind[];

/** Changes by kind; a kind that is missing has none. */
export type Changes = ReadonlyMap<ResourceKind, RowChanges>;

/** One event for each fact that came, changed or went. Not every kind has an event for each. */
export function factEvents(account: Account, changes: Changes, now: Timestamp): DomainEvent[] {
  return factKinds.flatMap((kind) => {
    const { added = [], updated = [], removed = [] } = changes.get(kind) ?? {};
    return [
      ...added.map(({ id }) => factEvent(account, { kind, verb: 'added', id, now })),
      ...updated.map(({ id }) => factEvent(account, { kind, verb: 'updated', id, now })),
      ...removed.map(({ id }) => factEvent(account, { kind, verb: 'removed', id, now })),
    ].filter(({ type }) => eventTypes.includes(type));
  });
}

function factEvent(
  account: Account,
  { kind, verb, id, now }: { kind: FactKind; verb: string; id: Id; now: Timestamp },
): DomainEvent {
  return eventOf(account, `${kind}.${verb}`, { now, data: { [resourceKinds[kind].one]: id } });
}

/** How many events of each kind there are, and which time they cover. */
export type Extents = Readonly<Record<EventKind, Extent>>;

const eventKinds = ['payouts', 'activities'] as const;

/** What a re-scan tells of payouts and activities: at most one event for each kind and each verb. */
export function rangeEvents(
  account: Account,
  { changes, extents }: { changes: Changes; extents: Extents },
  now: Timestamp,
): DomainEvent[] {
  return eventKinds.flatMap((kind) => {
    const { added = [], updated = [], removed = [] } = changes.get(kind) ?? {};
    const told = { added, updated, removed };
    return (['added', 'updated', 'removed'] as const).flatMap((verb) => {
      const rows = told[verb];
      const data = { ...extents[kind], ...spanOf(verb, rows) };
      const ids = { [`${verb}_${kind}`]: rows.map(({ id }) => id) };
      if (rows.length === 0) return [];
      const all = verb === 'added' ? data : { ...data, ...ids };
      return [eventOf(account, `${kind}.${verb}`, { now, data: all })];
    });
  });
}

function spanOf(verb: string, rows: readonly ComparedRow[]): object {
  const dates = rows.map(({ date }) => date).sort();
  return {
    [`${verb}_from`]: dates[0],
    [`${verb}_to`]: dates.at(-1),
    [`${verb}_count`]: rows.length,
  };
}

/** All that there is of payouts and activities has come for the first time. */
export function fullySynced(account: Account, extents: Extents, now: Timestamp): DomainEvent[] {
  return eventKinds.map((kind) =>
    eventOf(account, `${kind}.fully_synced`, { now, data: extents[kind] }),
  );
}

/** `days_synced` that somebody wants to be told of, where nobody says otherwise. */
export const DAYS_SYNCED: readonly number[] = [30];

/**
 * The numbers of days, counted back from the newest of all events, that a first scan has now come past.
 * A history that is not so long is not worth a word: it is fully synced soon.
 */
export function newlySynced(
  { available_from, available_to }: Extent,
  { from }: ListedRange,
  { told, days }: { told: readonly number[]; days: readonly number[] },
): number[] {
  if (available_from === null || available_to === null) return [];
  return days.filter((count) => {
    const since = daysBefore(available_to, count);
    const isPast = from === undefined ? available_from <= since : from <= since;
    return isPast && !told.includes(count);
  });
}

function daysBefore(time: WholeSecond, days: number): WholeSecond {
  return wholeSecond(later(time, -days * DAY));
}

/** The newest days of a kind have come for the first time. */
export function partiallySynced(
  account: Account,
  { kind, extent, days_synced }: { kind: EventKind; extent: Extent; days_synced: number },
  now: Timestamp,
): DomainEvent {
  const data = { days_synced, ...extent };
  return eventOf(account, `${kind}.partially_synced`, { now, data });
}

function eventOf(
  account: Account,
  type: string,
  { now, data }: { now: Timestamp; data: object },
): DomainEvent {
  const base = { account: account.id, user: account.user };
  const event = { type, occurred_at: notBefore(account, now), data: { ...base, ...data } };
  // Safe: a test reads one of every kind and verb with the schema of events.
  return event as DomainEvent;
}
