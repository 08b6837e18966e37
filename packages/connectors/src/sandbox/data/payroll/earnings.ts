import { type EarningType, payOf, proportion } from '@intarsia/domain';
import { type Day, dayFrom, yearOf } from '../calendar.ts';
import { type Stream, stream } from '../streams.ts';
import { type DayHours, workdaysIn } from './hours.ts';
import { type Job, payOn } from './job.ts';
import { type Period, periodsAYear } from './periods.ts';

/** One line of earnings: rate and hours in ten-thousandths, the amount in cents. */
export interface Earning {
  readonly name: string;
  readonly type: EarningType;
  readonly rate: number | null;
  readonly hours: number | null;
  readonly cents: number;
}

/** A quarter of an hour in ten-thousandths of an hour. */
const QUARTER = 2500;
/** What an hour at night brings beside the ordinary pay, in ten-thousandths. */
const NIGHT_RATE = 12_500;

/** What somebody earned in a period, those lines left out that are nothing. */
export function earningsIn(job: Job, period: Period, hoursOn: (day: Day) => DayHours): Earning[] {
  const base =
    job.pay.basis === 'hourly' ? hourlyEarnings(job, period, hoursOn) : salaryIn(job, period);
  const earned = base.reduce((sum, { cents }) => sum + cents, 0);
  const all = [...base, ...commissionIn(job, period, earned), ...bonusIn(job, period)];
  return all.filter(({ cents }) => cents !== 0);
}

function hourlyEarnings(job: Job, period: Period, hoursOn: (day: Day) => DayHours): Earning[] {
  const sum = { regular: 0, overtime: 0, holiday: 0, leave: 0, night: 0, tips: 0 };
  for (let day = period.start; day <= period.end; day++) {
    const hours = hoursOn(day);
    sum.regular += hours.regular;
    sum.overtime += hours.overtime;
    sum.holiday += hours.holiday;
    sum.leave += hours.leave;
    sum.night += hours.night;
    sum.tips += hours.tips;
  }
  const rate = payOn(job, Math.max(period.start, job.hired)) * 100;
  if (!job.employee) return [line('Consulting Fees', 'base', rate, sum.regular)];
  return [
    line('Regular', 'base', rate, sum.regular),
    line('Overtime', 'overtime', proportion(rate, 3, 2), sum.overtime),
    line('Holiday', 'other', rate, sum.holiday),
    line('Paid Time Off', 'other', rate, sum.leave),
    line('Night Differential', 'other', NIGHT_RATE, sum.night),
    { name: 'Tips', type: 'other', rate: null, hours: null, cents: sum.tips },
  ];
}

/** Night hours are counted once, as the hours that they are beside. */
export function isCounted({ name }: Earning): boolean {
  return name !== 'Night Differential';
}

function line(name: string, type: EarningType, rate: number, quarters: number): Earning {
  const hours = quarters * QUARTER;
  return { name, type, rate, hours, cents: payOf(rate, hours) };
}

/** A salary is the same in each period, but for the days before the job and after it. */
function salaryIn(job: Job, period: Period): Earning[] {
  const pay = payOn(job, Math.max(period.start, job.hired));
  const whole =
    job.pay.basis === 'annual' ? proportion(pay, 1, periodsAYear[job.schedule.cycle]) : pay;
  const { all, own } = workdaysIn(job, period);
  const cents = proportion(whole, own, all);
  return [{ name: 'Salary', type: 'base', rate: null, hours: own * 8 * 10_000, cents }];
}

function commissionIn(job: Job, { index }: Period, earned: number): Earning[] {
  if (!job.commission) return [];
  const chance = stream(job.root, 'commission', index);
  const cents = chance.chance(0.6) ? proportion(earned, chance.int(30, 180), 1000) : 0;
  return [{ name: 'Commission', type: 'commission', rate: null, hours: null, cents }];
}

/** With the period of the tenth of its month, to those who have been there for half a year. */
function bonusIn(job: Job, { start, end }: Period): Earning[] {
  if (job.bonus_month === 0) return [];
  const year = yearOf(end);
  const day = dayFrom(year, job.bonus_month, 10);
  const isEmployed = day >= job.hired + 182 && (job.ended === null || day <= job.ended);
  if (day < start || day > end || !isEmployed) return [];
  const cents = bonusOf(job, day, stream(job.root, 'bonus', year));
  const name = job.bonus_month === 12 ? 'Holiday Bonus' : 'Annual Bonus';
  return [{ name, type: 'bonus', rate: null, hours: null, cents }];
}

function bonusOf(job: Job, day: Day, chance: Stream): number {
  if (job.pay.basis === 'hourly') return chance.int(10, 50) * 1000;
  return proportion(payOn(job, day), chance.int(20, 90), 1000);
}
