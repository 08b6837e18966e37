import { LRUCache } from 'lru-cache';

/** Answers that were looked up a moment ago. */
export interface Lookups<V> {
  /** The kept answer, or a new one. What `make` throws is not kept: it may be right a moment later. */
  get(key: string, make: () => Promise<V>): Promise<V>;
  /** Forgets everything, also what is being looked up right now. */
  clear(): void;
}

/** Keeps at most `max` answers, each for `fresh_ms` milliseconds of wall time. */
export function createLookups<V extends object>(bounds: {
  max: number;
  fresh_ms: number;
}): Lookups<V> {
  const kept = new LRUCache<string, V>({ max: bounds.max, ttl: bounds.fresh_ms });
  let generation = 0;
  return {
    async get(key, make) {
      const known = kept.get(key);
      if (known) return known;
      const begun = generation;
      const made = await make();
      // Whoever cleared meanwhile changed something that this answer may not know of.
      if (begun === generation) kept.set(key, made);
      return made;
    },
    clear() {
      generation++;
      // Clearing walks through all the room there is, and a driven clock clears with every job.
      if (kept.size > 0) kept.clear();
    },
  };
}
