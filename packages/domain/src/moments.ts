import { z } from 'zod';
import { microsecondsOf, type Timestamp, timestampOf } from './values.ts';

const FORM =
  /^(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d)(?::(\d\d)(?:[.,](\d+))?)?(?:[Zz]|([+-])(\d\d)(?::?(\d\d))?)$/;
const EXPECTED =
  'must be an ISO 8601 time with its offset, such as 2030-01-31T09:00:00Z or 2030-01-31T09:00:00.25+01:00';

/** Within the years of four digits, which a timestamp has room for. */
const FIRST = microsecondsOf('0000-01-01T00:00:00.000000Z');
const LAST = microsecondsOf('9999-12-31T23:59:59.999999Z');

/**
 * A moment as people and programs write it: ISO 8601 with any offset, and any fraction of a second, of
 * which six digits count. Comes out as a `Timestamp`.
 */
export const Moment = z
  .string()
  .max(64, EXPECTED)
  .transform((text, ctx): Timestamp => {
    const time = momentOf(text);
    if (time !== undefined) return time;
    ctx.addIssue({ code: 'custom', message: EXPECTED });
    return z.NEVER;
  })
  .meta({ format: 'date-time' });

/** The moment that a text names; undefined when it names none, or leaves its time zone open. */
function momentOf(text: string): Timestamp | undefined {
  const [, date, minutes, seconds = '00', fraction = '', ...offset] = FORM.exec(text) ?? [];
  if (date === undefined || minutes === undefined) return undefined;
  const local = `${date}T${minutes}:${seconds}`;
  const milliseconds = Date.parse(`${local}.000Z`);
  // Days that a month does not have, and hours that a day does not, come back as others or not at all.
  if (Number.isNaN(milliseconds) || !new Date(milliseconds).toISOString().startsWith(local)) {
    return undefined;
  }
  const ahead = offsetOf(offset);
  if (ahead === undefined) return undefined;
  const time = milliseconds * 1000 + Number(fraction.slice(0, 6).padEnd(6, '0')) - ahead;
  return time < FIRST || time > LAST ? undefined : timestampOf(time);
}

/** Microseconds that a place is ahead of UTC. */
function offsetOf([sign, hours = '00', minutes = '00']: string[]): number | undefined {
  if (Number(hours) > 23 || Number(minutes) > 59) return undefined;
  const ahead = (Number(hours) * 60 + Number(minutes)) * 60_000_000;
  return sign === '-' ? -ahead : ahead;
}
