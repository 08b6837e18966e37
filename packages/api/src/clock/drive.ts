import type { Timestamp } from '@intarsia/domain';
import type { Reads, WaitingJob, Writes } from '@intarsia/store';
import { afterFailure } from '../jobs/failures.ts';
import { LeaseLost } from '../jobs/step.ts';
import type { Ctx } from '../kernel/index.ts';
import type { Driver } from './driver.ts';
import { openTurns, type Turn, type Turns } from './turns.ts';

/** How far to drive. */
export interface Course {
  /** Jobs that are due later are left. */
  readonly until: Timestamp;
  readonly most_jobs: number;
  /** Asked before each job: whether enough is done. */
  isOver?(reads: Pick<Reads, 'jobs'>): Promise<boolean>;
}

/**
 * How far a drive came, and why it ended there: nothing was left to do, or it was due too late, or too many
 * were done, or the process is to end.
 */
export interface Driven {
  readonly jobs_run: number;
  readonly ended: 'over' | 'time' | 'jobs' | 'shutdown';
}

/** A drive that is under way. */
interface Drive {
  readonly ctx: Ctx;
  readonly driver: Driver;
  readonly course: Course;
  readonly turns: Turns;
}

/** Jobs that are recorded in one transaction. */
const MOST_AT_ONCE = 128;
const LEAST_AT_ONCE = 4;

/**
 * Runs jobs one after another in the order in which they are due, each at exactly that time, also those
 * that come up on the way. What is overdue is run at the present. What many jobs have come to is recorded
 * together with the clock, so that a crash leaves both where one of them was done; nothing is locked between.
 */
export async function runJobs(ctx: Ctx, driver: Driver, course: Course): Promise<Driven> {
  await stand(ctx, driver);
  const drive: Drive = { ctx, driver, course, turns: openTurns(ctx, driver) };
  let at_once = MOST_AT_ONCE;
  let lost: WaitingJob | undefined;
  for (let jobs_run = 0; ; ) {
    const jobs = await ctx.store.read.jobs.next(ctx.scope, at_once);
    const [job] = jobs;
    if (!job || (await course.isOver?.(ctx.store.read))) return { jobs_run, ended: 'over' };
    if (job.due_at > course.until) return { jobs_run, ended: 'time' };
    if (jobs_run === course.most_jobs) return { jobs_run, ended: 'jobs' };
    if (ctx.stopping.aborted) return { jobs_run, ended: 'shutdown' };
    const due = jobs
      .slice(0, course.most_jobs - jobs_run)
      .filter(({ due_at }) => due_at <= course.until);
    const { recorded, isTold } = await runSome(drive, due, { wasLost: job.id === lost?.id });
    if (recorded === 0 && ctx.stopping.aborted) continue;
    jobs_run += Math.max(1, recorded);
    lost = recorded === 0 ? job : undefined;
    // Where somebody is told, or new work keeps coming in between, it is of no use to act far ahead.
    at_once = isTold
      ? Math.max(1, recorded)
      : Math.min(MOST_AT_ONCE, Math.max(LEAST_AT_ONCE, 2 * recorded));
    driver.signal.throwIfAborted();
    ctx.guard.forget();
  }
}

/** What one transaction has recorded. */
interface Recorded {
  /** How many jobs: 0 when the first was cancelled meanwhile; if it is still there, it was not, and has failed. */
  readonly recorded: number;
  /** Somebody outside was asked by the last of them, or is to be told of it, and may bring more before the next. */
  readonly isTold: boolean;
}

/** Stops the clock where it is: a running one would run past the next job. */
async function stand(ctx: Ctx, driver: Driver): Promise<void> {
  const at = driver.now();
  await driver.record(async () => ({ at, answer: undefined }));
  ctx.guard.forget();
}

/**
 * Runs the first of the jobs, and those after it for as long as they are the next and nobody outside is to be
 * told of those before.
 */
async function runSome(
  drive: Drive,
  jobs: readonly WaitingJob[],
  { wasLost }: { wasLost: boolean },
): Promise<Recorded> {
  const { driver, turns } = drive;
  const traceless = new Error('a job left no trace, though nobody cancelled it');
  const taken = await turns.take(jobs, wasLost ? traceless : undefined);
  const [first] = taken;
  if (!first) return nothing;
  try {
    if ('error' in first) throw first.error;
    return await recordAll(drive, taken);
  } catch (error) {
    // Lost with the clock, which is not the job's fault: whoever has it does the job.
    if (driver.signal.aborted) throw driver.signal.reason;
    turns.forget([first]);
    // Broken off, or it will fail again for whoever drives next.
    if (drive.ctx.stopping.aborted) return nothing;
    return { recorded: await recordEnd(drive, first, error), isTold: first.alone };
  }
}

const nothing: Recorded = { recorded: 0, isTold: false };

/**
 * Records turns in one transaction, up to one of which somebody outside is to be told, or one that has failed or
 * is not the next any more.
 */
async function recordAll(drive: Drive, taken: readonly Turn[]): Promise<Recorded> {
  const { ctx, driver, turns } = drive;
  try {
    const { done, isTold } = await driver.record(async (tx) => {
      const webhooks = await tx.webhooks.listAll(ctx.scope);
      const done: Turn[] = [];
      let isTold = false;
      for (const turn of taken) {
        if (isTold || 'error' in turn) break;
        if (done.length > 0 && !(await isNext(drive, tx, turn))) break;
        await turn.record(tx);
        done.push(turn);
        isTold = turn.alone || tx.outbox.isHeard(ctx.scope, webhooks);
      }
      return { at: done.at(-1)?.at ?? driver.now(), answer: { done, isTold } };
    });
    turns.forget(done);
    return { recorded: done.length, isTold };
  } catch (error) {
    // One of many can't be recorded. The first is; which one it was shows when that one is the first.
    if (taken.length === 1 || driver.signal.aborted) throw error;
    return recordAll(drive, taken.slice(0, 1));
  }
}

async function isNext({ ctx, course }: Drive, tx: Writes, { job }: Turn): Promise<boolean> {
  if ((await tx.jobs.firstId(ctx.scope)) !== job.id) return false;
  return !(await course.isOver?.(tx));
}

/** Ends the turn of a job that was cancelled, or has failed. */
async function recordEnd({ driver }: Drive, turn: Turn, error: unknown): Promise<number> {
  const { step, job, at } = turn;
  try {
    if (error instanceof LeaseLost) throw error;
    const record = await afterFailure(step, job, error);
    await driver.record(async (tx) => ({ at, answer: await record(tx) }));
    return 1;
  } catch (end) {
    if (!(end instanceof LeaseLost)) throw end;
    step.log.info({ job: job.id, kind: job.kind }, end.message);
    return 0;
  }
}
