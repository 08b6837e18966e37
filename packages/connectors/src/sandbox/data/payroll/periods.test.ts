import { describe, expect, test } from 'vitest';
import { dateText, dayFrom, dayIn } from '../calendar.ts';
import { isBankingDay } from '../holidays.ts';
import { type PayCycle, periodIndexOf, periodOf, periodsAYear, periodsPaidIn } from './periods.ts';

const cycles: PayCycle[] = ['weekly', 'biweekly', 'semimonthly', 'monthly'];
const schedules = cycles.flatMap((cycle) => [
  { cycle, phase: 0, arrears: false },
  { cycle, phase: 1, arrears: true },
]);

describe.each(schedules)('$cycle periods, phase $phase, arrears $arrears', (schedule) => {
  test('follow one another without a gap, and know their days', () => {
    const first = periodIndexOf(schedule, dayFrom(2015, 1, 1));
    for (let index = first; index < first + 400; index++) {
      const period = periodOf(schedule, index);
      expect(period.end + 1).toBe(periodOf(schedule, index + 1).start);
      expect(periodIndexOf(schedule, period.start)).toBe(index);
      expect(periodIndexOf(schedule, period.end)).toBe(index);
    }
  });

  test('are paid on a banking day, at most twelve days late', () => {
    for (let year = 2015; year < 2040; year++) {
      for (const { end, payday } of periodsPaidIn(schedule, year)) {
        expect(isBankingDay(payday)).toBe(true);
        expect(payday).toBeGreaterThanOrEqual(end - 4);
        expect(payday).toBeLessThanOrEqual(end + 12);
      }
    }
  });

  test('belong to the year of their payday, each to one', () => {
    const usual = periodsAYear[schedule.cycle];
    const all = Array.from({ length: 20 }, (_, n) => periodsPaidIn(schedule, 2015 + n));
    for (const periods of all) {
      expect(periods.length).toBeGreaterThanOrEqual(usual - 1);
      expect(periods.length).toBeLessThanOrEqual(usual + 1);
    }
    const numbers = all.flat().map(({ index }) => index);
    expect(numbers).toEqual(numbers.map((_, place) => (numbers[0] ?? 0) + place));
  });
});

test.each([
  ['weekly', '2026-02-25', '2026-02-23', '2026-03-01', '2026-03-06'],
  ['biweekly', '2026-02-25', '2026-02-23', '2026-03-08', '2026-03-13'],
  ['semimonthly', '2026-02-25', '2026-02-16', '2026-02-28', '2026-03-05'],
  // The fifth is a Sunday: paid on the Friday before. Banks are open on it, as the fourth is a Saturday.
  ['semimonthly', '2026-06-20', '2026-06-16', '2026-06-30', '2026-07-03'],
  ['semimonthly', '2026-05-15', '2026-05-01', '2026-05-15', '2026-05-20'],
  ['monthly', '2026-05-20', '2026-05-01', '2026-05-31', '2026-05-29'],
  ['monthly', '2026-12-02', '2026-12-01', '2026-12-31', '2026-12-31'],
] as const)('the %s period of %s is %s to %s, paid on %s', (cycle, day, start, end, payday) => {
  const schedule = { cycle, phase: 1, arrears: false };
  const period = periodOf(schedule, periodIndexOf(schedule, dayIn(day)));

  expect([period.start, period.end, period.payday].map(dateText)).toEqual([start, end, payday]);
});
