/** Wakes everybody who waits. */
export interface Bell {
  ring(): void;
  listen(): Listener;
}

/** One who waits again and again. */
export interface Listener {
  /** Resolves at the next ring, or once they have left. */
  wait(): Promise<void>;
  leave(): void;
}

/** A bell that only those hear who wait: they look for what they wait for before they do. */
export function openBell(): Bell {
  let waiting = new Set<() => void>();
  return {
    ring() {
      const woken = waiting;
      waiting = new Set();
      for (const wake of woken) wake();
    },
    listen() {
      let wake: (() => void) | undefined;
      let hasLeft = false;
      return {
        wait() {
          if (hasLeft) return Promise.resolve();
          return new Promise((resolve) => {
            wake = resolve;
            waiting.add(resolve);
          });
        },
        leave() {
          hasLeft = true;
          if (!wake) return;
          waiting.delete(wake);
          wake();
        },
      };
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
