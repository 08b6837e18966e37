import { accountOf, type LeasedJob, later, MINUTE, SECOND, type Timestamp } from '@intarsia/domain';
import { LeaseLost, postpone, type StepCtx } from './step.ts';
import { giveUp } from './steps.ts';

/** How long to wait after each failure, in the environment's time; the last one for all that follow. */
const WAITS = [SECOND, 5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE];
/** After so many failures in a row the job is given up, where its kind allows that. */
const MOST_ATTEMPTS = 6;

/** As `recordFailure`; when that fails too, the job comes back once its lease has ended. */
export async function postponeFailed(ctx: StepCtx, job: LeasedJob, error: unknown): Promise<void> {
  await settle(ctx, job, () => recordFailure(ctx, job, error));
}

/** A job failed for a reason of our own: tries it again later, or ends it where the person sees it. */
export async function recordFailure(ctx: StepCtx, job: LeasedJob, error: unknown): Promise<void> {
  const attempts = job.attempts + 1;
  const about = { job: job.id, kind: job.kind, account: accountOf(job), attempts };
  ctx.log.error({ ...about, err: error }, 'a job failed');
  if (attempts >= MOST_ATTEMPTS && (await giveUp(ctx, job))) {
    ctx.log.error(about, 'a job was given up');
    return;
  }
  await putOff(ctx, job, { due_at: later(ctx.clock.now(), waitAfter(attempts)), attempts });
}

/** Gives a job back as it was: the worker stops, which is not the job's fault. */
export async function release(ctx: StepCtx, job: LeasedJob): Promise<void> {
  await settle(ctx, job, () => putOff(ctx, job, job));
}

function putOff(
  ctx: StepCtx,
  job: LeasedJob,
  { due_at, attempts }: { due_at: Timestamp; attempts: number },
): Promise<void> {
  return ctx.store.write((tx) => postpone(tx, ctx.scope, { job, due_at, attempts }));
}

function waitAfter(attempts: number): number {
  return WAITS[Math.min(attempts, WAITS.length) - 1] ?? MINUTE;
}

/** Nothing is lost when this fails too: the lease ends by itself, and the job is taken again. */
async function settle(ctx: StepCtx, job: LeasedJob, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof LeaseLost) return;
    ctx.log.error({ job: job.id, kind: job.kind, err: error }, 'a job stays leased for now');
  }
}
