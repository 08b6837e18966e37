import { DAY_SECONDS, type Day, yearOf } from './calendar.ts';
import { nthSunday } from './holidays.ts';

/** A time zone of the United States, by the rule that holds since 2007. */
export interface Zone {
  /** IANA name. */
  readonly name: string;
  /** Hours behind UTC in winter. */
  readonly behind: number;
  /** Clocks go forward on the second Sunday of March and back on the first Sunday of November. */
  readonly summer: boolean;
}

export const zones = {
  eastern: { name: 'America/New_York', behind: 5, summer: true },
  central: { name: 'America/Chicago', behind: 6, summer: true },
  mountain: { name: 'America/Denver', behind: 7, summer: true },
  arizona: { name: 'America/Phoenix', behind: 7, summer: false },
  pacific: { name: 'America/Los_Angeles', behind: 8, summer: true },
} as const satisfies Record<string, Zone>;

/**
 * The Unix second at which a local day reaches so many seconds after its midnight, told by the offset that
 * holds from 05:00 on. Clocks change at 02:00, so a day of work is never cut by it.
 */
export function localSecond(zone: Zone, day: Day, seconds: number): number {
  return day * DAY_SECONDS + seconds + behindOn(zone, day) * 3600;
}

/** The local day to which a moment belongs, with nights counted to the day before until 05:00. */
export function workdayOf(zone: Zone, second: number): Day {
  const early = Math.floor((second - zone.behind * 3600) / DAY_SECONDS);
  return second >= localSecond(zone, early, 5 * 3600) ? early : early - 1;
}

function behindOn(zone: Zone, day: Day): number {
  if (!zone.summer) return zone.behind;
  const year = yearOf(day);
  const isSummer = day >= nthSunday(year, 3, 2) && day < nthSunday(year, 11, 1);
  return isSummer ? zone.behind - 1 : zone.behind;
}
