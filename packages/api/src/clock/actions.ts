import {
  type AdvanceClockInput,
  advanceTo,
  type ClockMode,
  type FreezeClockInput,
  freezeAt,
  IntarsiaError,
  type ResetClockInput,
  reachOf,
  resetAt,
  type Timestamp,
} from '@intarsia/domain';
import type { Reads, Writes } from '@intarsia/store';
import type { Ctx } from '../kernel/index.ts';
import { type Course, runJobs } from './drive.ts';
import { type Driver, driveClock, type Leaving } from './driver.ts';
import type { ClockState, DrivenClock } from './operations.ts';

/** As many jobs as one call runs. */
const MOST_JOBS = 1_000_000;

/** How a call may be bounded otherwise, for tests. */
interface Bounds {
  readonly most_jobs?: number;
}

/** What a drive did, and how it leaves the clock. */
interface Plan extends Leaving, Pick<DrivenClock, 'jobs_run' | 'stopped'> {
  readonly seed?: string | undefined;
  /** Time goes back, or the data become others: only where nobody lives by them. */
  readonly anew?: boolean;
}

const nothing = { jobs_run: 0, stopped: null } as const;

/** Reads the clock of a sandbox environment. */
export async function getClock(ctx: Ctx): Promise<ClockState> {
  const environment = await ctx.store.read.environments.find(ctx.environment.id);
  const { clock, speed } = environment ?? ctx.environment;
  const now = ctx.clockOf(environment ?? ctx.environment).now();
  return { now, mode: clock.mode, speed, ...(await workThatWaits(ctx, ctx.store.read)) };
}

/**
 * Freezes the clock where it is, at a later moment after all that falls due until then, or in a sandbox
 * without users at an earlier one. Throws `world_not_empty`.
 */
export function freezeClock(
  ctx: Ctx,
  input: FreezeClockInput,
  bounds: Bounds = {},
): Promise<DrivenClock> {
  return drive(ctx, async (driver) => {
    // Read once: a clock that runs is later with each look.
    const now = driver.now();
    const at = freezeAt(now, input);
    if (at < now) return { ...nothing, mode: 'frozen', at, anew: true };
    const done = input.at === undefined ? nothing : await runUntil(ctx, driver, { at, ...bounds });
    return { ...done, mode: 'frozen' };
  });
}

/** Lets the clock run on from where it stands. */
export function resumeClock(ctx: Ctx): Promise<DrivenClock> {
  return drive(ctx, async () => ({ ...nothing, mode: 'running' }));
}

/** Moves the clock forward, with all that falls due. */
export function advanceClock(
  ctx: Ctx,
  input: AdvanceClockInput,
  bounds: Bounds = {},
): Promise<DrivenClock> {
  return drive(ctx, async (driver) => {
    const at = advanceTo(driver.now(), input);
    return { ...(await runUntil(ctx, driver, { at, ...bounds })), mode: modeOf(driver) };
  });
}

/** Moves the clock on until nothing is left that is done once. */
export function runClock(
  ctx: Ctx,
  _input: object,
  { most_jobs = MOST_JOBS }: Bounds = {},
): Promise<DrivenClock> {
  return drive(ctx, async (driver) => {
    const until = reachOf(driver.now());
    const isOver: Course['isOver'] = async ({ jobs }) =>
      (await jobs.nextOnce(ctx.scope)) === undefined;
    const { jobs_run, ended } = await runJobs(ctx, driver, { until, most_jobs, isOver });
    const stopped = ended === 'over' ? null : { at: driver.now(), reason: ended };
    return { mode: modeOf(driver), jobs_run, stopped };
  });
}

/** Moves the clock to the next job and runs that one. */
export function stepClock(ctx: Ctx): Promise<DrivenClock> {
  return drive(ctx, async (driver) => {
    const until = reachOf(driver.now());
    const { jobs_run, ended } = await runJobs(ctx, driver, { until, most_jobs: 1 });
    const isShort = jobs_run === 0 && (ended === 'time' || ended === 'shutdown');
    const stopped = isShort ? { at: driver.now(), reason: ended } : null;
    return { mode: modeOf(driver), jobs_run, stopped };
  });
}

/**
 * Lets the clock run with the wall, or on from a moment; may change the seed. What lies between is skipped.
 * Throws `world_not_empty` for a time before the clock and for another seed, where there are users.
 */
export function resetClock(ctx: Ctx, { seed, at }: ResetClockInput): Promise<DrivenClock> {
  return drive(ctx, async (driver) => {
    // Read before the wall, which a clock may run with, and never after it.
    const now = driver.now();
    const isBack = resetAt(ctx.wall.now(), { at }) < now;
    const isOther = seed !== undefined && seed !== driver.environment.seed;
    return { ...nothing, mode: 'running', at: at ?? 'wall', seed, anew: isBack || isOther };
  });
}

async function drive(ctx: Ctx, plan: (driver: Driver) => Promise<Plan>): Promise<DrivenClock> {
  const { id } = ctx.environment;
  return driveClock(ctx, plan, async (tx, { mode, jobs_run, stopped, seed, anew }, now) => {
    if (anew) await beginAnew(ctx, tx, now);
    if (seed !== undefined) await tx.environments.setSeed(id, seed);
    const { speed } = (await tx.environments.find(id)) ?? ctx.environment;
    return { now, mode, speed, ...(await workThatWaits(ctx, tx)), jobs_run, stopped };
  });
}

/** Begins an epoch of a world that nobody lives in yet. */
async function beginAnew({ scope }: Ctx, tx: Writes, now: Timestamp): Promise<void> {
  if ((await tx.users.count(scope)) > 0) {
    const detail =
      'This sandbox has users: its clock does not go back, and its seed stays. Empty it by POST /v1/sandbox/reset first, or restore a snapshot.';
    throw new IntarsiaError('world_not_empty', detail);
  }
  await tx.worlds.beginAnew(scope, now);
}

async function runUntil(
  ctx: Ctx,
  driver: Driver,
  { at, most_jobs = MOST_JOBS }: Bounds & { at: Timestamp },
): Promise<Pick<Plan, 'at' | 'jobs_run' | 'stopped'>> {
  const { jobs_run, ended } = await runJobs(ctx, driver, { until: at, most_jobs });
  if (ended === 'over' || ended === 'time') return { at, jobs_run, stopped: null };
  return { jobs_run, stopped: { at: driver.now(), reason: ended } };
}

/** The jobs of an environment that are still to be done. */
export async function workThatWaits(
  { scope }: Ctx,
  { jobs }: Pick<Reads | Writes, 'jobs'>,
): Promise<Pick<ClockState, 'pending_jobs' | 'next_job_at'>> {
  const next_job_at = (await jobs.nextDue(scope)) ?? null;
  return { pending_jobs: await jobs.count(scope), next_job_at };
}

function modeOf({ environment }: Driver): ClockMode {
  return environment.clock.mode;
}
