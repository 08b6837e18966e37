import { civilOf, type Day, dayFrom, weekdayOf } from './calendar.ts';

const SATURDAY = 5;
const SUNDAY = 6;

/** No bank moves money on a Saturday, a Sunday or a holiday of the Federal Reserve. */
export function isBankingDay(day: Day): boolean {
  return weekdayOf(day) < SATURDAY && !isBankHoliday(day);
}

/** The day itself, or the last banking day before it: when payroll that is due then is paid. */
export function bankingDayUntil(day: Day): Day {
  let moved = day;
  while (!isBankingDay(moved)) moved--;
  return moved;
}

/** The day itself, or the first banking day after it. */
export function bankingDayFrom(day: Day): Day {
  let moved = day;
  while (!isBankingDay(moved)) moved++;
  return moved;
}

/** Days off that employers pay for, where one falls on a working day. */
export function isCompanyHoliday(day: Day): boolean {
  const { year, month, date } = civilOf(day);
  if (month === 1) return date === 1;
  if (month === 5) return day === lastMonday(year, 5);
  if (month === 7) return date === 4;
  if (month === 9) return day === nthWeekday(year, 9, { weekday: 0, nth: 1 });
  if (month === 11) return day === nthWeekday(year, 11, { weekday: 3, nth: 4 });
  return month === 12 && date === 25;
}

/** A holiday on a Sunday is kept on the Monday; one on a Saturday is not moved. */
function isBankHoliday(day: Day): boolean {
  return isFederalHoliday(day) || (weekdayOf(day) === 0 && isFederalHoliday(day - 1));
}

/** Holidays by their own date, also on a weekend. */
function isFederalHoliday(day: Day): boolean {
  const { year, month, date } = civilOf(day);
  const monday = (nth: number) => day === nthWeekday(year, month, { weekday: 0, nth });
  if (month === 1) return date === 1 || monday(3);
  if (month === 2) return monday(3);
  if (month === 5) return day === lastMonday(year, 5);
  if (month === 6) return date === 19 && year >= 2021;
  if (month === 7) return date === 4;
  if (month === 9) return monday(1);
  if (month === 10) return monday(2);
  if (month === 11) return date === 11 || day === nthWeekday(year, 11, { weekday: 3, nth: 4 });
  return month === 12 && date === 25;
}

/** The nth such weekday of a month; weekdays from 0 for a Monday. */
function nthWeekday(
  year: number,
  month: number,
  { weekday, nth }: { readonly weekday: number; readonly nth: number },
): Day {
  const first = dayFrom(year, month, 1);
  return first + ((weekday - weekdayOf(first) + 7) % 7) + (nth - 1) * 7;
}

function lastMonday(year: number, month: number): Day {
  const last = dayFrom(year, month + 1, 1) - 1;
  return last - weekdayOf(last);
}

/** The nth Sunday of a month, by which clocks change. */
export function nthSunday(year: number, month: number, nth: number): Day {
  return nthWeekday(year, month, { weekday: SUNDAY, nth });
}
