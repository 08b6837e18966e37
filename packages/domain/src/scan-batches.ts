import type { Account } from './accounts/account.ts';
import type { Extent } from './accounts/availability.ts';
import { recordScan } from './accounts/scan.ts';
import type { ScanBatch } from './connectors.ts';
import type { DomainEvent } from './events.ts';
import {
  type Changes,
  type EventKind,
  eventKinds,
  extentOf,
  factEvents,
  factKinds,
  fullySynced,
  type ListedRange,
  partiallySynced,
  rangeEvents,
} from './scans.ts';
import { addEmployers, type User } from './users.ts';
import { DAY, later, type Timestamp, type WholeSecond, wholeSecond } from './values.ts';
import { DEFAULT_DAYS_SYNCED } from './webhooks/webhook.ts';

/** What the scans of an account have come to. No caller sees it. */
export interface ScanHistory {
  /** How many have come to their end. */
  readonly finished: number;
  /** When scans were asked for by hand. */
  readonly forced: readonly Timestamp[];
  /** How many of those are done, or are being done by the scan that is under way. */
  readonly served: number;
  /** Numbers of days whose arrival was told. */
  readonly told: Readonly<Record<EventKind, readonly number[]>>;
}

/** Whom and what a scan moves. */
export interface ScanState {
  readonly user: User;
  readonly account: Account;
  readonly history: ScanHistory;
}

/** A batch after its records were stored. */
export interface StoredBatch extends Omit<ScanBatch, 'records' | 'cursor' | 'wait_ms'> {
  readonly changes: Changes;
  /** What there is now of the kinds that the batch has changed. */
  readonly extents: Partial<Record<EventKind, Extent>>;
}

/**
 * Passes on what a batch brought to the account and its user, and tells of it: of facts one by one; of
 * payouts and activities in the first scan when the newest days and then all have come, later in ranges.
 */
export function recordBatch(
  before: ScanState,
  batch: StoredBatch,
  { now, days = [DEFAULT_DAYS_SYNCED] }: { now: Timestamp; days?: readonly number[] },
): ScanState & { readonly events: DomainEvent[] } {
  const { stage, employers, changes, listed = [] } = batch;
  const kinds = listed.map(({ kind }) => kind);
  const facts = factKinds.filter((kind) => kinds.includes(kind));
  const progress = { stage, employers, listed: facts, ...batch.extents };
  const { account, events } = recordScan(before.account, progress, now);
  const isFirst = before.history.finished === 0;
  const partial = isFirst ? newlySynced(account, before.history, { listed, days }) : [];
  return {
    account,
    user: knowsEmployers(batch) ? addEmployers(before.user, account.employers) : before.user,
    history: after(before.history, { partial, isDone: stage === 'done' }),
    events: [
      ...factEvents(account, changes, now),
      ...partial.map((one) => partiallySynced(account, one, now)),
      ...(isFirst ? [] : rangeEvents(account, changes, now)),
      ...(isFirst && stage === 'done' ? fullySynced(account, now) : []),
      ...events,
    ],
  };
}

/** Once the facts are there, also those employers count that the account had from its link item. */
function knowsEmployers({ stage, employers, changes }: StoredBatch): boolean {
  return stage !== 'facts' || employers !== undefined || changes.has('employments');
}

interface SyncedDays {
  readonly kind: EventKind;
  readonly days_synced: number;
}

function after(
  history: ScanHistory,
  { partial, isDone }: { partial: readonly SyncedDays[]; isDone: boolean },
): ScanHistory {
  const told = (kind: EventKind) => [
    ...history.told[kind],
    ...partial.filter((one) => one.kind === kind).map(({ days_synced }) => days_synced),
  ];
  return {
    ...history,
    finished: history.finished + (isDone ? 1 : 0),
    told: { payouts: told('payouts'), activities: told('activities') },
  };
}

/**
 * The numbers of days, counted back from the newest of all, that the first scan has now come past. A
 * history that is not so long is not worth a word: all of it will be there soon.
 */
function newlySynced(
  account: Account,
  { told }: ScanHistory,
  { listed, days }: { listed: NonNullable<ScanBatch['listed']>; days: readonly number[] },
): SyncedDays[] {
  return eventKinds.flatMap((kind) =>
    days
      .filter((days_synced) => !told[kind].includes(days_synced))
      .filter((count) =>
        listed.some(
          (range) => range.kind === kind && comesPast(extentOf(account, kind), range, count),
        ),
      )
      .map((days_synced) => ({ kind, days_synced })),
  );
}

function comesPast(
  { available_from, available_to }: Extent,
  { from }: ListedRange,
  days: number,
): boolean {
  if (available_from === null || available_to === null) return false;
  const since = daysBefore(available_to, days);
  return from === undefined ? available_from <= since : from <= since;
}

function daysBefore(time: WholeSecond, days: number): WholeSecond {
  return wholeSecond(later(time, -days * DAY));
}
