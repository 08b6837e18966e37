import type {
  FollowUp,
  Job,
  JobKind,
  JobQueue,
  LeasedJob,
  NewJob,
  Scope,
  Timestamp,
} from '@intarsia/domain';
import type { Db } from './engines/engine.ts';
import * as lookups from './job-lookups.ts';
import * as statements from './job-statements.ts';
import type { Tx } from './pending.ts';
import type { JobsTable } from './tables.ts';

/** When jobs are taken, for how long, and how many. */
export interface Claim {
  /** The world's when it is not said. */
  readonly queue?: JobQueue | undefined;
  /** The environment's time: what is due. */
  readonly now: Timestamp;
  /** Wall time: which leases have ended. */
  readonly wall: Timestamp;
  /** Wall time: when the new leases end. */
  readonly lease_until: Timestamp;
  readonly limit: number;
  /** The fence of the clock that `now` was read from: nothing is taken once a driver has had it since. */
  readonly clock_fence: number;
}

/** A lease on a job, by its fencing token. */
export interface Lease {
  readonly id: string;
  readonly fence: number;
}

/** A job as it waits, or is being done. */
export type WaitingJob = LeasedJob & {
  /** Wall time; null while nobody has it. */
  readonly leased_until: Timestamp | null;
};

/** Work that waits. */
export function readJobs(db: Db) {
  return {
    /** When the first job of a queue of the environment is due, leased or not. */
    async nextDue(
      { environment_id }: Scope,
      queue: JobQueue = 'world',
    ): Promise<Timestamp | undefined> {
      return (await db.first(lookups.nextDue[queue], { environment_id }))?.due_at;
    },

    /** When the first job of a queue is due that nobody has a lease on. */
    async nextFree(
      { environment_id }: Scope,
      { queue = 'world', wall }: { queue?: JobQueue | undefined; wall: Timestamp },
    ): Promise<Timestamp | undefined> {
      return (await db.first(lookups.nextFree[queue], { environment_id, wall }))?.due_at;
    },

    /** When the first job of an account is due, leased or not. */
    async nextDueOf({ environment_id }: Scope, account_id: string): Promise<Timestamp | undefined> {
      return (await db.first(lookups.nextDueOf, { environment_id, account_id }))?.due_at;
    },

    /** When the first job is due that is done once and waited for, leased or not. */
    async nextOnce({ environment_id }: Scope): Promise<Timestamp | undefined> {
      return (await db.first(lookups.nextOnce, { environment_id }))?.due_at;
    },

    /** The jobs that come next, leased or not, so many at most. */
    async next({ environment_id }: Scope, limit: number): Promise<WaitingJob[]> {
      const rows = await db.all(lookups.next, { environment_id, limit });
      return rows.map((row) => ({ ...toLeasedJob(row), leased_until: row.leased_until }));
    },

    /** The id of the job that comes next, leased or not. */
    async firstId({ environment_id }: Scope): Promise<string | undefined> {
      return (await db.first(lookups.first, { environment_id }))?.id;
    },

    /** Whether somebody has a lease on any job. */
    async areUnderWay({ environment_id }: Scope, wall: Timestamp): Promise<boolean> {
      return (await db.first(lookups.leased, { environment_id, wall })) !== undefined;
    },

    /** Counted row by row: few jobs wait, and only people and tests ask. */
    async count({ environment_id }: Scope): Promise<number> {
      return (await db.first(lookups.total, { environment_id }))?.total ?? 0;
    },
  };
}

