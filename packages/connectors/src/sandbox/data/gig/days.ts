import { type Day, weekdayOf } from '../calendar.ts';
import type { City } from '../places/city.ts';
import { type Root, type Stream, stream } from '../streams.ts';
import { localSecond } from '../zones.ts';
import type { Driver } from './driver.ts';
import { deliveryOf, rideOf, type Setting } from './rides.ts';
import { blockOf, serviceOf } from './shifts.ts';
import { gigTrades } from './styles.ts';
import type { Task, Work } from './task.ts';

/** All that decides what happened on a day. */
export interface Beat {
  readonly root: Root;
  readonly driver: Driver;
  readonly city: City;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
/** Nothing is begun after one in the night, so that all work of a day is over before five. */
const LAST_START = 25 * HOUR;

/** What was done on a day, from its first task to its last. A function of the beat and the day alone. */
export function workOn(beat: Beat, day: Day): Work[] {
  const { root, driver } = beat;
  if (day < driver.hired || (driver.stopped !== null && day > driver.stopped)) return [];
  if (!worksOn(beat, day)) return [];
  const chance = stream(root, 'day', day);
  const count = chance.int(...driver.tasks);
  const midnight = localSecond(beat.city.zone, day, 0);
  const all: Work[] = [];
  let clock = driver.begins + chance.int(-45, 90) * MINUTE;
  let place = driver.base;
  while (all.length < count && clock < LAST_START) {
    const task = nextTask(beat, chance, { start: midnight + clock, clock, place });
    all.push({ source_id: `work/${day}/${all.length + 1}`, day, task });
    place = task.to ?? place;
    clock = task.end - midnight + pauseAfter(all.length, count, chance);
  }
  return all;
}

/** One task in the style of the driver, begun there and then. */
export function nextTask(
  { driver, city }: Beat,
  chance: Stream,
  at: Pick<Setting, 'start' | 'clock' | 'place'>,
): Task {
  const setting: Setting = { ...at, city, service: chance.pick(gigTrades[driver.style].services) };
  const short = driver.tasks[1] > 2;
  if (driver.style === 'rideshare') return rideOf(setting, chance);
  if (driver.style === 'delivery') return deliveryOf(setting, chance);
  const work = driver.style === 'courier' ? blockOf : serviceOf;
  return work({ ...setting, place: driver.base }, chance, short);
}

/** Some minutes until the next task; in the middle of a long day at times a meal. */
function pauseAfter(done: number, count: number, chance: Stream): number {
  const meal = done === Math.floor(count / 2) && chance.chance(0.4);
  return (meal ? chance.int(30, 75) : chance.int(2, 24)) * MINUTE;
}

/** Whether a day is one of the working days of its week. */
function worksOn({ root, driver }: Beat, day: Day): boolean {
  const week = Math.floor((day - 4) / 7);
  const chance = stream(root, 'week', week);
  const days = daysIn(week, driver, { chance, root });
  if (days <= 0) return false;
  const ranks = Array.from(
    { length: 7 },
    (_, weekday) => chance.unit() + (eagerness[weekday] ?? 0),
  );
  const own = ranks[weekdayOf(day)] ?? 0;
  return ranks.filter((rank) => rank > own).length < days;
}

/** Most people drive when most people go out: from a Monday to a Sunday. */
const eagerness = [0, 0.05, 0.05, 0.15, 0.45, 0.5, 0.25];

function daysIn(
  week: number,
  driver: Driver,
  { chance, root }: { readonly chance: Stream; readonly root: Root },
): number {
  if (driver.steady) return driver.days_a_week;
  if (chance.chance(0.06)) return 0;
  // A season of thirteen weeks may be slack, or not worked at all.
  const season = stream(root, 'season', Math.floor(week / 13)).unit();
  if (season < 0.06) return 0;
  const usual = season < 0.25 ? Math.ceil(driver.days_a_week / 2) : driver.days_a_week;
  return Math.min(7, Math.max(1, usual + chance.int(-1, 1)));
}
