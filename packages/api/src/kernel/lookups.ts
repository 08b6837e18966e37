/** Answers that were looked up a moment ago. */
export interface Lookups<V> {
  /**
   * The kept answer at once, or a new one. What `make` throws is not kept: it may be right a moment later.
   */
  get(key: string, make: () => Promise<V>): V | Promise<V>;
  /** Forgets everything, also what is being looked up right now. */
  clear(): void;
}

interface Kept<V> {
  readonly answer: V;
  /** On the steady counter of the machine, in milliseconds. */
  readonly fresh_until: number;
}

/**
 * Keeps at most `max` answers, each for `fresh_ms` milliseconds of wall time; the oldest makes room. Empty
 * ones take no room and no time to clear: a driven clock clears with every job.
 */
export function createLookups<V extends object>({
  max,
  fresh_ms,
}: {
  max: number;
  fresh_ms: number;
}): Lookups<V> {
  const kept = new Map<string, Kept<V>>();
  let generation = 0;

  function keep(key: string, answer: V): void {
    // Taken out first, so that it stands behind all that are older.
    kept.delete(key);
    kept.set(key, { answer, fresh_until: performance.now() + fresh_ms });
    if (kept.size <= max) return;
    for (const oldest of kept.keys()) {
      kept.delete(oldest);
      return;
    }
  }

  async function lookUp(key: string, make: () => Promise<V>): Promise<V> {
    const begun = generation;
    const made = await make();
    // Whoever cleared meanwhile changed something that this answer may not know of.
    if (begun === generation) keep(key, made);
    return made;
  }

  return {
    get(key, make) {
      const known = kept.get(key);
      return known && performance.now() < known.fresh_until ? known.answer : lookUp(key, make);
    },
    clear() {
      generation++;
      kept.clear();
    },
  };
}

/** Goes on with an answer: at once when it is there. */
export function withAnswer<V, R>(answer: V | Promise<V>, next: (answer: V) => R): R | Promise<R> {
  return answer instanceof Promise ? answer.then(next) : next(answer);
}
