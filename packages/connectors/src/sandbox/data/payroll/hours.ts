import { type Day, mondayOf, weekdayOf } from '../calendar.ts';
import { isCompanyHoliday } from '../holidays.ts';
import { stream } from '../streams.ts';
import type { Job } from './job.ts';

/** The hours of one day, in quarters of an hour. */
export interface DayHours {
  readonly regular: number;
  /** Beyond forty hours in a week from Monday to Sunday. */
  readonly overtime: number;
  readonly holiday: number;
  readonly leave: number;
  /** How many of those worked were at night. */
  readonly night: number;
  /** Cents. */
  readonly tips: number;
}

const none: DayHours = { regular: 0, overtime: 0, holiday: 0, leave: 0, night: 0, tips: 0 };

/** Quarters of an hour in forty hours. */
const FULL_WEEK = 160;

/** Looks up the hours of days, each week worked out once. */
export function hoursOf(job: Job): (day: Day) => DayHours {
  const weeks = new Map<Day, DayHours[]>();
  return (day) => {
    const monday = mondayOf(day);
    const week = weeks.get(monday) ?? weekFrom(job, monday);
    weeks.set(monday, week);
    return week[day - monday] ?? none;
  };
}

/** A week from its Monday. It depends on no other week. */
function weekFrom(job: Job, monday: Day): DayHours[] {
  const chance = stream(job.root, 'week', Math.floor(monday / 7));
  const isFull = job.type !== 'part-time';
  const onLeave = chance.chance(0.04);
  const isBusy = chance.chance(0.12);
  const extraDay = isFull && chance.chance(0.1) ? chance.int(0, 6) : -1;
  let sofar = 0;
  return [0, 1, 2, 3, 4, 5, 6].map((weekday): DayHours => {
    const day = monday + weekday;
    if (day < job.hired || (job.ended !== null && day > job.ended)) return none;
    const isScheduled = scheduled(job, day);
    if (isScheduled && job.employee && isFull) {
      if (isCompanyHoliday(day)) return { ...none, holiday: 32 };
      if (onLeave) return { ...none, leave: 32 };
    }
    if (onLeave || (!isScheduled && weekday !== extraDay)) return none;
    const worked = isScheduled ? workedOn(job, day, isBusy && isFull) : 24;
    const regular = Math.min(worked, Math.max(0, FULL_WEEK - sofar));
    sofar += worked;
    const overtime = job.employee ? worked - regular : 0;
    const paid = job.employee ? regular : worked;
    return { ...none, regular: paid, overtime, ...besides(job, day, worked) };
  });
}

/** Which days of the week somebody works: always the same ones. */
function scheduled(job: Job, day: Day): boolean {
  const weekday = weekdayOf(day);
  const isPart = job.type === 'part-time';
  if (!job.weekends) return weekday < (isPart ? 4 : 5);
  // Shops are open all week: two days are free, for those who work part of the week three or four.
  const first = stream(job.root, 'days off').int(0, 6);
  const free = isPart ? 3 + (first % 2) : 2;
  return (weekday - first + 7) % 7 >= free;
}

/** Quarters worked on a day that was planned; 0 when ill. */
function workedOn(job: Job, day: Day, isBusy: boolean): number {
  const chance = stream(job.root, 'day', day);
  return chance.chance(0.02) ? 0 : job.quarters + chance.near(-2, 2) + (isBusy ? 4 : 0);
}

function besides(job: Job, day: Day, worked: number): Pick<DayHours, 'night' | 'tips'> {
  if (!job.nights && !job.tips) return { night: 0, tips: 0 };
  const chance = stream(job.root, 'besides', day);
  return {
    night: chance.chance(0.3) && job.nights ? worked : 0,
    tips: job.tips ? worked * chance.int(50, 240) : 0,
  };
}

/** How many of the days of a period are working days of the office, and on how many the person had the job. */
export function workdaysIn(
  job: Job,
  { start, end }: { readonly start: Day; readonly end: Day },
): { all: number; own: number } {
  let all = 0;
  let own = 0;
  for (let day = start; day <= end; day++) {
    if (weekdayOf(day) > 4) continue;
    all++;
    if (day >= job.hired && (job.ended === null || day <= job.ended)) own++;
  }
  return { all, own };
}
