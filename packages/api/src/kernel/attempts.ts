import { type Clock, microsecondsOf } from '@intarsia/domain';
import { LRUCache } from 'lru-cache';

/** Bounds how often something may be tried under one name, such as a password for one e-mail address. */
export interface Attempts {
  /** Whether a try may be made now. Counts nothing and remembers no name. */
  mayTry(name: string): boolean;
  /** Counts one more try; false when there is none left, so that its outcome must not be told. */
  take(name: string): boolean;
  /** Forgets the tries of a name, after one that was right. */
  forget(name: string): void;
}

/** Names that are remembered. To push one out costs as many tries of other names, each as slow as a password. */
const KNOWN_NAMES = 10_000;

/** So many tries at once; each comes back after a while. */
interface Bounds {
  readonly at_once: number;
  readonly each_ms: number;
}

/**
 * Tries in the memory of this process, by the generic cell rate algorithm: per name only the moment at
 * which all its tries will have come back.
 */
export function createAttempts(wall: Clock, { at_once, each_ms }: Bounds): Attempts {
  let names: LRUCache<string, number> | undefined;
  // Room for that many names takes longer to make than most instances need it.
  const free = () => {
    names ??= new LRUCache<string, number>({ max: KNOWN_NAMES });
    return names;
  };

  /** When all tries of a name will have come back if one more is made; undefined when none is left. */
  function afterOneMore(name: string): number | undefined {
    const now = microsecondsOf(wall.now()) / 1000;
    const then = Math.max(free().get(name) ?? 0, now) + each_ms;
    return then > now + at_once * each_ms ? undefined : then;
  }

  return {
    mayTry: (name) => afterOneMore(name) !== undefined,
    take(name) {
      const then = afterOneMore(name);
      if (then === undefined) return false;
      free().set(name, then);
      return true;
    },
    forget(name) {
      free().delete(name);
    },
  };
}
