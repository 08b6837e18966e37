import type { EmploymentStatus, EmploymentType } from '@intarsia/domain';
import { proportion } from '@intarsia/domain';
import { type Day, monthsLater, yearOf } from '../calendar.ts';
import type { Employer } from '../employers.ts';
import { type Root, stream } from '../streams.ts';
import { nextPayday, type Schedule } from './periods.ts';

/** What is paid: cents an hour, cents a year, or cents for each pay period. */
export interface Pay {
  readonly basis: 'hourly' | 'annual' | 'period';
  readonly cents: number;
}

/** One job of a person from its first day to its last, with all that never changes about it. */
export interface Job {
  /** Its name within the login, part of source ids. */
  readonly id: string;
  readonly root: Root;
  readonly employer: Employer;
  readonly type: EmploymentType;
  readonly title: string;
  readonly hired: Day;
  readonly ended: Day | null;
  /** What the person is once the job has ended, and why it has. */
  readonly ending: { readonly status: EmploymentStatus; readonly reason: string | null };
  readonly schedule: Schedule;
  /** On the first day. */
  readonly pay: Pay;
  /** Pay goes up on each anniversary. */
  readonly raises: boolean;
  /** Raises of a scenario, in tenths of a percent. */
  readonly scripted_raises: readonly { readonly from: Day; readonly tenths: number }[];
  readonly nights: boolean;
  readonly tips: boolean;
  readonly commission: boolean;
  readonly weekends: boolean;
  /** Quarters of an hour in an ordinary day's work. */
  readonly quarters: number;
  /** Once a year on a day in this month, 0 for never. */
  readonly bonus_month: number;
  readonly paid_by: 'direct_deposit' | 'pay_card' | 'paper_check';
  /** Employees have taxes and benefits; contractors send invoices. */
  readonly employee: boolean;
  /** Listed even when it ended before the history began. */
  readonly kept: boolean;
}

/** As many anniversaries bring more: a clock may show any year, and amounts stay numbers that are exact. */
const MOST_RAISES = 100;

/** The pay that is in force on a day. */
export function payOn(job: Job, day: Day): number {
  const raises = job.scripted_raises.filter(({ from }) => from <= day);
  return raises.reduce((cents, { tenths }) => raised(job, cents, tenths), usualPayOn(job, day));
}

function usualPayOn(job: Job, day: Day): number {
  let { cents } = job.pay;
  if (!job.raises) return cents;
  for (let year = 1; year <= MOST_RAISES; year++) {
    if (monthsLater(job.hired, 12 * year) > day) break;
    // A half to five and a half percent, in tenths; one year in six none.
    const chance = stream(job.root, 'raise', year);
    const tenths = chance.chance(1 / 6) ? 0 : chance.near(5, 55);
    cents = raised(job, cents, tenths);
  }
  return cents;
}

/** Salaries are whole currency units, hourly rates whole cents. */
function raised({ pay }: Job, cents: number, tenths: number): number {
  const unit = pay.basis === 'annual' ? 100 : 1;
  return proportion(cents, 1000 + tenths, 1000 * unit) * unit;
}

/** The last day on which the person has the job, as far as can be seen from a day. */
export function endedBy(job: Job, today: Day): Day | null {
  return job.ended !== null && job.ended < today ? job.ended : null;
}

/**
 * The next day on which something that is told of a job may be different: it ends, pay goes up, or a payday
 * comes. Nothing that a scenario does is looked ahead at.
 */
export function nextTurn(job: Job, today: Day): Day {
  const { hired, ended, raises, schedule } = job;
  const payday = nextPayday(schedule, today);
  const isPaid = ended === null || payday.start <= ended;
  const turns = isPaid ? [payday.payday] : [];
  if (ended !== null && ended < today) return Math.min(...turns);
  if (ended !== null) turns.push(ended + 1);
  if (raises) turns.push(nextAnniversary(hired, today));
  return Math.min(...turns);
}

function nextAnniversary(hired: Day, today: Day): Day {
  for (let year = Math.max(1, yearOf(today) - yearOf(hired)); ; year++) {
    const day = monthsLater(hired, 12 * year);
    if (day > today) return day;
  }
}
