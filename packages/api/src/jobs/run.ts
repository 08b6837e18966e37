import { accountOf, type Environment, type LeasedJob } from '@intarsia/domain';
import type { Deps } from '../kernel/index.ts';
import { boundsOf } from './bounds.ts';
import { ACTING_SHARE, type ClaimOptions, claimJobs, LEASE_MS, stepCtx } from './claim.ts';
import { afterFailure, released } from './failures.ts';
import { LeaseLost, type Recording, type StepCtx } from './step.ts';
import { actOn } from './steps.ts';

/**
 * Takes jobs of the world of one environment that are due and does them: those of one account one after
 * another, those of different accounts side by side. Gives the number that was taken: none while the clock
 * stands still or somebody drives it. Does not throw for a job that fails: it is tried again, later and
 * later. When it is told to stop, jobs that are under way or not begun are given back as they were.
 */
export async function runDueJobs(
  deps: Deps,
  environment: Environment,
  options: Omit<ClaimOptions, 'queue'>,
): Promise<number> {
  const { signal, lease_ms = LEASE_MS } = options;
  const claimed = await claimJobs(deps, environment, options);
  if (!claimed) return 0;
  const { jobs, vault } = claimed;
  const bounds = boundsOf(signal, {
    after_ms: lease_ms * ACTING_SHARE,
    because: 'the lease is about to end',
  });
  const ctx = stepCtx(deps, { environment, vault, signal: bounds.signal });
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

/** Who does jobs. */
export interface Worker {
  readonly ctx: StepCtx;
  readonly store: Deps['store'];
  /** Aborted when the worker is to stop. */
  readonly stop: AbortSignal | undefined;
}

async function runLine(worker: Worker, line: readonly LeasedJob[]): Promise<void> {
  const { ctx, store } = worker;
  for (const job of line) {
    // The worker stops, or the jobs before this one have used up the lease.
    if (ctx.signal.aborted) {
      await settle(worker, job, async () => released(ctx, job));
      continue;
    }
    await attend(worker, job, async () => {
      await store.write(await actOn(ctx, job));
      ctx.wake(ctx.environment.id);
    });
  }
}

/** Does a job. Whatever happens here, it is done, postponed, or free again when its lease ends. */
export async function attend(
  worker: Worker,
  job: LeasedJob,
  work: () => Promise<void>,
): Promise<void> {
  const { ctx, stop } = worker;
  try {
    await work();
  } catch (error) {
    if (error instanceof LeaseLost) ctx.log.info({ job: job.id, kind: job.kind }, error.message);
    else if (stop?.aborted) await settle(worker, job, async () => released(ctx, job));
    else await settle(worker, job, () => afterFailure(ctx, job, error));
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
