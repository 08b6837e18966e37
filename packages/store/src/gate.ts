/** Lets work in until it is closed, and then waits for the work that is inside. */
export interface Gate {
  /** Runs `work`, or rejects when the gate is closed. */
  enter<T>(work: () => Promise<T>): Promise<T>;
  /** Resolves once `last` is done, which runs after the last work. The same promise every time. */
  close(last: () => Promise<void>): Promise<void>;
}

/** A gate that is open. */
export function openGate(): Gate {
  const inside = new Set<Promise<unknown>>();
  let closing: Promise<void> | undefined;
  return {
    async enter(work) {
      if (closing) throw new Error('The store is closed.');
      const running = work();
      inside.add(running);
      try {
        return await running;
      } finally {
        inside.delete(running);
      }
    },
    close(last) {
      closing ??= Promise.allSettled([...inside]).then(last);
      return closing;
    },
  };
}
