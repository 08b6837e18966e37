// Imported, so that somebody's fake timers do not keep a request for ever.
import { clearTimeout, setTimeout } from 'node:timers';

/** When a request ends at the latest. To be forgotten once it has ended. */
export interface Deadline {
  /** Whether the time was over before the request had ended. */
  isOver(): boolean;
  /** Calls this in time, in place of any before it. */
  holds(stop: (reason: Error) => void): void;
  forget(): void;
}

/** Ends a request after some milliseconds, or when the signal is aborted. */
export function openDeadline(signal: AbortSignal, after_ms: number): Deadline {
  let held: ((reason: Error) => void) | undefined;
  let isOver = false;
  const end = () => held?.(new Error('the time is over'));
  const timer = setTimeout(() => {
    isOver = true;
    end();
  }, after_ms);
  signal.addEventListener('abort', end);
  return {
    isOver: () => isOver,
    holds(stop) {
      held = stop;
      if (isOver || signal.aborted) end();
    },
    forget() {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
    },
  };
}
