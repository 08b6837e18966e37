import { DAY_SECONDS, type Day, dayFrom, mondayOf, monthsLater } from '../calendar.ts';
import type { Employer } from '../employers.ts';
import { bankingDayFrom } from '../holidays.ts';
import type { Frame } from '../key.ts';
import type { PaidAt } from '../money/switches.ts';
import { mergeNewest, type Reach } from '../range.ts';
import { localSecond, workdayOf } from '../zones.ts';
import { type Beat, workOn } from './days.ts';
import { type Extra, extrasOf } from './extras.ts';
import { totalOf, type Work } from './task.ts';

/** One payment of a platform: a week of work, or the tasks of a forced scan. */
export interface Settlement {
  readonly source_id: string;
  /** The day on which it was paid. */
  readonly day: Day;
  /** Unix seconds of the first and last moment that it is for. */
  readonly from: number;
  readonly to: number;
  readonly works: readonly Work[];
  /** Paid at once instead of with the week. */
  readonly instant: boolean;
  readonly paid: PaidAt;
}

/** The books of one driver, written only where somebody looks. */
export interface Ledger {
  readonly beat: Beat;
  readonly frame: Frame;
  readonly employer: Employer;
  /** The first day of the history. */
  readonly since: Day;
  /** Finished work that began within reach, newest first. */
  works(reach: Reach): Iterable<Work>;
  /** Payments whose date is within reach, newest first. */
  settlements(reach: Reach): Iterable<Settlement>;
  /** The start of the oldest work that was not finished, or not known, at an earlier time. */
  oldestNew(earlier: number): number;
}

/** Opens the books of a driver at the time of the frame. */
export function openLedger(frame: Frame, beat: Beat, employer: Employer): Ledger {
  const { since, now } = frame;
  const { stopped, hired } = beat.driver;
  // Who has stopped long ago keeps the last months before that.
  const kept = stopped === null ? since : Math.min(since, mondayOf(monthsLater(stopped, -30)));
  const first = Math.max(kept, mondayOf(hired));
  const days = new Map<Day, Work[]>();
  const on = (day: Day) => {
    const known = days.get(day) ?? workOn(beat, day);
    days.set(day, known);
    return known;
  };
  let drawn: readonly Extra[] | undefined;
  const extras = () => {
    drawn ??= extrasOf(beat, frame.forced, on);
    return drawn;
  };
  const books: Books = { beat, first, now, on, extras };
  return {
    beat,
    frame,
    employer,
    since: first,
    works: (reach) => worksIn(books, reach),
    settlements: (reach) =>
      mergeNewest(instantIn(books, reach), weeklyIn(books, reach), ({ day }) => day),
    oldestNew: (earlier) => oldestNew(extras(), earlier),
  };
}

/** No task takes longer, in seconds. */
const LONGEST_TASK = 6 * 3600;

function oldestNew(extras: readonly Extra[], earlier: number): number {
  const starts = extras
    // The second itself counts: of what came within it nobody can tell which came first.
    .filter(({ at }) => at >= earlier)
    .flatMap(({ works }) => works.map(({ task }) => task.start));
  return Math.min(earlier - LONGEST_TASK, ...starts);
}

interface Books {
  readonly beat: Beat;
  readonly first: Day;
  readonly now: number;
  readonly on: (day: Day) => readonly Work[];
  readonly extras: () => readonly Extra[];
}

function* worksIn(books: Books, reach: Reach): Generator<Work, void, undefined> {
  const { beat, now, on } = books;
  const { zone } = beat.city;
  const added = byDay(books.extras());
  const to = Math.min(now, reach.to);
  const last = Math.max(lastDay(books, to), ...added.keys());
  const oldest = Math.max(reach.from, localSecond(zone, books.first, 0));
  for (let day = last; localSecond(zone, day + 1, 5 * 3600) > oldest; day--) {
    const base = on(day);
    const extra = added.get(day);
    const all = extra ? [...base, ...extra].sort((a, b) => a.task.start - b.task.start) : base;
    for (let place = all.length - 1; place >= 0; place--) {
      const work = all[place];
      if (!work) continue;
      const { start, end } = work.task;
      if (end <= now && start <= to && start >= oldest) yield work;
    }
  }
}

function lastDay({ beat }: Books, to: number): Day {
  const day = workdayOf(beat.city.zone, to);
  return beat.driver.stopped === null ? day : Math.min(day, beat.driver.stopped);
}

function byDay(extras: readonly Extra[]): Map<Day, Work[]> {
  const days = new Map<Day, Work[]>();
  for (const work of extras.flatMap(({ works }) => works)) {
    const known = days.get(work.day);
    if (known) known.push(work);
    else days.set(work.day, [work]);
  }
  return days;
}

/** Weeks run from Monday 04:00 local time to the same a week later, and are paid on the Tuesday after. */
function* weeklyIn(books: Books, reach: Reach): Generator<Settlement, void, undefined> {
  const { beat, first, now, on } = books;
  const { zone } = beat.city;
  const to = Math.min(now, reach.to);
  for (let monday = mondayOf(lastDay(books, to)); monday >= first; monday -= 7) {
    const day = bankingDayFrom(monday + 8);
    if (day * DAY_SECONDS > to) continue;
    if (day * DAY_SECONDS < reach.from) return;
    const works = [0, 1, 2, 3, 4, 5, 6].flatMap((weekday) => on(monday + weekday));
    if (works.every(({ task }) => totalOf(task) === 0)) continue;
    const from = localSecond(zone, monday, 4 * 3600);
    const end = localSecond(zone, monday + 7, 4 * 3600) - 1;
    const paid = { second: day * DAY_SECONDS };
    yield { source_id: `week/${monday}`, day, from, to: end, works, instant: false, paid };
  }
}

/** What a forced scan added was paid out at once, so that no week that is paid or will be has to change. */
function* instantIn(books: Books, reach: Reach): Generator<Settlement, void, undefined> {
  const extras = books.extras();
  for (let place = extras.length - 1; place >= 0; place--) {
    const extra = extras[place];
    const [oldest] = extra?.works ?? [];
    const newest = extra?.works.at(-1);
    if (!extra || !oldest || !newest) continue;
    const day = Math.floor(extra.at / DAY_SECONDS);
    if (day * DAY_SECONDS > reach.to || day * DAY_SECONDS < reach.from) continue;
    yield {
      source_id: `instant/${extra.ordinal}`,
      day,
      from: oldest.task.start,
      to: newest.task.end,
      works: extra.works,
      instant: true,
      paid: { second: day * DAY_SECONDS, forced: extra.ordinal - 1 },
    };
  }
}

/** What was paid in a calendar year, in cents. */
export function paidIn(ledger: Ledger, year: number): number {
  const from = dayFrom(year, 1, 1) * DAY_SECONDS;
  const to = dayFrom(year + 1, 1, 1) * DAY_SECONDS - 1;
  let cents = 0;
  for (const { works } of ledger.settlements({ from, to })) {
    for (const { task } of works) cents += totalOf(task);
  }
  return cents;
}
