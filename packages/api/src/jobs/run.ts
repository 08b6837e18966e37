import {
  accountOf,
  type Environment,
  type JobQueue,
  type LeasedJob,
  later,
  MINUTE,
  worksByItself,
} from '@intarsia/domain';
import type { Deps } from '../kernel/index.ts';
import { boundsOf } from './bounds.ts';
import { afterFailure, released } from './failures.ts';
import { LeaseLost, type Recording, type StepCtx } from './step.ts';
import { actOn } from './steps.ts';

/** How long jobs are ours, in wall time. */
const LEASE_MS = MINUTE;
/** The share of a lease after which steps are told to stop, so that they can still record. */
const ACTING_SHARE = 5 / 6;

/** How many jobs to take, and when to stop. */
export interface RunOptions {
  readonly limit: number;
  /** Aborted to stop: jobs that are under way or not begun are given back as they were. */
  readonly signal?: AbortSignal | undefined;
  readonly lease_ms?: number | undefined;
  /** The world's when it is not said. */
  readonly queue?: JobQueue | undefined;
}

/**
 * Takes jobs of one environment that are due and does them: those of one account one after another,
 * those of different accounts side by side. Gives the number that was taken: none while the clock stands
 * still or somebody drives it. Does not throw for a job that fails: it is tried again, later and later.
 */
export async function runDueJobs(
  deps: Deps,
  environment: Environment,
  { limit, signal, lease_ms = LEASE_MS, queue }: RunOptions,
): Promise<number> {
  const scope = { environment_id: environment.id };
  if (!worksByItself(environment, deps.wall.now())) return 0;
  const clock = deps.clockOf(environment);
  const due_at = await deps.store.read.jobs.nextDue(scope, queue);
  if (due_at === undefined || due_at > clock.now() || signal?.aborted) return 0;
  const vault = await deps.vaultOf(environment.client_id);
  const wall = deps.wall.now();
  const at = {
    queue,
    now: clock.now(),
    wall,
    lease_until: later(wall, lease_ms),
    limit,
    clock_fence: environment.clock.fence,
  };
  // A machine that crashes takes the worker with the claim: nothing is lost that was not to be done again.
  const jobs = await deps.store.write((tx) => tx.jobs.claim(scope, at), { sync: false });
  const bounds = boundsOf(signal, {
    after_ms: lease_ms * ACTING_SHARE,
    because: 'the lease is about to end',
  });
  const ids = deps.idsOf(environment);
  const reach = async () => {};
  const parts = { environment, scope, clock, ids, vault, signal: bounds.signal, reach };
  // Inherited, not copied: `deps` may itself inherit what it has.
  // Safe: what inherits from the dependencies has all of them.
  const ctx: StepCtx = Object.assign(Object.create(deps) as Deps, parts);
  const worker: Worker = { ctx, store: deps.store, stop: signal };
  const lines = byAccount(jobs).map((line) => runLine(worker, line));
  await Promise.all(lines).finally(bounds.forget);
  return jobs.length;
}

/** Jobs of one account stay in the order in which they were due. */
function byAccount(jobs: readonly LeasedJob[]): LeasedJob[][] {
  const lines = new Map<string, LeasedJob[]>();
  for (const job of jobs) {
    const about = accountOf(job) ?? job.id;
    const line = lines.get(about);
    if (line) line.push(job);
    else lines.set(about, [job]);
  }
  return [...lines.values()];
}

/** Who does the jobs of one claim. */
interface Worker {
  readonly ctx: StepCtx;
  readonly store: Deps['store'];
  /** Aborted when the worker is to stop. */
  readonly stop: AbortSignal | undefined;
}

/** Whatever happens here, every job is done, postponed, or free again when its lease ends. */
async function runLine(worker: Worker, line: readonly LeasedJob[]): Promise<void> {
  const { ctx, store, stop } = worker;
  for (const job of line) {
    // The worker stops, or the jobs before this one have used up the lease.
    if (ctx.signal.aborted) {
      await settle(worker, job, async () => released(ctx, job));
      continue;
    }
    try {
      await store.write(await actOn(ctx, job));
      ctx.wake(ctx.environment.id);
    } catch (error) {
      if (error instanceof LeaseLost) ctx.log.info({ job: job.id, kind: job.kind }, error.message);
      else if (stop?.aborted) await settle(worker, job, async () => released(ctx, job));
      else await settle(worker, job, () => afterFailure(ctx, job, error));
    }
  }
}

/** Nothing is lost when this fails too: the lease ends by itself, and the job is taken again. */
async function settle(
  { ctx, store }: Worker,
  job: LeasedJob,
  end: () => Promise<Recording>,
): Promise<void> {
  try {
    await store.write(await end());
  } catch (error) {
    if (error instanceof LeaseLost) return;
    ctx.log.error({ job: job.id, kind: job.kind, err: error }, 'a job stays leased for now');
  }
}
