import { z } from 'zod';
import { ListInput } from './lists.ts';
import { Moment } from './moments.ts';
import {
  IdInput,
  later,
  microsecondsOf,
  SECOND,
  type Timestamp,
  timestampOf,
  type WholeSecond,
  wholeSecond,
} from './values.ts';

/** Names one resource. */
export const ResourceRef = z.object({ id: IdInput });
export type ResourceRef = z.infer<typeof ResourceRef>;

/** A list of resources: all, or those of one account or user. */
export const ListResourcesInput = ListInput.extend({
  account: IdInput.optional(),
  user: IdInput.optional(),
});
export type ListResourcesInput = z.infer<typeof ListResourcesInput>;

const EXPECTED = 'must be a date such as 2030-01-31, or a time such as 2030-01-31T09:00:00Z';
const DATE = /^\d{4}-\d\d-\d\d$/;
const ZONE = /(?:z|[+-]\d\d(?::?\d\d)?)$/i;

/** A bound of a list: dates are whole days of UTC, and so are times that name no zone. */
function bound(edge: 'first' | 'last', description: string) {
  return z
    .string()
    .transform((text, ctx): WholeSecond => {
      const moment = Moment.safeParse(asMoment(text));
      if (!moment.success) {
        ctx.addIssue({ code: 'custom', message: EXPECTED });
        return z.NEVER;
      }
      if (DATE.test(text) && edge === 'last') return `${text}T23:59:59Z`;
      return edge === 'first' ? firstSecondFrom(moment.data) : wholeSecond(moment.data);
    })
    .meta({ description });
}

function asMoment(text: string): string {
  if (DATE.test(text)) return `${text}T00:00:00Z`;
  // A plus that was not escaped comes as a space.
  const whole = text.replace(/ (?=\d\d(?::?\d\d)?$)/, '+');
  return ZONE.test(whole.slice(11)) ? whole : `${whole}Z`;
}

function firstSecondFrom(time: Timestamp): WholeSecond {
  const isWhole = microsecondsOf(time) % 1_000_000 === 0;
  return wholeSecond(isWhole ? time : later(time, SECOND));
}

/** A list of payouts or activities: also of those between two dates, both included. */
export const ListEventsInput = ListResourcesInput.extend({
  from_start_date: bound('first', 'The first date or time, included.').optional(),
  to_start_date: bound(
    'last',
    'The last date or time, included; of a date the whole day.',
  ).optional(),
});
export type ListEventsInput = z.infer<typeof ListEventsInput>;

/** How a list of events is sorted: by their own dates, or by when we first saw them. */
export function sortsByCreation({
  ordering,
  cursor,
}: {
  ordering?: unknown;
  cursor?: { time: string } | undefined;
}): boolean {
  // A cursor wins over everything else, and tells by its width which kind of time it holds.
  return cursor ? cursor.time.length === WIDTH : ordering !== undefined;
}

const WIDTH = timestampOf(0).length;