/** As `readJobs`, and changes. */
export function writeJobs(tx: Tx) {
  return {
    ...readJobs(tx),

    async enqueue({ environment_id }: Scope, ...jobs: readonly NewJob[]): Promise<void> {
      for (const job of jobs) await tx.run(statements.insert, fromJob(environment_id, job));
    },

    /** Takes jobs that are due, each for one caller only, in the order in which they are due. */
    async claim(
      { environment_id }: Scope,
      { queue = 'world', ...at }: Claim,
    ): Promise<LeasedJob[]> {
      const rows = await tx.all(statements.claim[queue], { environment_id, ...at });
      return rows.sort(inOrder).map(toLeasedJob);
    },

    /**
     * Takes a job from a worker whose lease has ended without an end of the job: whatever that worker
     * still records fails. Gives the new lease, or undefined when the job is gone or somebody else's.
     */
    async seize({ environment_id }: Scope, { id, fence }: Lease): Promise<Lease | undefined> {
      const seized = await tx.run(statements.seize, { environment_id, id, fence });
      return seized > 0 ? { id, fence: fence + 1 } : undefined;
    },

    /** Keeps a job as it is until the transaction ends. Gives false when the lease was lost. */
    async hold({ environment_id }: Scope, { id, fence }: Lease): Promise<boolean> {
      return (await tx.run(statements.hold, { environment_id, id, fence })) > 0;
    },

    /** As `hold`; the lease ends later. */
    async renew(
      { environment_id }: Scope,
      { id, fence, lease_until }: Lease & { readonly lease_until: Timestamp },
    ): Promise<boolean> {
      return (await tx.run(statements.renew, { environment_id, id, fence, lease_until })) > 0;
    },

    /** Ends a job. Gives false when the lease was lost: somebody else has the job, or it was cancelled. */
    async complete({ environment_id }: Scope, { id, fence }: Lease): Promise<boolean> {
      return (await tx.run(statements.complete, { environment_id, id, fence })) > 0;
    },

    /** Gives a job back for later. Gives false when the lease was lost. */
    async reschedule(
      { environment_id }: Scope,
      job: Lease & { readonly due_at: Timestamp; readonly attempts: number },
    ): Promise<boolean> {
      const { id, fence, due_at, attempts } = job;
      return (
        (await tx.run(statements.reschedule, { environment_id, id, fence, due_at, attempts })) > 0
      );
    },

    /**
     * Makes a job that is done the one that follows it, which then comes after all that are waiting. Gives
     * false when the lease was lost.
     */
    async become(
      { environment_id }: Scope,
      { id, fence }: Lease,
      next: FollowUp,
    ): Promise<boolean> {
      const { kind, due_at } = next;
      const payload = JSON.stringify(next.payload);
      const upkeep = next.upkeep ? 1 : 0;
      const args = { environment_id, id, fence, kind, payload, due_at, upkeep };
      return (await tx.run(statements.become, args)) > 0;
    },

    /** Lets an account's jobs of a kind be due at another time, leased or not. Gives their number. */
    hasten(
      { environment_id }: Scope,
      at: { account_id: string; kind: JobKind; due_at: Timestamp },
    ): Promise<number> {
      return tx.run(statements.hasten, { environment_id, ...at });
    },

    /** Takes away an account's jobs, leased or not. Gives their number. */
    cancel(
      { environment_id }: Scope,
      { account_id, kind }: { account_id: string; kind?: JobKind },
    ): Promise<number> {
      if (kind === undefined) return tx.run(statements.cancel, { environment_id, account_id });
      return tx.run(statements.cancelKind, { environment_id, account_id, kind });
    },

    /** Takes away every job of a kind, leased or not. Gives their number. */
    cancelEvery: ({ environment_id }: Scope, kind: JobKind): Promise<number> =>
      tx.run(statements.cancelEvery, { environment_id, kind }),
  };
}

function inOrder(a: JobsTable, b: JobsTable): number {
  if (a.due_at !== b.due_at) return a.due_at < b.due_at ? -1 : 1;
  return a.sequence - b.sequence || (a.id < b.id ? -1 : 1);
}

function fromJob(environment_id: string, job: NewJob): Omit<JobsTable, 'sequence'> {
  return {
    environment_id,
    id: job.id,
    kind: job.kind,
    payload: JSON.stringify(job.payload),
    due_at: job.due_at,
    leased_until: null,
    fence: 0,
    attempts: 0,
    user_id: job.user_id ?? null,
    account_id: job.account_id ?? null,
    upkeep: job.upkeep ? 1 : 0,
  };
}

function toLeasedJob(row: JobsTable): LeasedJob {
  const { id, due_at, attempts, fence } = row;
  // Safe: `enqueue` takes only jobs, so kind and payload fit each other.
  const job = { kind: row.kind, payload: JSON.parse(row.payload) } as Job;
  return { ...job, id, due_at, attempts, fence };
}
