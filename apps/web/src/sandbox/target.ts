import { afterDuration, durationOf } from '@intarsia/domain';

/** Where a text leads from a moment. */
export type Target =
  /** A moment that is known, so that the way can go in parts. */
  | { readonly to: string }
  /** Something that the server has to make sense of, or refuse. */
  | { readonly by: string };

/**
 * What was typed as a way for the clock: a duration such as `P31D`, a day, or a moment in any offset. A day is
 * its first second in UTC, and so is a time that names no offset.
 */
export function targetOf(text: string, now: string): Target {
  const typed = text.trim();
  const duration = durationOf(typed);
  if (duration && (duration.months > 0 || duration.microseconds > 0) && !typed.startsWith('-')) {
    return { to: afterDuration(now, duration) };
  }
  const moment = momentOf(typed);
  return moment === undefined ? { by: typed } : { to: moment };
}

const ZONE = /(?:z|[+-]\d\d:?\d\d)$/i;

function momentOf(text: string): string | undefined {
  if (!/^\d{4}-\d\d-\d\d/.test(text)) return undefined;
  const whole = text.length === 10 ? `${text}T00:00:00Z` : text.replace(' ', 'T');
  const time = Date.parse(ZONE.test(whole) ? whole : `${whole}Z`);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
