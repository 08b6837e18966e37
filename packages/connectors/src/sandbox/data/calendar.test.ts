import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  civilOf,
  dateText,
  dayFrom,
  dayIn,
  midnightText,
  mondayOf,
  monthEnd,
  monthsLater,
  secondsIn,
  secondText,
  weekdayOf,
} from './calendar.ts';
import { bankingDayFrom, bankingDayUntil, isBankingDay, isCompanyHoliday } from './holidays.ts';
import { localSecond, workdayOf, zones } from './zones.ts';

const days = fc.integer({ min: dayFrom(1900, 1, 1), max: dayFrom(2199, 12, 31) });

describe('days', () => {
  test('agree with the platform about every date of three centuries', () => {
    for (let day = dayFrom(1900, 1, 1); day <= dayFrom(2199, 12, 31); day++) {
      const date = new Date(day * 86_400_000);
      const { year, month, date: ofMonth } = civilOf(day);
      if (
        year !== date.getUTCFullYear() ||
        month !== date.getUTCMonth() + 1 ||
        ofMonth !== date.getUTCDate() ||
        dayFrom(year, month, ofMonth) !== day ||
        weekdayOf(day) !== (date.getUTCDay() + 6) % 7
      ) {
        expect.unreachable(`${day} is ${date.toISOString()}, not ${year}-${month}-${ofMonth}`);
      }
    }
  });

  test('and seconds are written as the platform writes them', () => {
    fc.assert(
      fc.property(days, fc.nat(86_399), (day, second) => {
        const text = secondText(day * 86_400 + second);
        expect(text).toBe(
          `${new Date((day * 86_400 + second) * 1000).toISOString().slice(0, 19)}Z`,
        );
        expect(secondsIn(text)).toBe(day * 86_400 + second);
        expect(dayIn(text)).toBe(day);
        expect(midnightText(day)).toBe(`${dateText(day)}T00:00:00Z`);
        expect(dayIn(dateText(day))).toBe(day);
      }),
    );
  });

  test('months run into other years and end on their last day', () => {
    expect(dateText(dayFrom(2025, 14, 1))).toBe('2026-02-01');
    expect(dateText(dayFrom(2026, 0, 1))).toBe('2025-12-01');
    expect(dateText(monthEnd(2024, 2))).toBe('2024-02-29');
    expect(dateText(monthsLater(dayIn('2026-03-31'), -1))).toBe('2026-02-28');
    expect(dateText(monthsLater(dayIn('2026-03-31'), -30))).toBe('2023-09-30');
    expect(dateText(mondayOf(dayIn('2026-03-01')))).toBe('2026-02-23');
  });
});

describe('banking days', () => {
  // As the Federal Reserve publishes them for 2026, and the ones that a weekend moves.
  test.each([
    '2026-01-01',
    '2026-01-19',
    '2026-02-16',
    '2026-05-25',
    '2026-06-19',
    '2026-09-07',
    '2026-10-12',
    '2026-11-11',
    '2026-11-26',
    '2026-12-25',
    '2023-01-02',
    '2021-07-05',
    '2026-03-07',
    '2026-03-08',
  ])('%s is none', (date) => {
    expect(isBankingDay(dayIn(date))).toBe(false);
  });

  test.each(['2026-07-03', '2020-06-19', '2026-12-24', '2026-11-27', '2026-01-02'])(
    '%s is one',
    (date) => {
      expect(isBankingDay(dayIn(date))).toBe(true);
    },
  );

  test('2026 has 251 of them', () => {
    const year = Array.from({ length: 365 }, (_, n) => dayFrom(2026, 1, 1) + n);
    expect(year.filter(isBankingDay)).toHaveLength(365 - 104 - 11 + 1);
  });

  test('what falls on another day moves to the nearest one before or after it', () => {
    expect(dateText(bankingDayUntil(dayIn('2026-05-25')))).toBe('2026-05-22');
    expect(dateText(bankingDayFrom(dayIn('2025-12-25')))).toBe('2025-12-26');
    expect(dateText(bankingDayUntil(dayIn('2026-03-06')))).toBe('2026-03-06');
  });

  test('employers pay for six of the holidays', () => {
    const year = Array.from({ length: 365 }, (_, n) => dayFrom(2026, 1, 1) + n);
    expect(year.filter(isCompanyHoliday).map(dateText)).toEqual([
      '2026-01-01',
      '2026-05-25',
      '2026-07-04',
      '2026-09-07',
      '2026-11-26',
      '2026-12-25',
    ]);
  });
});

describe('time zones', () => {
  test.each(Object.values(zones))('$name keeps the time that the platform knows', (zone) => {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone.name,
      dateStyle: 'short',
      timeStyle: 'medium',
      hourCycle: 'h23',
    });
    for (let day = dayFrom(2008, 1, 1); day < dayFrom(2040, 1, 1); day += 1) {
      const shown = format.format(localSecond(zone, day, 11 * 3600) * 1000);
      const { year, month, date } = civilOf(day);
      if (shown !== `${month}/${date}/${String(year).slice(2)}, 11:00:00`) {
        expect.unreachable(`${dateText(day)} 11:00 in ${zone.name} is shown as ${shown}`);
      }
    }
  });

  test('a night belongs to the day before, until five', () => {
    for (const zone of Object.values(zones)) {
      for (let day = dayFrom(2026, 1, 1); day < dayFrom(2027, 1, 1); day++) {
        const five = localSecond(zone, day, 5 * 3600);
        expect(workdayOf(zone, five)).toBe(day);
        expect(workdayOf(zone, five - 1)).toBe(day - 1);
        expect(workdayOf(zone, five + 18 * 3600)).toBe(day);
      }
    }
  });
});
