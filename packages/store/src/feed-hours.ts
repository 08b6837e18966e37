import type { Timestamp } from '@intarsia/domain';
import { type RawBuilder, sql } from 'kysely';
import { statement } from './engines/statements.ts';

/** A time of which events are looked for, both ends included; from the beginning, or to the end, where not said. */
export interface FeedTime {
  readonly from?: Timestamp | undefined;
  readonly to?: Timestamp | undefined;
}

interface HoursArgs {
  environment_id: string;
  from_hour: string;
  to_hour: string;
  after_cursor: number;
}

/** As the index has it: 2022-04-22T14. */
const hour = sql<string>`substr(occurred_at, 1, 13)`;
const HOUR_DIGITS = 13;
/** Behind every hour. */
const NO_HOUR = '~';

/**
 * The first place behind a cursor with an event of some hours. It goes from hour to hour, of those alone in
 * which anything happened, and looks at one entry of the index for each: events are not quite in the order of
 * their times, and where a clock was set back, not at all.
 */
export const nextOfHours = statement<HoursArgs>()<{ cursor: number | null }>(({ q, p }) => {
  const own = sql`from events where environment_id = ${p.environment_id}`;
  const nextHour = (isNext: RawBuilder<unknown>) =>
    sql`(select ${hour} ${own} and ${hour} ${isNext} order by ${hour} limit 1)`;
  const first = sql`(select cursor ${own} and ${hour} = hours.hour and cursor > ${p.after_cursor} order by cursor limit 1)`;
  const query = sql<{ cursor: number | null }>`with recursive hours (hour) as (
      select ${nextHour(sql`>= ${p.from_hour}`)}
      union all
      select ${nextHour(sql`> hours.hour`)} from hours where hours.hour < ${p.to_hour}
    ) select min(${first}) as cursor from hours where hour <= ${p.to_hour}`;
  return { compile: () => query.compile(q) };
});

/** The hours that a time lies in. */
export function hoursOf({ from, to }: FeedTime): Pick<HoursArgs, 'from_hour' | 'to_hour'> {
  return {
    from_hour: from?.slice(0, HOUR_DIGITS) ?? '',
    to_hour: to?.slice(0, HOUR_DIGITS) ?? NO_HOUR,
  };
}
