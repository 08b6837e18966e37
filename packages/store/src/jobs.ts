import type { Job, JobKind, LeasedJob, NewJob, Scope, Timestamp } from '@intarsia/domain';
import { sql } from 'kysely';
import { type Db, runRows } from './engines/engine.ts';
import { type Building, rowsStatement, statement } from './engines/statements.ts';
import type { Tx } from './pending.ts';
import type { JobsTable } from './tables.ts';

/** When jobs are taken, for how long, and how many. */
export interface Claim {
  /** The environment's time: what is due. */
  readonly now: Timestamp;
  /** Wall time: which leases have ended. */
  readonly wall: Timestamp;
  /** Wall time: when the new leases end. */
  readonly lease_until: Timestamp;
  readonly limit: number;
}

/** A lease on a job, by its fencing token. */
export interface Lease {
  readonly id: string;
  readonly fence: number;
}

interface LeaseArgs extends Lease {
  environment_id: string;
}

const insert = rowsStatement<JobsTable>([
  'environment_id',
  'id',
  'kind',
  'payload',
  'due_at',
  'leased_until',
  'fence',
  'attempts',
  'user_id',
  'account_id',
])(({ q, rows }) => q.insertInto('jobs').values(rows));

const claim = statement<{ environment_id: string } & Claim>()((building) => {
  const { q, p } = building;
  return q
    .with('due', () => dueJobs(building))
    .updateTable('jobs')
    .set((eb) => ({ leased_until: p.lease_until, fence: eb('fence', '+', sql.lit(1)) }))
    .where('environment_id', '=', p.environment_id)
    .where('id', 'in', (eb) => eb.selectFrom('due').select('due.id'))
    .returningAll();
});

/** In a CTE: PostgreSQL may run a subquery that locks rows more than once, and so take too many. */
function dueJobs({ q, p, dialect }: Building<{ environment_id: string } & Claim>) {
  return dialect.unclaimed(
    q
      .selectFrom('jobs')
      .select('id')
      .where('environment_id', '=', p.environment_id)
      .where('due_at', '<=', p.now)
      .where((eb) => eb.or([eb('leased_until', 'is', null), eb('leased_until', '<=', p.wall)]))
      .orderBy('due_at')
      .orderBy('id')
      .limit(p.limit),
  );
}

const complete = statement<LeaseArgs>()(({ q, p }) =>
  q
    .deleteFrom('jobs')
    .where('environment_id', '=', p.environment_id)
    .where('id', '=', p.id)
    .where('fence', '=', p.fence),
);

const reschedule = statement<LeaseArgs & { due_at: string; attempts: number }>()(({ q, p }) =>
  q
    .updateTable('jobs')
    .set({ due_at: p.due_at, attempts: p.attempts, leased_until: null })
    .where('environment_id', '=', p.environment_id)
    .where('id', '=', p.id)
    .where('fence', '=', p.fence),
);

const cancel = statement<{ environment_id: string; account_id: string }>()(({ q, p }) =>
  q
    .deleteFrom('jobs')
    .where('environment_id', '=', p.environment_id)
    .where('account_id', '=', p.account_id),
);

const cancelKind = statement<{ environment_id: string; account_id: string; kind: string }>()(
  ({ q, p }) =>
    q
      .deleteFrom('jobs')
      .where('environment_id', '=', p.environment_id)
      .where('account_id', '=', p.account_id)
      .where('kind', '=', p.kind),
);

const nextDue = statement<{ environment_id: string }>()(({ q, p }) =>
  q
    .selectFrom('jobs')
    .select('due_at')
    .where('environment_id', '=', p.environment_id)
    .orderBy('due_at')
    .limit(sql.lit(1)),
);

/** Work that waits. */
export function readJobs(db: Db) {
  return {
    /** When the first job of the environment is due, leased or not. */
    async nextDue({ environment_id }: Scope): Promise<Timestamp | undefined> {
      return (await db.first(nextDue, { environment_id }))?.due_at;
    },
  };
}

/** As `readJobs`, and changes. */
export function writeJobs(tx: Tx) {
  return {
    ...readJobs(tx),

    async enqueue({ environment_id }: Scope, ...jobs: readonly NewJob[]): Promise<void> {
      await runRows(
        tx,
        insert,
        jobs.map((job) => fromJob(environment_id, job)),
      );
    },

    /** Takes jobs that are due, each for one caller only, in the order in which they are due. */
    async claim({ environment_id }: Scope, at: Claim): Promise<LeasedJob[]> {
      const rows = await tx.all(claim, { environment_id, ...at });
      const keyed = rows.map((row) => ({ row, key: `${row.due_at} ${row.id}` }));
      return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ row }) => toLeasedJob(row));
    },

    /** Ends a job. Gives false when the lease was lost: somebody else has the job, or it was cancelled. */
    async complete({ environment_id }: Scope, { id, fence }: Lease): Promise<boolean> {
      return (await tx.run(complete, { environment_id, id, fence })) > 0;
    },

    /** Gives a job back for later. Gives false when the lease was lost. */
    async reschedule(
      { environment_id }: Scope,
      job: Lease & { readonly due_at: Timestamp; readonly attempts: number },
    ): Promise<boolean> {
      const { id, fence, due_at, attempts } = job;
      return (await tx.run(reschedule, { environment_id, id, fence, due_at, attempts })) > 0;
    },

    /** Takes away an account's jobs, leased or not. Gives their number. */
    cancel(
      { environment_id }: Scope,
      { account_id, kind }: { account_id: string; kind?: JobKind },
    ): Promise<number> {
      if (kind === undefined) return tx.run(cancel, { environment_id, account_id });
      return tx.run(cancelKind, { environment_id, account_id, kind });
    },
  };
}

function fromJob(environment_id: string, job: NewJob): JobsTable {
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
  };
}

function toLeasedJob(row: JobsTable): LeasedJob {
  const { id, due_at, attempts, fence } = row;
  // Safe: `enqueue` takes only jobs, so kind and payload fit each other.
  const job = { kind: row.kind, payload: JSON.parse(row.payload) } as Job;
  return { ...job, id, due_at, attempts, fence };
}
