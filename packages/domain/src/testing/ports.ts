import type { Clock, Ids } from '../ports.ts';
import { DAY, HOUR, later, MINUTE, SECOND, type Timestamp } from '../values.ts';

/** A length of time, as a number of milliseconds or in parts. */
export type Span =
  | number
  | { days?: number; hours?: number; minutes?: number; seconds?: number; milliseconds?: number };

/** A clock that stands still until it is told to move. */
export interface ManualClock extends Clock {
  /** Moves the clock forward. */
  advance(span: Span): void;
  /** Puts the clock to a moment; an earlier one than now is refused, as clocks never go back. */
  set(now: Timestamp): void;
}

/** A clock for tests, standing at `start`. */
export function manualClock(start: Timestamp = '2026-03-01T09:00:00.000000Z'): ManualClock {
  let now = start;
  const set = (to: Timestamp) => {
    if (to < now) throw new RangeError(`A clock at ${now} cannot go back to ${to}.`);
    now = to;
  };
  return { now: () => now, set, advance: (span) => set(later(now, millisecondsOf(span))) };
}

function millisecondsOf(span: Span): number {
  if (typeof span === 'number') return span;
  const { days = 0, hours = 0, minutes = 0, seconds = 0, milliseconds = 0 } = span;
  return days * DAY + hours * HOUR + minutes * MINUTE + seconds * SECOND + milliseconds;
}

/** Ids that count up from 1 in valid UUIDv7 form; `series` keeps two counters of one test apart. */
export function countingIds(series = 0): Ids {
  let count = 0;
  const head = series.toString(16).padStart(8, '0');
  return {
    next() {
      count++;
      return `${head}-0000-7000-8000-${count.toString(16).padStart(12, '0')}`;
    },
  };
}
