import { setTimeout as wait } from 'node:timers/promises';
import { type Deps, forgetOld, runDueJobs } from '@intarsia/api';
import { type Environment, HOUR, later, type Timestamp } from '@intarsia/domain';
import { openLooks } from './looks.ts';

/** The jobs of an instance, for a loop to drive. */
export interface Work {
  /**
   * Runs what is due in every environment, until `signal` is aborted; tells how many jobs it ran. A slow one
   * may still run when this resolves, and rings when it is done.
   */
  work(signal?: AbortSignal): Promise<number>;
  /** Waits for the slow ones. */
  idle(): Promise<void>;
  /** Milliseconds until the next job falls due; undefined when none is to come. */
  dueIn(): Promise<number | undefined>;
  /** Calls back when a job was added that may be due at once. */
  onWake(listener: (environment_id: string) => void): void;
}

/** Jobs that are taken at once; those of different accounts run side by side. */
const BATCH = 16;
/** Environments that are worked in at once. */
const LANES = 16;
/** How long a round waits for the slowest of them, in milliseconds. Who takes longer goes on beside the next rounds. */
const ROUND_MS = 250;

/** How often what is kept for a while only is looked through, in wall time. */
const TIDY_EVERY_MS = HOUR;

/** Opens the jobs of every environment's world. */
export function openWork(deps: Deps, onWake: Work['onWake']): Work {
  const { environments } = deps.store.read;
  const lanes = openLanes(deps.wake);
  const looks = openLooks(deps, 'world');
  const tidied = new Map<string, Timestamp>();

  /** What fails waits for its next turn: jobs matter more. */
  async function tidy(environment: Environment, signal: AbortSignal | undefined): Promise<void> {
    const { id } = environment;
    const wall = deps.wall.now();
    const last = tidied.get(id);
    if (last !== undefined && wall < later(last, TIDY_EVERY_MS)) return;
    tidied.set(id, wall);
    await forgetOld(deps, environment, { signal }).catch((error: unknown) =>
      deps.log.warn({ environment: id, error: String(error) }, 'could not delete what is too old'),
    );
  }

  return {
    onWake,
    async work(signal) {
      for (const environment of await environments.listAll()) {
        const { id } = environment;
        if (lanes.has(id)) continue;
        await lanes.free();
        if (signal?.aborted) break;
        looks.note(environment);
        lanes.start(id, async () => {
          const ran = await runDueJobs(deps, environment, { limit: BATCH, signal });
          await tidy(environment, signal);
          return ran;
        });
      }
      return lanes.round();
    },
    idle: () => lanes.idle(),
    dueIn: looks.dueIn,
  };
}

/**
 * A round that ends when its slowest job has: for whoever has nothing else to do meanwhile. Gives how many
 * jobs it ran; 0 when there is nothing more to do.
 */
export async function wholeRound(jobs: Pick<Work, 'work' | 'idle'>): Promise<number> {
  const ran = await jobs.work();
  await jobs.idle();
  // What came late is told by the next one, and more may follow it.
  return ran === 0 ? jobs.work() : ran;
}

/** Work in several environments side by side, so that none waits for a source that another one waits for. */
function openLanes(wake: (environment_id: string) => void) {
  const running = new Map<string, Promise<void>>();
  const late = new Set<string>();
  let ran = 0;
  let failure: { readonly error: unknown } | undefined;

  async function follow(id: string, work: () => Promise<number>): Promise<void> {
    try {
      ran += await work();
    } catch (error) {
      failure ??= { error };
    }
    running.delete(id);
    // Its round is over, so nobody knows yet that there may be more to do.
    if (late.delete(id)) wake(id);
  }

  return {
    has: (id: string) => running.has(id),
    /** Resolves once there is room for one more. */
    async free(): Promise<void> {
      while (running.size >= LANES) await Promise.race(running.values());
    },
    start(id: string, work: () => Promise<number>): void {
      running.set(id, follow(id, work));
    },
    async idle(): Promise<void> {
      await Promise.all(running.values());
    },
    /** Waits for what is running, but not for long. Gives how many jobs were run since the last round. */
    async round(): Promise<number> {
      const patience = new AbortController();
      await Promise.race([Promise.all(running.values()), waitFor(ROUND_MS, patience.signal)]);
      patience.abort();
      for (const id of running.keys()) late.add(id);
      const [count, failed] = [ran, failure];
      ran = 0;
      failure = undefined;
      if (failed) throw failed.error;
      return count;
    },
  };
}

/** Resolves after some milliseconds, or when it is told that nobody waits any more. */
function waitFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  return wait(milliseconds, undefined, { signal }).catch(() => undefined);
}
