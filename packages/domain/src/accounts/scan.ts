import type { ConnectionErrorCode } from '../connection-errors.ts';
import type { ResourceKind } from '../resources/kinds.ts';
import { union } from '../unions.ts';
import type { Timestamp } from '../values.ts';
import type { Account } from './account.ts';
import { type Availability, type EventAvailability, Extent } from './availability.ts';
import { allIn, firstScan, moveAvailability } from './availability-moves.ts';
import { type AccountChange, type AccountMoment, illegal, notBefore, told } from './changes.ts';
import { withError } from './connection.ts';

/**
 * What is there after one part of a scan: totals, not increments. The stages are those of a connector's
 * batches; `done` ends the scan.
 */
export interface ScanProgress {
  readonly stage: 'facts' | 'events' | 'done';
  /** Kinds of facts of which this part has told everything. */
  readonly listed?: readonly ResourceKind[] | undefined;
  /** Names of employers found in this part. */
  readonly employers?: readonly string[] | undefined;
  readonly payouts?: Extent | undefined;
  readonly activities?: Extent | undefined;
}

/** A scan begins. The first one shows as `in_progress`; later ones change nothing until they bring something. */
export function beginScan(account: Account, { item, now }: AccountMoment): AccountChange {
  assertScannable(account);
  if (hasBegun(account)) return { account, events: [] };
  const updated_at = notBefore(account, now);
  const pay_allocations = item?.item.features.pay_distribution_update.supported ?? false;
  const availability = firstScan(account.availability, { now: updated_at, pay_allocations });
  return { account: { ...account, updated_at, availability }, events: [] };
}

/** Only connected accounts are scanned. Throws `transition_illegal`. */
export function assertScannable({ connection: { status } }: Account): void {
  if (status !== 'connected') throw illegal(status, 'scanning');
}

/** A part of a scan was stored. Tells nothing but new employers and the end of the scan. */
export function recordScan(
  account: Account,
  progress: ScanProgress,
  now: Timestamp,
): AccountChange {
  refuseUnlessScanning(account, progress.stage);
  const updated_at = notBefore(account, now);
  const employers = union(account.employers, progress.employers ?? []);
  const passed = afterPart(account.availability, progress, updated_at);
  const isDone = progress.stage === 'done';
  const availability = isDone ? allIn('synced', passed, updated_at) : passed;
  const next = { ...account, updated_at, employers, availability };
  return isDone || employers !== account.employers
    ? told(next, 'accounts.updated')
    : { account: next, events: [] };
}

/** The scan has come to its end: every kind is synced, even with nothing to show. */
export function completeScan(account: Account, now: Timestamp): AccountChange {
  return recordScan(account, { stage: 'done' }, now);
}

/** The scan failed. The cause goes to the connection, which the documents point to. */
export function failScan(
  account: Account,
  code: ConnectionErrorCode,
  now: Timestamp,
): AccountChange {
  refuseUnlessScanning(account, 'sync_failed');
  const failed = withError(account, code, now);
  const availability = allIn('sync_failed', failed.availability, failed.updated_at);
  return told({ ...failed, availability }, 'accounts.updated');
}

/** A scan has begun at least once on this account. */
function hasBegun(account: Account): boolean {
  return account.availability.profiles !== null;
}

function refuseUnlessScanning(account: Account, to: string): void {
  if (account.connection.status !== 'connected') throw illegal(account.connection.status, to);
  if (!hasBegun(account)) throw illegal('not scanned', to);
}

/**
 * Facts are in progress until all of their kind are told, or the scan has passed on to events: then the
 * connector has said all there is. A kind that failed earlier stays so until a scan has come to its end.
 */
function afterPart(
  availability: Availability,
  progress: ScanProgress,
  now: Timestamp,
): Availability {
  return moveAvailability(availability, {
    fact(part, kind) {
      const isTold = progress.stage !== 'facts' || progress.listed?.includes(kind);
      if (!isTold) return { ...part, updated_at: now };
      return part.status === 'in_progress' ? { status: 'synced', updated_at: now } : part;
    },
    events(part, kind) {
      const found = progress[kind];
      if (found !== undefined) return { ...grown(part, found, kind), updated_at: now };
      return progress.stage === 'events' ? { ...part, updated_at: now } : part;
    },
  });
}

/** The new totals; while the first scan runs they only grow. */
function grown(part: EventAvailability, found: Extent, kind: string): EventAvailability {
  const next = { ...part, ...Extent.parse(found) };
  if (part.status === 'in_progress' && !contains(next, part)) {
    throw illegal(`${described(part)} of ${kind}`, described(next));
  }
  return next;
}

function contains(outer: Extent, inner: Extent): boolean {
  if (inner.available_from === null || inner.available_to === null) return true;
  if (outer.available_from === null || outer.available_to === null) return false;
  return (
    outer.available_count >= inner.available_count &&
    outer.available_from <= inner.available_from &&
    outer.available_to >= inner.available_to
  );
}

function described(extent: Extent): string {
  const { available_count, available_from, available_to } = extent;
  return available_from === null
    ? 'none'
    : `${available_count} from ${available_from} to ${available_to}`;
}
