import { type Environment, MINUTE, type Timestamp } from '@intarsia/domain';
import type { WaitingJob } from '@intarsia/store';
import { boundsOf } from '../jobs/bounds.ts';
import { recordFailure } from '../jobs/failures.ts';
import { LeaseLost, type StepCtx } from '../jobs/step.ts';
import { runStep } from '../jobs/steps.ts';
import type { Ctx } from '../kernel/index.ts';
import type { Driver } from './driver.ts';

/** How long one job may act, in wall time, before it counts as failed. */
const JOB_MS = MINUTE;

/** How far to drive. */
export interface Course {
  /** Jobs that are due later are left. */
  readonly until: Timestamp;
  readonly most_jobs: number;
  /** Asked before each job: whether enough is done. */
  isOver?(): Promise<boolean>;
}

/** How far a drive came, and why it ended there: nothing was left to do, or it was due too late, or too many were done. */
export interface Driven {
  readonly jobs_run: number;
  readonly ended: 'over' | 'time' | 'jobs';
}

/**
 * Runs jobs one after another in the order in which they are due, each at exactly that time, also those
 * that come up on the way. What is overdue is run at the present. Each job records together with the
 * clock, so that a crash leaves both where the last one was done; nothing is locked between them.
 */
export async function runJobs(ctx: Ctx, driver: Driver, course: Course): Promise<Driven> {
  await stand(ctx, driver);
  let lost: WaitingJob | undefined;
  for (let jobs_run = 0; ; jobs_run++) {
    const job = await ctx.store.read.jobs.first(ctx.scope);
    if (!job || (await course.isOver?.())) return { jobs_run, ended: 'over' };
    if (job.due_at > course.until) return { jobs_run, ended: 'time' };
    if (jobs_run === course.most_jobs) return { jobs_run, ended: 'jobs' };
    const wasRecorded = await runJob(ctx, driver, { job, wasLost: job.id === lost?.id });
    lost = wasRecorded ? undefined : job;
    driver.signal.throwIfAborted();
    ctx.guard.forget();
  }
}

/** Stops the clock where it is: a running one would run past the next job. */
async function stand(ctx: Ctx, driver: Driver): Promise<void> {
  const at = driver.now();
  await ctx.store.write((tx) => driver.move(tx, at), { sync: false });
  ctx.guard.forget();
}

/** Runs a job at its time. Gives false when it was cancelled meanwhile; if it is still there, it was not, and has failed. */
async function runJob(
  ctx: Ctx,
  driver: Driver,
  { job, wasLost }: { job: WaitingJob; wasLost: boolean },
): Promise<boolean> {
  const at = laterOf(job.due_at, driver.now());
  const bounds = boundsOf(driver.signal, { after_ms: JOB_MS, because: 'the job took too long' });
  const step = stepAt(ctx, driver, { at, signal: bounds.signal });
  try {
    const ours = await freed(step, job);
    if (!wasLost) return await attempt(step, driver, ours);
    await recordFailure(step, ours, new Error('a job left no trace, though nobody cancelled it'));
    return true;
  } catch (error) {
    // Lost with the clock: whoever has it does the job.
    if (driver.signal.aborted) throw driver.signal.reason;
    throw error;
  } finally {
    bounds.forget();
  }
}

/** What is overdue is run at the present, because no clock goes back. */
function laterOf(a: Timestamp, b: Timestamp): Timestamp {
  return a < b ? b : a;
}

async function attempt(step: StepCtx, driver: Driver, job: WaitingJob): Promise<boolean> {
  try {
    await runStep(step, job);
    return true;
  } catch (error) {
    if (error instanceof LeaseLost) {
      step.log.info({ job: job.id, kind: job.kind }, error.message);
      return false;
    }
    // Broken off because the clock is lost: that is not the job's fault.
    if (!driver.signal.aborted) await recordFailure(step, job, error);
    return true;
  }
}

/** The job without the lease of a worker that is gone, so that this one can't record any more. */
async function freed(step: StepCtx, job: WaitingJob): Promise<WaitingJob> {
  if (job.leased_until === null) return job;
  const lease = await step.store.write((tx) => tx.jobs.seize(step.scope, job));
  return { ...job, leased_until: null, fence: lease?.fence ?? job.fence };
}

/** What a step is given while the clock stands at its time: all that it records moves the clock there. */
function stepAt(
  ctx: Ctx,
  driver: Driver,
  { at, signal }: { at: Timestamp; signal: AbortSignal },
): StepCtx {
  const environment = standing(driver.environment, at);
  const store: Ctx['store'] = {
    ...ctx.store,
    write: (run) =>
      ctx.store.write(
        async (tx) => {
          await driver.move(tx, at);
          return run(tx);
        },
        // A crash of the machine loses whole jobs from the end, with the clock: they are done again.
        { sync: false },
      ),
  };
  const parts = {
    environment,
    clock: ctx.clockOf(environment),
    ids: ctx.idsOf(environment),
    store,
    signal,
    // Rung once at the end: nobody else may run anything before.
    wake() {},
    async reach() {
      await ctx.store.write((tx) => driver.move(tx, at));
      ctx.guard.forget();
    },
  };
  return Object.assign(Object.create(ctx) as Ctx, parts);
}

function standing(environment: Environment, at: Timestamp): Environment {
  return { ...environment, clock: { ...environment.clock, mode: 'frozen', at } };
}
