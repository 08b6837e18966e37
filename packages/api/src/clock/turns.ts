import { accountOf, type Environment, later, MINUTE, type Timestamp } from '@intarsia/domain';
import type { WaitingJob } from '@intarsia/store';
import { boundsOf } from '../jobs/bounds.ts';
import type { Recording, StepCtx } from '../jobs/step.ts';
import { actOn } from '../jobs/steps.ts';
import type { Ctx } from '../kernel/index.ts';
import type { Driver } from './driver.ts';

/** How long jobs may act, in wall time, before they count as failed. */
const ACTING_MS = MINUTE;
/** After so long on the wall nothing more is begun before what is there was recorded: others write too. */
const AHEAD_MS = 25;

/** A job at its time: what is to be recorded when its turn comes, or how acting on it failed. */
export type Turn = Place & {
  readonly job: WaitingJob;
  /** It has turned to somebody outside: nothing else is begun before it was recorded. */
  readonly alone: boolean;
} & ({ readonly record: Recording } | { readonly error: unknown });

/** When a job is run, and what its step is given. */
interface Place {
  readonly at: Timestamp;
  readonly step: StepCtx;
}

/** The turns of jobs, in the order in which they come. */
export interface Turns {
  /**
   * Acts on the first of the jobs, and ahead of their turn on those after it that nothing before decides
   * about. Does not act on a first one that has failed already, by `fault`.
   */
  take(jobs: readonly WaitingJob[], fault?: Error): Promise<Turn[]>;
  /** Tells that turns are over. Others are kept, but for those of the same accounts. */
  forget(turns: readonly Turn[]): void;
}

/** A job would turn to somebody outside before all that comes before it was recorded. */
class TooEarly extends Error {
  override readonly name = 'TooEarly';
}

/**
 * Opens the turns of a drive. A step reads what its account has and asks a connector, so jobs of different
 * accounts know nothing of each other; what is simulated can be asked before its turn, and nobody sees it.
 */
export function openTurns(ctx: Ctx, driver: Driver): Turns {
  let kept = new Map<string, Turn>();
  const stop = AbortSignal.any([driver.signal, ctx.stopping]);

  return {
    async take(jobs, fault) {
      const [first, ...others] = jobs;
      if (!first) return [];
      const bounds = boundsOf(stop, {
        after_ms: ACTING_MS,
        because: 'the job took too long',
      });
      const acting = { ctx, driver, signal: bounds.signal };
      try {
        const end = later(ctx.wall.now(), AHEAD_MS);
        const turn = known(kept, first) ?? (await firstTurn(acting, first, fault));
        const taken = [turn];
        const subjects = new Set([subjectOf(first)]);
        for (const job of others) {
          const before = taken.at(-1);
          if (before?.alone || (before && 'error' in before)) break;
          // What the one before it records decides about this one.
          if (subjects.has(subjectOf(job))) break;
          const mayBegin = job.leased_until === null && ctx.wall.now() < end;
          const next = known(kept, job) ?? (mayBegin ? await earlyTurn(acting, job) : undefined);
          if (!next) break;
          subjects.add(subjectOf(job));
          taken.push(next);
        }
        kept = new Map(taken.map((one) => [one.job.id, one]));
        return taken;
      } finally {
        bounds.forget();
      }
    },
    forget(turns) {
      const subjects = new Set(turns.map(({ job }) => subjectOf(job)));
      for (const [id, { job }] of kept) if (subjects.has(subjectOf(job))) kept.delete(id);
    },
  };
}

/** What a job is about: its account, or something of its own. */
function subjectOf(job: WaitingJob): string {
  return accountOf(job) ?? job.id;
}

/** What was acted on before, if the job is still as it was then. */
function known(kept: ReadonlyMap<string, Turn>, job: WaitingJob): Turn | undefined {
  const turn = kept.get(job.id);
  if (!turn) return undefined;
  const { due_at, fence, attempts } = turn.job;
  const isSame = due_at === job.due_at && fence === job.fence && attempts === job.attempts;
  return isSame ? turn : undefined;
}

/** What acting on jobs needs. */
interface Acting {
  readonly ctx: Ctx;
  readonly driver: Driver;
  readonly signal: AbortSignal;
}

/** The turn of the job that comes next: it may turn to anybody. */
async function firstTurn(
  acting: Acting,
  waiting: WaitingJob,
  fault: Error | undefined,
): Promise<Turn> {
  const { ctx, driver } = acting;
  const job = await freed(acting, waiting);
  let alone = false;
  const place = placeOf(acting, job, async () => {
    alone = true;
    const { at } = place;
    await driver.record(async () => ({ at, answer: undefined }), { sync: true });
    ctx.guard.forget();
  });
  const ended = fault ? { error: fault } : await act(acting, job, place);
  return { ...place, job, alone, ...ended };
}

/** The turn of a job that comes later; undefined when it can't be acted on before. */
async function earlyTurn(acting: Acting, job: WaitingJob): Promise<Turn | undefined> {
  const place = placeOf(acting, job, async () => {
    throw new TooEarly();
  });
  const ended = await act(acting, job, place);
  if ('error' in ended && ended.error instanceof TooEarly) return undefined;
  return { ...place, job, alone: false, ...ended };
}

async function act(
  { driver }: Acting,
  job: WaitingJob,
  { step }: Place,
): Promise<{ record: Recording } | { error: unknown }> {
  try {
    return { record: await actOn(step, job) };
  } catch (error) {
    // Broken off because the clock is lost: that is not the job's fault.
    if (driver.signal.aborted) throw driver.signal.reason;
    return { error };
  }
}

/** The job without the lease of a worker that is gone, so that this one can't record any more. */
async function freed({ ctx, driver }: Acting, job: WaitingJob): Promise<WaitingJob> {
  if (job.leased_until === null) return job;
  const at = driver.now();
  const lease = await driver.record(async (tx) => ({
    at,
    answer: await tx.jobs.seize(ctx.scope, job),
  }));
  return { ...job, leased_until: null, fence: lease?.fence ?? job.fence };
}

/** What a step is given while the clock stands at its time; at the present if that is over: no clock goes back. */
function placeOf(
  { ctx, driver, signal }: Acting,
  { due_at }: WaitingJob,
  reach: StepCtx['reach'],
): Place {
  const now = driver.now();
  const at = due_at < now ? now : due_at;
  const { clock } = driver.environment;
  const environment: Environment = {
    ...driver.environment,
    clock: { ...clock, mode: 'frozen', at },
  };
  const parts = {
    environment,
    clock: ctx.clockOf(environment),
    ids: ctx.idsOf(environment),
    signal,
    reach,
    // Rung once at the end: nobody else may run anything before.
    wake() {},
  };
  return { at, step: Object.assign(Object.create(ctx) as Ctx, parts) };
}
