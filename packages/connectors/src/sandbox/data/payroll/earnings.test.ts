import { describe, expect, test } from 'vitest';
import { type Day, dayFrom, mondayOf } from '../calendar.ts';
import { employerOf } from '../employers.ts';
import { frameOf } from '../key.ts';
import { keyOf, NOW } from '../testing.ts';
import { earningsIn } from './earnings.ts';
import { jobIn } from './hiring.ts';
import { type DayHours, hoursOf } from './hours.ts';
import type { Job } from './job.ts';
import { periodIndexOf, periodOf } from './periods.ts';
import type { Role } from './roles.ts';

const employer = employerOf('walmart', 'Walmart');
const clerk: Role = { title: 'Clerk', basis: 'hourly', pay: [2000, 2000], hours: 'full-time' };
const planner: Role = { ...clerk, basis: 'salary', pay: [60_000, 60_000] };
const monthly = { cycle: 'monthly', phase: 0, arrears: false } as const;

/** A job from a Wednesday in 2024 to a Tuesday in 2025. */
function jobOf(login: string, role: Role, more: Partial<Job> = {}): Job {
  const days = { hired: dayFrom(2024, 5, 15), ended: dayFrom(2025, 9, 9) };
  const ending = { status: 'terminated', reason: 'Resignation' } as const;
  const spell = { id: '1', ...days, ending, kept: false };
  return { ...jobIn(frameOf(keyOf('walmart', login), NOW), spell, { employer, role }), ...more };
}

const jobs = Array.from({ length: 60 }, (_, n) => jobOf(`gen_${n}`, clerk));

function weeksOf(job: Job): DayHours[][] {
  const on = hoursOf(job);
  const mondays: Day[] = [];
  for (let day = mondayOf(job.hired); day <= (job.ended ?? 0); day += 7) mondays.push(day);
  return mondays.map((monday) => [0, 1, 2, 3, 4, 5, 6].map((weekday) => on(monday + weekday)));
}

describe('hours', () => {
  const weeks = jobs.flatMap(weeksOf);
  const sum = (week: DayHours[], of: keyof DayHours) => week.reduce((all, day) => all + day[of], 0);

  test('are overtime beyond forty in a week, and only then', () => {
    for (const week of weeks) {
      expect(sum(week, 'regular')).toBeLessThanOrEqual(160);
      if (sum(week, 'overtime') > 0) expect(sum(week, 'regular')).toBe(160);
    }
    expect(weeks.filter((week) => sum(week, 'overtime') > 0).length).toBeGreaterThan(
      weeks.length / 20,
    );
    expect(weeks.filter((week) => sum(week, 'overtime') > 0).length).toBeLessThan(weeks.length / 2);
  });

  test('are none before the first day and after the last', () => {
    for (const job of jobs) {
      const on = hoursOf(job);
      for (let day = job.hired - 30; day < job.hired; day++) expect(on(day).regular).toBe(0);
      for (let day = (job.ended ?? 0) + 1; day < (job.ended ?? 0) + 30; day++) {
        expect(on(day).regular).toBe(0);
      }
    }
  });

  test('of a holiday or a leave are paid without work', () => {
    const days = weeks.flat();
    const off = days.filter(({ holiday, leave }) => holiday + leave > 0);

    expect(off.length).toBeGreaterThan(300);
    for (const { holiday, leave, regular } of off)
      expect([holiday + leave, regular]).toEqual([32, 0]);
    expect(jobs.map(hoursOf).every((on) => on(dayFrom(2024, 12, 25)).holiday === 32)).toBe(true);
  });
});

describe('earnings', () => {
  const in2024 = (job: Job, month: number) => {
    const period = periodOf(job.schedule, periodIndexOf(job.schedule, dayFrom(2024, month, 10)));
    return earningsIn(job, period, hoursOf(job));
  };

  test('of a salary are the same every month, but for the first and the last', () => {
    const pay = { basis: 'period', cents: 500_000 } as const;
    const fixed = { schedule: monthly, pay, raises: false, bonus_month: 0 };
    const job = jobOf('gen_1', planner, fixed);
    const base = (month: number) => in2024(job, month)[0]?.cents;

    // From Wednesday, 15 May: 13 of 23 working days. To Tuesday, 9 September 2025: 7 of 22.
    expect([base(4), base(5), base(6), base(12)]).toEqual([undefined, 282_609, 500_000, 500_000]);
    expect([base(20), base(21), base(22)]).toEqual([500_000, 159_091, undefined]);
  });

  test('of a bonus come once a year, after half a year', () => {
    const named = (month: number, bonus_month: number) =>
      in2024(jobOf('gen_2', planner, { schedule: monthly, bonus_month }), month)
        .filter(({ type }) => type === 'bonus')
        .map(({ name }) => name);

    expect([named(11, 12), named(12, 12), named(13, 12)]).toEqual([[], ['Holiday Bonus'], []]);
    expect([named(7, 7), named(19, 7)]).toEqual([[], ['Annual Bonus']]);
  });

  test('of overtime are paid half as much again', () => {
    const lines = jobs.flatMap((job) => in2024({ ...job, nights: false, tips: false }, 8));
    const rates = new Map(lines.map(({ name, rate }) => [name, rate]));

    expect(rates.get('Regular')).toBe(200_000);
    expect(rates.get('Overtime')).toBe(300_000);
  });

  test('rise from year to year, and never fall', () => {
    for (const job of jobs) {
      const on = (year: number) => {
        const period = periodOf(job.schedule, periodIndexOf(job.schedule, dayFrom(year, 7, 20)));
        return earningsIn(job, period, hoursOf(job)).find(({ name }) => name === 'Regular')?.rate;
      };
      expect(on(2025) ?? Number.NaN).toBeGreaterThanOrEqual(on(2024) ?? 0);
    }
  });
});
