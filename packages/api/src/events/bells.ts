/** Wakes everybody who waits. */
export interface Bell {
  ring(): void;
  /** Resolves at the next ring, or when the signal is aborted. */
  wait(signal: AbortSignal): Promise<void>;
}

/** A bell that only those hear who wait: they look for what they wait for before they do. */
export function openBell(): Bell {
  const waiting = new Set<() => void>();
  return {
    ring() {
      for (const wake of [...waiting]) wake();
    },
    wait(signal) {
      return new Promise((resolve) => {
        const wake = () => {
          waiting.delete(wake);
          signal.removeEventListener('abort', wake);
          resolve();
        };
        waiting.add(wake);
        signal.addEventListener('abort', wake);
        if (signal.aborted) wake();
      });
    },
  };
}

/** Wakes one who waits. A ring while nobody waits is kept. */
export interface Doorbell {
  ring(): void;
  /** Resolves at a ring or after some milliseconds. */
  wait(within_ms: number): Promise<void>;
}

/** A doorbell that was not rung. */
export function openDoorbell(): Doorbell {
  let rung = false;
  let answer: (() => void) | undefined;
  return {
    ring() {
      rung = true;
      answer?.();
    },
    async wait(within_ms) {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, within_ms);
          answer = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      rung = false;
      answer = undefined;
    },
  };
}
