import { z } from 'zod';
import { afterDuration, type Duration, DurationText } from '../durations.ts';
import { microsecondsOf, type Timestamp } from '../values.ts';

const SHORT = /^(\d{1,9}(?:\.\d{1,3})?)(ms|s|m|h|d|w)$/;
const MICROSECONDS: Readonly<Record<string, number>> = {
  ms: 1000,
  s: 1_000_000,
  m: 60_000_000,
  h: 3_600_000_000,
  d: 86_400_000_000,
  w: 604_800_000_000,
};
const EXPECTED = 'must be a duration such as 5s, 10m, 3d, PT5S or P10D';
/** Five years, as everywhere: also what a clock is moved by at most. */
const LONGEST = 5 * 366 * 86_400_000_000;

/** A length of time in a scenario: `90s`, `10m`, `12h`, `10d`, or ISO 8601 as in `PT90S` and `P1M`. */
export const Span = z
  .string(EXPECTED)
  .superRefine((text, ctx) => {
    const parsed = parse(text);
    if (typeof parsed === 'string') ctx.addIssue({ code: 'custom', message: parsed });
  })
  .meta({ description: 'A duration: `90s`, `10m`, `12h`, `10d`, or ISO 8601 such as `P1M`.' });
export type Span = z.infer<typeof Span>;

/** A length of time that is the same wherever it lies: without years and months. */
export const Wait = Span.refine(
  (text) => !(typeof parse(text) !== 'string' && lengthOf(text).months > 0),
  'must not have years or months, which are not always equally long',
);

/** What a valid text means. */
function lengthOf(text: Span): Duration {
  const parsed = parse(text);
  if (typeof parsed === 'string') throw new Error(`${text} ${parsed}`);
  return parsed;
}

/** The milliseconds of a wait, rounded up: a wait always takes some time. */
export function millisecondsOf(text: Span): number {
  return Math.ceil(lengthOf(text).microseconds / 1000);
}

/** The moment so long after another one. */
export function afterSpan(time: Timestamp, text: Span): Timestamp {
  return afterDuration(time, lengthOf(text));
}

/** Which of two lengths of time is the longer one, as a sort has it; told at a day from which months differ most. */
export function compareSpans(a: Span, b: Span): number {
  const at = (text: Span) => microsecondsOf(afterSpan('2001-01-31T00:00:00.000000Z', text));
  return at(a) - at(b);
}

/** The duration, or what was expected instead. */
function parse(text: string): Duration | string {
  const [, count, unit] = SHORT.exec(text) ?? [];
  if (count === undefined || unit === undefined) return isoDuration(text);
  const microseconds = Math.round(Number(count) * (MICROSECONDS[unit] ?? 0));
  if (microseconds === 0) return 'must be longer than no time at all';
  return microseconds > LONGEST ? 'must be at most five years' : { months: 0, microseconds };
}

function isoDuration(text: string): Duration | string {
  const parsed = DurationText.safeParse(text);
  if (parsed.success) return parsed.data;
  return text.startsWith('P') ? (parsed.error.issues[0]?.message ?? EXPECTED) : EXPECTED;
}
