import type {
  Clock,
  Environment,
  FollowUp,
  Ids,
  JobKind,
  LeasedJob,
  Log,
  Scope,
  Timestamp,
  Vault,
} from '@intarsia/domain';
import type { Store, Writes } from '@intarsia/store';
import type { Deps } from '../kernel/index.ts';

/** What a worker step is given: an action's context without a caller. It reads; others record what it gives. */
export interface StepCtx extends Omit<Deps, 'store'> {
  readonly store: Pick<Store, 'read'>;
  readonly environment: Environment;
  readonly scope: Scope;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly vault: Vault;
  readonly log: Log;
  /** Aborted when the worker is to stop, or the lease is about to end. */
  readonly signal: AbortSignal;
  /**
   * Called before a step turns to anybody outside: whoever is then asked, and asks back, sees the time of
   * this job and all that was recorded before it.
   */
  reach(): Promise<void>;
}

/**
 * What a step came to: written in one transaction, which also ends or postpones the job, or nothing of it.
 * May run again, as every callback of a transaction.
 */
export type Recording = (tx: Writes) => Promise<void>;

/** A leased job of one kind. */
export type JobOf<Kind extends JobKind> = Extract<LeasedJob, { kind: Kind }>;

/**
 * Another worker has taken the job, or it was cancelled. Thrown inside the recording transaction it takes
 * back all of it, so that nothing is ever recorded by who no longer holds the job.
 */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/** Ends a job with what the transaction records. Throws `LeaseLost`. */
export async function finish(tx: Writes, scope: Scope, { id, fence }: LeasedJob): Promise<void> {
  if (!(await tx.jobs.complete(scope, { id, fence }))) throw new LeaseLost(`job ${id} is not ours`);
}

/** Ends a job by making it the one that follows. Throws `LeaseLost`. */
export async function goOnWith(
  tx: Writes,
  scope: Scope,
  { job: { id, fence }, next }: { job: LeasedJob; next: FollowUp },
): Promise<void> {
  const held = await tx.jobs.become(scope, { id, fence }, next);
  if (!held) throw new LeaseLost(`job ${id} is not ours`);
}

/** Puts a job off, also to the present moment; it starts as if it never failed. Throws `LeaseLost`. */
export async function postpone(
  tx: Writes,
  scope: Scope,
  {
    job: { id, fence },
    due_at,
    attempts = 0,
  }: { job: LeasedJob; due_at: Timestamp; attempts?: number },
): Promise<void> {
  const held = await tx.jobs.reschedule(scope, { id, fence, due_at, attempts });
  if (!held) throw new LeaseLost(`job ${id} is not ours`);
}
