import { MOST_AT_ONCE } from '@intarsia/store';
import { isWithheld } from './chaos.ts';
import { isSuccess, type Tried } from './try.ts';

/** Deliveries to one receiver that are under way at first, and at most. Each is of another account. */
export const FIRST_WINDOW = 8;
const LARGEST_WINDOW = MOST_AT_ONCE;
/** An answer within so many milliseconds is one of a receiver that has time for more. */
const QUICK_MS = 1000;

/**
 * How many deliveries may be under way to a receiver after some were tried: twice as many where it took all
 * of them quickly, half as many where it did not take some, one where it took none.
 */
export function nextWindow(
  window: number,
  tried: readonly Pick<Tried, 'trouble' | 'answers'>[],
): number {
  const answers = tried.filter(({ trouble }) => !isWithheld(trouble)).flatMap((one) => one.answers);
  if (answers.length === 0) return window;
  const taken = answers.filter(isSuccess);
  if (taken.length === 0) return 1;
  if (taken.length < answers.length) return Math.max(1, Math.floor(window / 2));
  const isQuick = answers.every(({ latency_ms }) => latency_ms < QUICK_MS);
  return isQuick ? Math.min(LARGEST_WINDOW, window * 2) : window;
}
