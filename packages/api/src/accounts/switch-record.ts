import {
  type Account,
  type AccountChange,
  advancePayDistribution,
  failPayDistribution,
  type Json,
  later,
  type PayDistributionErrorCode,
  type PayDistributionStep,
  type Session,
  type Timestamp,
} from '@intarsia/domain';
import type { DepositSwitch, Writes } from '@intarsia/store';
import {
  finish,
  goOnWith,
  type JobOf,
  LeaseLost,
  postpone,
  type Recording,
  type StepCtx,
} from '../jobs/step.ts';
import { scanning } from './follow-ups.ts';
import { askForScan } from './scan-soon.ts';
import { sealPart } from './sealed.ts';
import { forgetSwitch } from './switch-end.ts';

/** How a run of a deposit switch ended. */
export type SwitchOutcome =
  | PayDistributionStep
  | {
      readonly kind: 'failed';
      readonly code: PayDistributionErrorCode;
      /** To be kept from now on, unless somebody has logged in meanwhile. */
      readonly session?: Session | undefined;
    };

/** What is recorded on, as it is inside the transaction. */
interface Rows {
  readonly job: JobOf<'accounts.pay_distribution'>;
  readonly account: Account;
  readonly stopped: DepositSwitch;
  readonly now: Timestamp;
  /** The sealed session through which the source was asked; null when it was not. */
  readonly asked_by: string | null;
}

/** Records how a run of a switch ended: account, secrets, events and the job that follows. */
export function switchRecording(
  { scope, vault, clock }: StepCtx,
  job: JobOf<'accounts.pay_distribution'>,
  { outcome, asked_by = null }: { outcome: SwitchOutcome; asked_by?: string | null },
): Recording {
  const now = clock.now();
  return async (tx) => {
    const account = await tx.accounts.find(scope, job.payload.account);
    const stopped = await tx.switches.find(scope, job.payload.account);
    if (!account || !stopped) throw new LeaseLost(`the switch of job ${job.id} is gone`);
    const rows = { job, account, stopped, now, asked_by };
    const change = await recordOutcome({ scope, vault }, tx, { ...rows, outcome });
    if (!change) return;
    await tx.accounts.update(scope, change.account);
    await tx.outbox.append(scope, change.events);
  };
}

/** Where rows are, and what opens what is sealed in them. */
type Keys = Pick<StepCtx, 'scope' | 'vault'>;

/** Undefined when the account stays as it is. */
async function recordOutcome(
  ctx: Keys,
  tx: Writes,
  { outcome, ...rows }: Rows & { outcome: SwitchOutcome },
): Promise<AccountChange | undefined> {
  const { account, now } = rows;
  switch (outcome.kind) {
    case 'wait': {
      const due_at = later(now, outcome.for_ms);
      await goOn(ctx, tx, { ...rows, resume: outcome.resume, due_at });
      return undefined;
    }
    case 'updating': {
      // The connection was lost since the source was asked: nothing was changed there yet.
      if (account.connection.status !== 'connected') {
        return recordFailure(ctx, tx, { ...rows, code: 'account_disconnected' });
      }
      await goOn(ctx, tx, { ...rows, resume: outcome.resume, due_at: now });
      return advancePayDistribution(account, 'updating', now);
    }
    case 'done':
      return recordSuccess(ctx, tx, { ...rows, session: outcome.session });
    case 'failed':
      return recordFailure(ctx, tx, { ...rows, ...outcome });
  }
}

/** The same job goes on from where this run has stopped. */
async function goOn(
  { scope, vault }: Keys,
  tx: Writes,
  { job, stopped, resume, due_at }: Rows & { resume: Json; due_at: Timestamp },
): Promise<void> {
  const { account_id } = stopped;
  await postpone(tx, scope, { job, due_at });
  const sealed = sealPart(vault, resume, { account_id, part: 'switch' });
  await tx.switches.save(scope, { ...stopped, resume: sealed });
}

async function recordFailure(
  { scope, vault }: Keys,
  tx: Writes,
  {
    job,
    account,
    now,
    asked_by,
    code,
    session,
  }: Rows & { code: PayDistributionErrorCode; session?: Session | undefined },
): Promise<AccountChange> {
  await finish(tx, scope, job);
  await forgetSwitch(tx, scope, account.id);
  const connection = await tx.connections.find(scope, account.id);
  if (session !== undefined && connection && connection.session === asked_by) {
    const sealed = sealPart(vault, session, { account_id: account.id, part: 'session' });
    await tx.connections.save(scope, { ...connection, session: sealed });
  }
  return failPayDistribution(account, code, now);
}

/** The session is another one, and a scan shows what has become of the pay allocations. */
async function recordSuccess(
  { scope, vault }: Keys,
  tx: Writes,
  { job, account: before, now, asked_by, session }: Rows & { session: Json },
): Promise<AccountChange | undefined> {
  const connection = await tx.connections.find(scope, before.id);
  if (!connection) throw new Error(`account ${before.id} has no connection`);
  if (connection.session !== asked_by) {
    // Somebody has logged in meanwhile: what is kept must come from that session, so it is asked too.
    await postpone(tx, scope, { job, due_at: now });
    return undefined;
  }
  const account_id = before.id;
  const scans = { ...(await tx.scans.find(scope, account_id)), again: true };
  const begins = await askForScan(tx, scope, { account_id, scans });
  if (begins) await goOnWith(tx, scope, { job, next: scanning(account_id, now) });
  else await finish(tx, scope, job);
  await forgetSwitch(tx, scope, account_id);
  const sealed = sealPart(vault, session, { account_id, part: 'session' });
  await tx.connections.save(scope, { ...connection, session: sealed });
  return advancePayDistribution(before, 'success', now);
}
