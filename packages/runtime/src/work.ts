import { type Deps, forgetOld, runDueJobs } from '@intarsia/api';
import {
  type Environment,
  HOUR,
  type JobQueue,
  later,
  microsecondsOf,
  type Timestamp,
  worksByItself,
} from '@intarsia/domain';

/** The jobs of an instance, for a loop to drive. */
export interface Work {
  /** Runs what is due in every environment, until `signal` is aborted; tells how many jobs it ran. */
  work(signal?: AbortSignal): Promise<number>;
  /** Milliseconds until the next job falls due; undefined when none is to come. */
  dueIn(): Promise<number | undefined>;
  /** Calls back when a job was added that may be due at once. */
  onWake(listener: (environment_id: string) => void): void;
}

/** Jobs that are taken at once; those of different accounts run side by side. */
const BATCH = 16;

/** How often what is kept for a while only is looked through, in wall time. */
const TIDY_EVERY_MS = HOUR;

/** Opens the jobs of one queue in every environment. */
export function openWork(deps: Deps, onWake: Work['onWake'], queue: JobQueue): Work {
  const { environments, jobs } = deps.store.read;
  const looked = new Map<string, Timestamp>();
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
      let ran = 0;
      for (const environment of await environments.listAll()) {
        if (signal?.aborted) break;
        looked.set(environment.id, deps.clockOf(environment).now());
        ran += await runDueJobs(deps, environment, { limit: BATCH, signal, queue });
        if (queue === 'world') await tidy(environment, signal);
      }
      return ran;
    },
    async dueIn() {
      let soonest: number | undefined;
      for (const environment of await environments.listAll()) {
        // Nothing falls due by itself while the clock stands still; its driver rings when it is done.
        if (!worksByItself(environment, deps.wall.now())) continue;
        const due_at = await jobs.nextDue({ environment_id: environment.id }, queue);
        // What was due at the last look and is still there is leased, and its lease tells nothing of its end.
        const now = deps.clockOf(environment).now();
        const last = looked.get(environment.id);
        // A clock that was set back has jobs that nobody has looked at since.
        const wasLooked = last !== undefined && last <= now;
        if (due_at === undefined || (wasLooked && due_at <= last)) continue;
        const wait = microsecondsOf(due_at) - microsecondsOf(now);
        soonest = Math.min(soonest ?? Number.POSITIVE_INFINITY, Math.max(0, wait / 1000));
      }
      return soonest;
    },
  };
}
