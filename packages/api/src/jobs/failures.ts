import { accountOf, type LeasedJob, later, MINUTE, SECOND } from '@intarsia/domain';
import { postpone, type Recording, type StepCtx } from './step.ts';
import { giveUp } from './steps.ts';

/** How long to wait after each failure, in the environment's time; the last one for all that follow. */
const WAITS = [SECOND, 5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE];
/** After so many failures in a row the job is given up, where its kind allows that. */
const MOST_ATTEMPTS = 6;

/** A job failed for a reason of our own: it is tried again later, or ended where the person sees it. */
export async function afterFailure(
  ctx: StepCtx,
  job: LeasedJob,
  error: unknown,
): Promise<Recording> {
  const attempts = job.attempts + 1;
  const about = { job: job.id, kind: job.kind, account: accountOf(job), attempts };
  ctx.log.error({ ...about, err: error }, 'a job failed');
  const end = attempts >= MOST_ATTEMPTS ? await giveUp(ctx, job) : undefined;
  if (end) {
    ctx.log.error(about, 'a job was given up');
    return end;
  }
  const due_at = later(ctx.clock.now(), waitAfter(attempts));
  return (tx) => postpone(tx, ctx.scope, { job, due_at, attempts });
}

/** A job is given back as it was: the worker stops, which is not the job's fault. */
export function released({ scope }: StepCtx, job: LeasedJob): Recording {
  const { due_at, attempts } = job;
  return (tx) => postpone(tx, scope, { job, due_at, attempts });
}

function waitAfter(attempts: number): number {
  return WAITS[Math.min(attempts, WAITS.length) - 1] ?? MINUTE;
}
