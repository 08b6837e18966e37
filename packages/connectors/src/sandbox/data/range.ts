import type { Timestamp } from '@intarsia/domain';
import { dayIn, midnightText, secondsIn } from './calendar.ts';

/** A part of a series, both ends included: `from` and `to` are moments or dates. */
export interface Range {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Where to look for what is new: a part of each series. */
export interface News {
  /** Undefined when some that were there are gone or different: then only all that is left tells which. */
  readonly documents: Range | undefined;
  readonly payouts: Range;
  readonly activities: Range;
}

/**
 * The first midnight on which something dated by the day may be new since an earlier time: what a day brings
 * is there from its midnight on, and only forced scans add to a day that has begun.
 */
export function newsFrom(earlier: Timestamp, forced: readonly number[]): string {
  const second = secondsIn(earlier);
  const day = dayIn(earlier);
  return midnightText(forced.some((at) => at >= second) ? day : day + 1);
}

/** A range in Unix seconds. */
export interface Reach {
  readonly from: number;
  readonly to: number;
}

/** The range in seconds; an open end reaches as far as time does. */
export function reachOf({ from, to }: Range): Reach {
  return {
    from: from === undefined ? Number.NEGATIVE_INFINITY : secondsIn(from),
    to: to === undefined ? Number.POSITIVE_INFINITY : secondsIn(to),
  };
}

/** Passes on what two series that both run from new to old have, from new to old. */
export function* mergeNewest<T>(
  first: Iterable<T>,
  second: Iterable<T>,
  secondOf: (item: T) => number,
): Generator<T, void, undefined> {
  const one = first[Symbol.iterator]();
  const other = second[Symbol.iterator]();
  let a = one.next();
  let b = other.next();
  while (!a.done || !b.done) {
    // Of two equally new ones the first series comes first.
    if (!a.done && (b.done || secondOf(a.value) >= secondOf(b.value))) {
      yield a.value;
      a = one.next();
    } else if (!b.done) {
      yield b.value;
      b = other.next();
    }
  }
}
