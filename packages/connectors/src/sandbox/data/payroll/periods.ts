import { civilOf, type Day, dayFrom, monthEnd } from '../calendar.ts';
import { bankingDayUntil } from '../holidays.ts';

/** How often an employer pays. */
export type PayCycle = 'weekly' | 'biweekly' | 'semimonthly' | 'monthly';

/** A cycle, and what else decides its days. */
export interface Schedule {
  readonly cycle: PayCycle;
  /** Which of two weeks a biweekly period begins with: 0 or 1. */
  readonly phase: number;
  /** Months are paid on the tenth of the next one instead of on their last day. */
  readonly arrears: boolean;
}

/** One pay period, by its number since 1970. */
export interface Period {
  readonly index: number;
  readonly start: Day;
  readonly end: Day;
  /** The day of payment: moved to the banking day before when it falls on a weekend or a holiday. */
  readonly payday: Day;
}

/** Periods in a year, by which yearly amounts are divided. */
export const periodsAYear = { weekly: 52, biweekly: 26, semimonthly: 24, monthly: 12 } as const;

/** The first Monday of 1970 is day 4. */
const FIRST_MONDAY = 4;
/** No period begins so many days before its payday; the longest time is that of a month in arrears. */
const LONGEST = 45;

/** The period of that number. */
export function periodOf(schedule: Schedule, index: number): Period {
  if (schedule.cycle === 'weekly') return weeks(index, FIRST_MONDAY + 7 * index, 7);
  if (schedule.cycle === 'biweekly') {
    return weeks(index, FIRST_MONDAY + 14 * index + 7 * schedule.phase, 14);
  }
  return schedule.cycle === 'semimonthly' ? halfMonth(index) : month(index, schedule.arrears);
}

/** The number of the period that a day belongs to. */
export function periodIndexOf({ cycle, phase }: Schedule, day: Day): number {
  if (cycle === 'weekly') return Math.floor((day - FIRST_MONDAY) / 7);
  if (cycle === 'biweekly') return Math.floor((day - FIRST_MONDAY - 7 * phase) / 14);
  const { year, month: number, date } = civilOf(day);
  const months = year * 12 + number - 1;
  return cycle === 'monthly' ? months : months * 2 + (date > 15 ? 1 : 0);
}

/** The periods that are paid in a calendar year, the oldest first. */
export function periodsPaidIn(schedule: Schedule, year: number): Period[] {
  const first = dayFrom(year, 1, 1);
  const last = dayFrom(year, 12, 31);
  const periods: Period[] = [];
  for (let index = periodIndexOf(schedule, first - LONGEST); ; index++) {
    const period = periodOf(schedule, index);
    if (period.payday > last) return periods;
    if (period.payday >= first) periods.push(period);
  }
}

/** The first payday after a day. */
export function nextPayday(schedule: Schedule, today: Day): Period {
  for (let index = periodIndexOf(schedule, today - LONGEST); ; index++) {
    const period = periodOf(schedule, index);
    if (period.payday > today) return period;
  }
}

/** Whole weeks are paid on the Friday after. */
function weeks(index: number, start: Day, length: number): Period {
  const end = start + length - 1;
  return { index, start, end, payday: bankingDayUntil(end + 5) };
}

/** Half months are paid five days later, on the 20th and the 5th. */
function halfMonth(index: number): Period {
  const months = Math.floor(index / 2);
  const [year, number] = [Math.floor(months / 12), (months % 12) + 1];
  if (index % 2 === 0) {
    const payday = bankingDayUntil(dayFrom(year, number, 20));
    return { index, start: dayFrom(year, number, 1), end: dayFrom(year, number, 15), payday };
  }
  const payday = bankingDayUntil(dayFrom(year, number + 1, 5));
  return { index, start: dayFrom(year, number, 16), end: monthEnd(year, number), payday };
}

function month(index: number, arrears: boolean): Period {
  const [year, number] = [Math.floor(index / 12), (index % 12) + 1];
  const end = monthEnd(year, number);
  const due = arrears ? dayFrom(year, number + 1, 10) : end;
  return { index, start: dayFrom(year, number, 1), end, payday: bankingDayUntil(due) };
}
