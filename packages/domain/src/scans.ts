import type { Account } from './accounts/account.ts';
import type { Extent } from './accounts/availability.ts';
import { notBefore } from './accounts/changes.ts';
import { type DomainEvent, eventTypes } from './events.ts';
import { type ResourceKind, resourceKinds } from './resources/kinds.ts';
import type { ScannedKind } from './resources/scanned.ts';
import type { Id, Timestamp, WholeSecond } from './values.ts';

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
export const eventKinds = ['payouts', 'activities'] as const;
export type EventKind = (typeof eventKinds)[number];

/** The order in which a scan tells of facts. */
export const factKinds = [
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

/** What a scan tells of payouts and activities after the first: at most one event of each kind and verb. */
export function rangeEvents(account: Account, changes: Changes, now: Timestamp): DomainEvent[] {
  return eventKinds.flatMap((kind) => {
    const { added = [], updated = [], removed = [] } = changes.get(kind) ?? {};
    const told = { added, updated, removed };
    return (['added', 'updated', 'removed'] as const)
      .filter((verb) => told[verb].length > 0)
      .map((verb) => {
        const rows = told[verb];
        const ids = verb === 'added' ? {} : { [`${verb}_${kind}`]: rows.map(({ id }) => id) };
        const data = { ...extentOf(account, kind), ...spanOf(verb, rows), ...ids };
        return eventOf(account, `${kind}.${verb}`, { now, data });
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
export function fullySynced(account: Account, now: Timestamp): DomainEvent[] {
  return eventKinds.map((kind) => {
    const data = extentOf(account, kind);
    return eventOf(account, `${kind}.fully_synced`, { now, data });
  });
}

/** The newest days of a kind have come for the first time. */
export function partiallySynced(
  account: Account,
  { kind, days_synced }: { kind: EventKind; days_synced: number },
  now: Timestamp,
): DomainEvent {
  const data = { days_synced, ...extentOf(account, kind) };
  return eventOf(account, `${kind}.partially_synced`, { now, data });
}

/** How many events of a kind the account has, and which time they cover. */
export function extentOf({ availability }: Account, kind: EventKind): Extent {
  const { available_count, available_from, available_to } = availability[kind] ?? nothing;
  return { available_count, available_from, available_to };
}

const nothing: Extent = { available_count: 0, available_from: null, available_to: null };

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
