const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Clocks of browser and server may differ by this much without anything happening "in 3 s". */
const SKEW = 10 * SECOND;

const units = [
  { name: 'd', length: DAY, below: 30 * DAY },
  { name: 'h', length: HOUR, below: DAY },
  { name: 'min', length: MINUTE, below: HOUR },
  { name: 's', length: SECOND, below: MINUTE },
];

const dayParts = { day: 'numeric', month: 'short', year: 'numeric' } as const;
const minuteParts = { ...dayParts, hour: '2-digit', minute: '2-digit' } as const;
const secondParts = { ...minuteParts, second: '2-digit' } as const;

const date = new Intl.DateTimeFormat('en-GB', dayParts);
const full = new Intl.DateTimeFormat('en-GB', { ...secondParts, timeZoneName: 'short' });

/** How long ago a moment was, or how soon it comes: `just now`, `12 s ago`, `in 3 h`; a date beyond a month. */
export function relativeTime(timestamp: string, now: number): string {
  const at = Date.parse(timestamp);
  const age = now - at;
  const distance = Math.abs(age);
  if (distance >= 30 * DAY) return date.format(at);
  if (distance < 2 * SECOND || (age < 0 && distance < SKEW)) return 'just now';
  const unit = units.findLast(({ below }) => distance < below) ?? units[0];
  const amount = `${Math.floor(distance / (unit?.length ?? DAY))} ${unit?.name ?? 'd'}`;
  return age > 0 ? `${amount} ago` : `in ${amount}`;
}

/** A moment with its date, seconds and zone, as the reader's clock shows it. */
export function absoluteTime(timestamp: string): string {
  return full.format(Date.parse(timestamp));
}

const toTheMinute = new Intl.DateTimeFormat('en-GB', minuteParts);

/** A moment, given in milliseconds since 1970, to the minute as the reader's clock shows it. */
export function minuteTime(milliseconds: number): string {
  return toTheMinute.format(milliseconds);
}

/** The day of a moment in UTC, which is how ranges of events are cut. */
export function utcDay(timestamp: string): string {
  return utcDate.format(Date.parse(timestamp));
}

const utcDate = new Intl.DateTimeFormat('en-GB', { ...dayParts, timeZone: 'UTC' });

/** A span of seconds in the largest unit that divides it: `30 days`, `90 minutes`. */
export function duration(seconds: number): string {
  const known = [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ] as const;
  const [name, length] = known.find(([, size]) => seconds >= size && seconds % size === 0) ?? [
    'second',
    1,
  ];
  const amount = seconds / length;
  return `${amount} ${name}${amount === 1 ? '' : 's'}`;
}

/** A moment on the clock of the place where it happened, to the minute; UTC when the place is not known. */
export function timeThere(timestamp: string, zone: string | null): string {
  return format(timestamp, zone, minuteParts);
}

/** The time of day of a moment on the clock of the place where it happened. */
export function clockThere(timestamp: string, zone: string | null): string {
  return format(timestamp, zone, { hour: '2-digit', minute: '2-digit' });
}

function format(timestamp: string, zone: string | null, parts: Intl.DateTimeFormatOptions): string {
  const timeZone = zone ?? 'UTC';
  return new Intl.DateTimeFormat('en-GB', { ...parts, timeZone }).format(Date.parse(timestamp));
}

/** A span of seconds as somebody would say it: `38 s`, `42 min`, `8 h 5 min`. */
export function elapsed(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return [...(hours > 0 ? [`${hours} h`] : []), ...(rest > 0 ? [`${rest} min`] : [])].join(' ');
}

/** From one day to another, both in UTC; what they share is said once: `14 to 20 Nov 2026`. */
export function span(from: string | null, to: string | null): string {
  const [first, last] = [from, to].map((each) => each && utcDay(each));
  if (!first || !last || first === last) return first || last || '';
  const [day, month, year] = first.split(' ');
  const [, otherMonth, otherYear] = last.split(' ');
  if (year !== otherYear) return `${first} to ${last}`;
  return month === otherMonth ? `${day} to ${last}` : `${day} ${month} to ${last}`;
}

/** A moment in UTC to the second, as logs and APIs tell it: `22 Nov 2026, 09:00:00`. */
export function utcMoment(timestamp: string): string {
  return format(timestamp, 'UTC', secondParts);
}
