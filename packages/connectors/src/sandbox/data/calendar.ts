/**
 * Days as whole numbers since 1 January 1970, and the arithmetic of the Gregorian calendar on them. Nothing
 * here knows of a local time or a locale.
 */
export type Day = number;

/** Seconds in a day. */
export const DAY_SECONDS = 86_400;

/** A day by the numbers people use; months count from 1. */
export interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly date: number;
}

/** The day of a date; months beyond 12 or below 1 run into other years. */
export function dayFrom(year: number, month: number, date: number): Day {
  const moved = year + Math.floor((month - 1) / 12);
  const within = ((((month - 1) % 12) + 12) % 12) + 1;
  const shifted = within <= 2 ? moved - 1 : moved;
  const era = Math.floor(shifted / 400);
  const ofEra = shifted - era * 400;
  const ofYear = Math.floor((153 * (within + (within > 2 ? -3 : 9)) + 2) / 5) + date - 1;
  const days = ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear;
  return era * 146_097 + days - 719_468;
}

/** The date of a day. */
export function civilOf(day: Day): CivilDate {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const ofEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) /
      365,
  );
  const ofYear =
    ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * ofYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    date: ofYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  };
}

/** The year of a day. */
export function yearOf(day: Day): number {
  return civilOf(day).year;
}

/** The last day of a month. */
export function monthEnd(year: number, month: number): Day {
  return dayFrom(year, month + 1, 1) - 1;
}

/** The day a number of months later, on the last of the month where that month is shorter. */
export function monthsLater(day: Day, months: number): Day {
  const { year, month, date } = civilOf(day);
  return Math.min(dayFrom(year, month + months, date), monthEnd(year, month + months));
}

/** 0 for a Monday to 6 for a Sunday. */
export function weekdayOf(day: Day): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** The Monday of the week of a day. */
export function mondayOf(day: Day): Day {
  return day - weekdayOf(day);
}

/** `2026-03-06`. */
export function dateText(day: Day): string {
  const { year, month, date } = civilOf(day);
  return `${String(year).padStart(4, '0')}-${pair(month)}-${pair(date)}`;
}

/** Midnight UTC of a day, `2026-03-06T00:00:00Z`. */
export function midnightText(day: Day): string {
  return `${dateText(day)}T00:00:00Z`;
}

/** A moment in Unix seconds as text, `2026-03-06T17:04:09Z`. */
export function secondText(seconds: number): string {
  const day = Math.floor(seconds / DAY_SECONDS);
  const rest = seconds - day * DAY_SECONDS;
  const hours = Math.floor(rest / 3600);
  const minutes = Math.floor((rest % 3600) / 60);
  return `${dateText(day)}T${pair(hours)}:${pair(minutes)}:${pair(rest % 60)}Z`;
}

/** Whole Unix seconds of a UTC time text of any width, or of a date, rounded down. */
export function secondsIn(text: string): number {
  const time = text.length === 10 ? `${text}T00:00:00Z` : `${text.slice(0, 19)}Z`;
  return Date.parse(time) / 1000;
}

/** The day, in UTC, of a time text or a date. */
export function dayIn(text: string): Day {
  return Math.floor(secondsIn(text) / DAY_SECONDS);
}

function pair(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
