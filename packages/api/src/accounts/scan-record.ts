import {
  type Account,
  beginScan,
  type ConnectionErrorCode,
  type DomainEvent,
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
import { finish, type JobOf, LeaseLost, postpone, type StepCtx } from '../jobs/step.ts';
import { periodicScanJob, scanJob } from './follow-ups.ts';
import { storeBatch } from './scan-rows.ts';
import { sealPart } from './sealed.ts';

/** A job that begins a scan or goes on with it. */
export type ScanJob = JobOf<'accounts.scan' | 'accounts.periodic_scan'>;

/** What one run of a scan brought; `failed` when it can't go on after the batches. */
export interface PulledPart {
  readonly user: string;
  readonly batches: readonly ScanBatch[];
  readonly failed?: ConnectionErrorCode;
  /** How many scans had been asked for by hand when the source was asked. */
  readonly forced: number;
}

/** What a scan changes, as it is inside the transaction. */
interface Rows extends ScanState {
  readonly history: AccountScans;
}

/** Hours between the scans of a link item that has left the catalogue. */
const SCAN_HOURS = 24;

/** Records that a scan is under way, before anything is pulled. */
export async function recordBeginning(ctx: StepCtx, job: ScanJob, user: string): Promise<void> {
  const now = ctx.clock.now();
  await ctx.store.write(async (tx) => {
    const rows = await lockRows(ctx, tx, { job, user });
    const item = ctx.catalogue.find(rows.account.link_item);
    const { account, events } = beginScan(rows.account, { now, item });
    await postpone(tx, ctx.scope, { job, due_at: now });
    await tx.accounts.update(ctx.scope, account);
    await tx.outbox.append(ctx.scope, events);
  });
  ctx.wake(ctx.environment.id);
}

/** Records a part of a scan: rows, account, user, cursor, events and the next run, all or nothing. */
export async function recordPart(ctx: StepCtx, job: ScanJob, part: PulledPart): Promise<void> {
  const now = ctx.clock.now();
  const next_id = ctx.ids.next();
  await ctx.store.write(async (tx) => {
    const before = await lockRows(ctx, tx, { job, user: part.user });
    const at = notBefore(before.account, now);
    const { events, ...after } = await afterPart(ctx, tx, { before, part, now: at });
    await settleJob(ctx, tx, { job, part, after, at: { id: next_id, due_at: at } });
    if (after.user !== before.user) await tx.users.update(ctx.scope, after.user);
    await tx.accounts.update(ctx.scope, after.account);
    await tx.scans.save(ctx.scope, after.account.id, {
      ...after.history,
      ...cursors(ctx, after, part),
    });
    await tx.outbox.append(ctx.scope, events);
  });
  ctx.wake(ctx.environment.id);
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
  const { cursor, last } = before.history;
  const served = cursor === null ? part.forced : before.history.served;
  let state: ScanState = { ...before, history: { ...before.history, served } };
  const events: DomainEvent[] = [];
  for (const batch of part.batches) {
    const stored = await storeBatch(ctx, tx, { account: state.account, batch, now });
    const { events: told, ...next } = recordBatch(state, stored, { now });
    state = next;
    events.push(...told);
  }
  const history = { ...state.history, cursor, last };
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
  ctx: StepCtx,
  tx: Writes,
  {
    job,
    part,
    after: { account, history },
    at,
  }: { job: ScanJob; part: PulledPart; after: Rows; at: { id: string; due_at: Timestamp } },
): Promise<void> {
  const { scope } = ctx;
  if (part.failed === undefined && !isDone(part)) {
    const wait = part.batches.at(-1)?.wait_ms ?? 0;
    return postpone(tx, scope, { job, due_at: later(at.due_at, wait) });
  }
  await finish(tx, scope, job);
  if (part.failed !== undefined) return;
  const hours = ctx.catalogue.find(account.link_item)?.scan_hours ?? SCAN_HOURS;
  const next =
    history.forced.length > history.served
      ? scanJob(account, at)
      : periodicScanJob(account, { ...at, due_at: later(at.due_at, hours * HOUR) });
  await tx.jobs.enqueue(scope, next);
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
  if (isDone(part)) return { cursor: null, last: seal('last') };
  return { cursor: seal('cursor'), last: history.last };
}
