import { z } from 'zod';
import { microsecondsOf, type Timestamp, timestampOf } from './values.ts';

/** A length of time: months, whose length depends on where they lie, and microseconds. */
export interface Duration {
  readonly months: number;
  readonly microseconds: number;
}

/** The furthest that a clock is moved at once. */
export const LONGEST_ADVANCE: Duration = { months: 60, microseconds: 0 };

const number = '\\d{1,9}(?:[.,]\\d{1,9})?';
const FORM = new RegExp(
  `^([+-]?)P(?=[\\dT])(?:(\\d{1,9})Y)?(?:(\\d{1,9})M)?(?:(${number})W)?(?:(${number})D)?` +
    `(?:T(?=\\d)(?:(${number})H)?(?:(${number})M)?(?:(${number})S)?)?$`,
);
/** Microseconds in each part that always has the same length, in the order of the form. A day is 24 hours of UTC. */
const UNITS = [604_800_000_000n, 86_400_000_000n, 3_600_000_000n, 60_000_000n, 1_000_000n];
/** More than five years could have, however many of them are leap years. */
const LONGEST_MICROSECONDS = 5 * 366 * 86_400_000_000;

const EXPECTED = 'must be an ISO 8601 duration, such as P1D, PT30M or P1M';

/**
 * A length of time in ISO 8601: years and months of the calendar, weeks, days of 24 hours, hours, minutes,
 * seconds; the last part may have a fraction, unless it is of years or months. Only forwards, and at
 * most five years.
 */
export const DurationText = z
  .string()
  .max(100, EXPECTED)
  .transform((text, ctx): Duration => {
    const problem = (message: string) => {
      ctx.addIssue({ code: 'custom', message });
      return z.NEVER;
    };
    const duration = durationOf(text);
    if (!duration) return problem(EXPECTED);
    const { months, microseconds } = duration;
    if (months === 0 && microseconds === 0) return problem('must be longer than no time at all');
    if (text.startsWith('-')) return problem('must not go backwards');
    if (isTooLong(duration)) return problem('must be at most five years (P5Y)');
    return duration;
  })
  .meta({ format: 'duration' });

/** The length of time that a text names in this form; undefined when it names none. */
export function durationOf(text: string): Duration | undefined {
  const match = FORM.exec(text);
  if (!match) return undefined;
  const [, , years = '0', months = '0', ...fixed] = match;
  const last = fixed.findLastIndex((part) => part !== undefined);
  // Only the smallest part may have a fraction; where it had more, nobody could say what was meant.
  if (fixed.some((part, i) => i < last && part !== undefined && /[.,]/.test(part)))
    return undefined;
  return {
    months: Number(years) * 12 + Number(months),
    microseconds: fixed.reduce((sum, part, i) => sum + microsecondsIn(part, UNITS[i]), 0),
  };
}

function microsecondsIn(part: string | undefined, unit = 0n): number {
  if (part === undefined) return 0;
  const [whole = '0', fraction = ''] = part.split(/[.,]/);
  return Number(
    BigInt(whole) * unit + (BigInt(`0${fraction}`) * unit) / 10n ** BigInt(fraction.length),
  );
}

function isTooLong({ months, microseconds }: Duration): boolean {
  if (months > LONGEST_ADVANCE.months || microseconds > LONGEST_MICROSECONDS) return true;
  // Months and the rest together; exactly to the day only once it is known where they begin.
  return (months / 12) * 365 * 86_400_000_000 + microseconds > LONGEST_MICROSECONDS;
}

/** A moment after a length of time. A day that its month does not have becomes the last one of the month. */
export function afterDuration(time: Timestamp, { months, microseconds }: Duration): Timestamp {
  return timestampOf(microsecondsOf(monthsLater(time, months)) + microseconds);
}

function monthsLater(time: Timestamp, months: number): Timestamp {
  if (months === 0) return time;
  const count = Number(time.slice(0, 4)) * 12 + Number(time.slice(5, 7)) - 1 + months;
  const year = String(Math.floor(count / 12)).padStart(4, '0');
  const month = String((count % 12) + 1).padStart(2, '0');
  const day = Math.min(Number(time.slice(8, 10)), daysOf(Number(year), (count % 12) + 1));
  return `${year}-${month}-${String(day).padStart(2, '0')}${time.slice(10)}`;
}

function daysOf(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}
