import { setTimeout as wait } from 'node:timers/promises';
import {
  type ClockMode,
  clockAt,
  type Environment,
  environmentTime,
  IntarsiaError,
  isDriven,
  later,
  SECOND,
  type Timestamp,
  takenClock,
} from '@intarsia/domain';
import type { Writes } from '@intarsia/store';
import type { Ctx } from '../kernel/index.ts';

/** How long a clock is the driver's, in wall time, unless it says that it is still there. */
const LEASE_MS = 10 * SECOND;
/** How often it says so while a job takes its time. */
const RENEW_MS = 3 * SECOND;
/** How often to look whether the jobs that ordinary workers have begun are done, and for how long. */
const LOOK_MS = 10;
const MOST_LOOKS = 500;

/** Whoever moves the clock of an environment. Nobody else does, and nobody else runs its jobs. */
export interface Driver {
  /** As it was when it was taken. */
  readonly environment: Environment;
  /** Aborted, with what to answer, once somebody else has the clock. */
  readonly signal: AbortSignal;
  /** What the clock shows. */
  now(): Timestamp;
  /**
   * Records and puts the clock to the moment that `run` gives, both or nothing; nothing when the clock is
   * lost. It does not wait for the disk, unless `sync` says so: what a crash of the machine takes back is
   * done again, as it takes the clock back with it.
   */
  record<T>(run: (tx: Writes) => Promise<Moved<T>>, options?: { sync?: boolean }): Promise<T>;
}

/** Where a clock is put, and what a transaction answers. */
interface Moved<T> {
  readonly at: Timestamp;
  readonly answer: T;
}

/** How a clock is left. */
export interface Leaving {
  readonly mode: ClockMode;
  /** What it shows then: what it shows anyway if nothing is said, or the wall's time. */
  readonly at?: Timestamp | 'wall' | undefined;
}

/** A driver with what its lease needs. */
interface Lease extends Driver {
  /** Leaves the clock in a transaction. */
  leave(tx: Writes, leaving: Leaving & { wall: Timestamp }): Promise<Timestamp>;
  /** Stops saying that the driver is there. */
  close(): void;
}

/**
 * Takes the clock of the caller's environment, waits until jobs that workers have begun are done, and lets
 * `plan` drive. `end` tells what the last transaction does besides leaving the clock as the plan says.
 * Throws `clock_busy` while somebody else drives. When the plan throws, the clock goes on from where it is.
 */
export async function driveClock<Plan extends Leaving, T>(
  ctx: Ctx,
  plan: (driver: Driver) => Promise<Plan>,
  end: (tx: Writes, plan: Plan, now: Timestamp) => Promise<T>,
): Promise<T> {
  const lease = await takeClock(ctx);
  try {
    await untilQuiet(ctx);
    const leaving = await plan(lease);
    const wall = ctx.wall.now();
    return await ctx.commit(async (tx) =>
      end(tx, leaving, await lease.leave(tx, { ...leaving, wall })),
    );
  } catch (error) {
    await abandon(ctx, lease);
    throw error;
  } finally {
    lease.close();
    ctx.guard.forget();
    ctx.wake(ctx.environment.id);
  }
}

async function takeClock(ctx: Ctx): Promise<Lease> {
  const { id } = ctx.environment;
  const wall = ctx.wall.now();
  const driver = { id: ctx.random.uuid(), until: later(wall, LEASE_MS) };
  const environment = await ctx.store.write(
    async (tx) => {
      const found = await tx.environments.find(id);
      if (!found) throw new Error(`environment ${id} is gone`);
      if (isDriven(found, wall)) throw busy('Somebody else drives the clock.');
      const clock = takenClock(found, { wall, driver });
      await tx.environments.takeClock(id, clock);
      return { ...found, clock };
    },
    { sync: false },
  );
  return openLease(ctx, environment);
}

function openLease(ctx: Ctx, environment: Environment): Lease {
  const { id, clock } = environment;
  const lost = new AbortController();
  const driven = { at: clock.at };
  const nextTerm = (wall = ctx.wall.now()) => ({
    fence: clock.fence,
    wall,
    until: later(wall, LEASE_MS),
  });
  const lose = (): never => {
    lost.abort(busy('Somebody else has taken the clock; what was done until then is recorded.'));
    throw lost.signal.reason;
  };
  const now = (wall?: Timestamp) =>
    driven.at ?? environmentTime(environment, wall ?? ctx.wall.now());
  const renewing = setInterval(() => {
    ctx.store
      .write((tx) => tx.environments.renewClock(id, nextTerm()), { sync: false })
      .then((held) => held || lose())
      .catch((err: unknown) => ctx.log.warn({ err, environment: id }, 'could not keep a clock'));
  }, RENEW_MS).unref();

  return {
    environment,
    signal: lost.signal,
    now: () => now(),
    async record(run, { sync = false } = {}) {
      const term = nextTerm();
      const { at, answer } = await ctx.store.write(
        async (tx) => {
          const moved = await run(tx);
          if (!(await tx.environments.moveClock(id, { ...term, at: moved.at }))) lose();
          return moved;
        },
        { sync },
      );
      driven.at = at;
      return answer;
    },
    async leave(tx, { mode, at, wall }) {
      const time = at === 'wall' ? wall : (at ?? now(wall));
      const left = clockAt(time, { mode, wall });
      if (!(await tx.environments.leaveClock(id, nextTerm(wall), left))) lose();
      return time;
    },
    close: () => clearInterval(renewing),
  };
}

/** Jobs that workers took before the clock was taken end by a clock that nobody moves. */
async function untilQuiet({ store, scope, wall }: Ctx): Promise<void> {
  for (let looks = 0; await store.read.jobs.areUnderWay(scope, wall.now()); looks++) {
    if (looks === MOST_LOOKS) throw busy('Jobs that were begun before are not done yet.');
    await wait(LOOK_MS);
  }
}

/** Gives the clock back as it is now. When that fails too, it goes on once the lease has ended. */
async function abandon(ctx: Ctx, lease: Lease): Promise<void> {
  if (lease.signal.aborted) return;
  const { mode } = lease.environment.clock;
  const wall = ctx.wall.now();
  try {
    await ctx.store.write((tx) => lease.leave(tx, { mode, wall }));
  } catch (err) {
    ctx.log.warn({ err, environment: ctx.environment.id }, 'could not give a clock back');
  }
}

function busy(detail: string): IntarsiaError {
  return new IntarsiaError('clock_busy', detail);
}
