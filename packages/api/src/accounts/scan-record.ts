import {
  type Account,
  beginScan,
  type ConnectionErrorCode,
  type DomainEvent,
  daysInUse,
  failScan,
  HOUR,
  later,
  loseConnection,
  notBefore,
  recordBatch,
  type ScanBatch,
  type ScanState,
  type Timestamp,
} from '@intarsia/domain';
import type { AccountScans, Writes } from '@intarsia/store';
import {
  finish,
  goOnWith,
  type JobOf,
  LeaseLost,
  postpone,
  type Recording,
  type StepCtx,
} from '../jobs/step.ts';
import { periodicScan, recovering, scanning } from './follow-ups.ts';
import { storeBatch } from './scan-rows.ts';
import { sealPart } from './sealed.ts';

/** A job that begins a scan or goes on with it. */
export type ScanJob = JobOf<'accounts.scan' | 'accounts.periodic_scan'>;

/** What one run of a scan brought; `failed` when it can't go on after the batches. */
export interface PulledPart {
  readonly user: string;
  readonly batches: readonly ScanBatch[];
  readonly failed?: ConnectionErrorCode;
  /** Of an outage: when to look whether the source is back. */
  readonly back_at?: Timestamp | undefined;
  /** How many scans had been asked for by hand when the source was asked. */
  readonly forced: number;
  /** Another scan was to follow when the source was asked. */
  readonly again: boolean;
  /** Sealed: where the last scan has ended, when this one has come no further. */
  readonly ended: string | null;
}

/** What a scan changes, as it is inside the transaction. */
interface Rows extends ScanState {
  readonly history: AccountScans;
}

/** Hours between the scans of a link item that has left the catalogue. */
const SCAN_HOURS = 24;

/** Records that a scan is under way, before anything is pulled. */
export function beginning(ctx: StepCtx, job: ScanJob, user: string): Recording {
  const now = ctx.clock.now();
  return async (tx) => {
    const rows = await lockRows(ctx, tx, { job, user });
    // The job comes first: who has lost it may find the account in a state that no scan can begin in.
    await postpone(tx, ctx.scope, { job, due_at: now });
    await tx.accounts.update(ctx.scope, begun(ctx, rows.account, now));
  };
}

/** Records a part of a scan: rows, account, user, cursor, events and the next run. */
export function partOf(ctx: StepCtx, job: ScanJob, part: PulledPart): Recording {
  const now = ctx.clock.now();
  return async (tx) => {
    const found = await lockRows(ctx, tx, { job, user: part.user });
    const at = notBefore(found.account, now);
    const before = { ...found, history: serving(found.history, part) };
    // First, as above.
    await settleJob(ctx, tx, { job, part, before, at });
    const { events, ...after } = await afterPart(ctx, tx, { before, part, now: at });
    if (after.user !== before.user) await tx.users.update(ctx.scope, after.user);
    await tx.accounts.update(ctx.scope, after.account);
    await tx.scans.save(ctx.scope, after.account.id, {
      ...after.history,
      ...cursors(ctx, after, part),
    });
    await tx.outbox.append(ctx.scope, events);
  };
}

/** The account with its first scan under way; as it is when that has begun before. */
function begun({ catalogue }: StepCtx, account: Account, now: Timestamp): Account {
  return beginScan(account, { now, item: catalogue.find(account.link_item) }).account;
}

/** A scan that begins serves all that had been asked for when its source was asked. */
function serving(history: AccountScans, { forced, again }: PulledPart): AccountScans {
  if (history.cursor !== null) return history;
  return { ...history, served: forced, again: history.again && !again };
}

/** Everybody locks the user before the account, so that nobody waits in a circle. */
async function lockRows(
  { scope }: StepCtx,
  tx: Writes,
  { job, user: user_id }: { job: ScanJob; user: string },
): Promise<Rows> {
  const user = await tx.users.find(scope, user_id);
  const account = await tx.accounts.find(scope, job.payload.account);
  if (!user || !account) throw new LeaseLost(`the account of job ${job.id} is gone`);
  return { user, account, history: await tx.scans.find(scope, account.id) };
}

/** The rows after each batch in its turn, then after the failure if there was one. */
async function afterPart(
  ctx: StepCtx,
  tx: Writes,
  { before, part, now }: { before: Rows; part: PulledPart; now: Timestamp },
): Promise<Rows & { events: DomainEvent[] }> {
  const { cursor, last, again } = before.history;
  const isBegun = part.batches.length > 0;
  let state: ScanState = isBegun ? { ...before, account: begun(ctx, before.account, now) } : before;
  const events: DomainEvent[] = [];
  // Only a first scan tells of the arrival of days.
  const isFirst = before.history.finished === 0;
  const days = isFirst ? daysInUse(await tx.webhooks.listAll(ctx.scope)) : [];
  for (const batch of part.batches) {
    const stored = await storeBatch(ctx, tx, { account: state.account, batch, now });
    const { events: told, ...next } = recordBatch(state, stored, { now, days });
    state = next;
    events.push(...told);
  }
  const history = { ...state.history, cursor, last, again };
  if (part.failed === undefined) return { ...state, history, events };
  const { account, events: told } = afterFailure(state.account, part.failed, now);
  return { ...state, account, history, events: [...events, ...told] };
}

function afterFailure(account: Account, code: ConnectionErrorCode, now: Timestamp) {
  return account.availability.profiles
    ? failScan(account, code, now)
    : loseConnection(account, code, now);
}

function isDone({ batches }: PulledPart): boolean {
  return batches.at(-1)?.stage === 'done';
}

/** Goes on with the scan, ends it for good when it has failed, or waits for the next one. */
async function settleJob(
  { scope, catalogue }: StepCtx,
  tx: Writes,
  {
    job,
    part,
    before: { account, history },
    at,
  }: { job: ScanJob; part: PulledPart; before: Rows; at: Timestamp },
): Promise<void> {
  if (part.failed !== undefined) {
    if (part.back_at === undefined) return finish(tx, scope, job);
    return goOnWith(tx, scope, { job, next: recovering(account.id, part.back_at) });
  }
  if (!isDone(part)) {
    const wait = part.batches.at(-1)?.wait_ms ?? 0;
    return postpone(tx, scope, { job, due_at: later(at, wait) });
  }
  const hours = catalogue.find(account.link_item)?.scan_hours ?? SCAN_HOURS;
  const turn = later(at, hours * HOUR);
  // Sooner when the source has said that something happens before its turn.
  const [due_at = turn] = [turn, part.batches.at(-1)?.again_at ?? turn].sort();
  const next =
    history.again || history.forced.length > history.served
      ? scanning(account.id, at)
      : periodicScan(account.id, due_at);
  await goOnWith(tx, scope, { job, next });
}

/** Where to go on: nowhere after a failure, for then the next scan begins where the last good one ended. */
function cursors(
  { vault }: StepCtx,
  { account, history }: Rows,
  part: PulledPart,
): Pick<AccountScans, 'cursor' | 'last'> {
  const batch = part.batches.at(-1);
  if (part.failed !== undefined) return { cursor: null, last: history.last };
  if (!batch) return { cursor: history.cursor, last: history.last };
  const seal = (name: 'cursor' | 'last') =>
    sealPart(vault, batch.cursor, { account_id: account.id, part: name });
  if (isDone(part)) return { cursor: null, last: part.ended ?? seal('last') };
  return { cursor: seal('cursor'), last: history.last };
}
