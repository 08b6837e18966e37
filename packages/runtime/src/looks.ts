import type { Deps } from '@intarsia/api';
import {
  type Environment,
  type JobQueue,
  microsecondsOf,
  type Timestamp,
  worksByItself,
} from '@intarsia/domain';

/** When the jobs of a queue were last looked at, by environment. */
export interface Looks {
  /** Notes that somebody looks now. */
  note(environment: Environment): void;
  /** Milliseconds until the next job falls due; undefined when none is to come. */
  dueIn(): Promise<number | undefined>;
}

/** Remembers looks at the jobs of one queue. */
export function openLooks(deps: Deps, queue: JobQueue): Looks {
  const { environments, jobs } = deps.store.read;
  const looked = new Map<string, Timestamp>();
  return {
    note(environment) {
      looked.set(environment.id, deps.clockOf(environment).now());
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
        const ahead = microsecondsOf(due_at) - microsecondsOf(now);
        soonest = Math.min(soonest ?? Number.POSITIVE_INFINITY, Math.max(0, ahead / 1000));
      }
      return soonest;
    },
  };
}
