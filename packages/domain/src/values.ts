import { z } from 'zod';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** An id as v1 clients know it: 8-4-4-4-12 lower-case hex. Any version bits are accepted; new ones are UUIDv7. */
export const Id = z.string().regex(uuid, 'must be a UUID');
export type Id = z.infer<typeof Id>;

/** An id as callers may write it: some languages print capitals. Comes out as an `Id`. */
export const IdInput = z.string().toLowerCase().regex(uuid, 'must be a UUID');

/** A moment in UTC with six digits of a second, `2022-04-22T14:26:40.682437Z`. Text order is time order. */
export const Timestamp = z
  .string()
  .regex(
    /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3])(?::[0-5]\d){2}\.\d{6}Z$/,
    'must be a UTC timestamp with six digits',
  );
export type Timestamp = z.infer<typeof Timestamp>;

/** A moment in UTC at whole seconds, `2022-04-22T14:26:40Z`: the width of ranges and of event times. */
export const WholeSecond = z
  .string()
  .regex(
    /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3])(?::[0-5]\d){2}Z$/,
    'must be a UTC timestamp of whole seconds',
  );
export type WholeSecond = z.infer<typeof WholeSecond>;

/** A readable link item id such as `amazon_flex`. */
export const Slug = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, 'must be a slug');
export type Slug = z.infer<typeof Slug>;

/** A name that people read: 1 to 100 characters, none of them a control character or half of a pair. */
export const Name = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(100, 'must have at most 100 characters')
  .refine((text) => isWellFormed(text), 'must not contain control characters or lone surrogates');
export type Name = z.infer<typeof Name>;

/** True when every surrogate has its other half and no control character stands in the text. */
export function isWellFormed(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  return !/[\u0000-\u001f\u007f-\u009f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(
    text,
  );
}

/** The timestamp of a moment given in microseconds since 1970. */
export function timestampOf(microseconds: number): Timestamp {
  const milliseconds = Math.floor(microseconds / 1000);
  const rest = String(Math.floor(microseconds - milliseconds * 1000)).padStart(3, '0');
  return `${new Date(milliseconds).toISOString().slice(0, -1)}${rest}Z`;
}

/** Microseconds since 1970 of a timestamp of either width. */
export function microsecondsOf(time: Timestamp | WholeSecond): number {
  const fraction = time.length === 27 ? Number(time.slice(20, 26)) : 0;
  return Date.parse(`${time.slice(0, 19)}Z`) * 1000 + fraction;
}

/** Whole seconds since 1970, rounded down: the unit of token claims (RFC 7519 NumericDate). */
export function secondsOf(time: Timestamp | WholeSecond): number {
  return Math.floor(microsecondsOf(time) / 1_000_000);
}

/** The same moment without its fraction. */
export function wholeSecond(time: Timestamp): WholeSecond {
  return `${time.slice(0, 19)}Z`;
}

/** A timestamp moved by a number of milliseconds, backwards when negative. */
export function later(time: Timestamp, milliseconds: number): Timestamp {
  return timestampOf(microsecondsOf(time) + milliseconds * 1000);
}

/** Milliseconds in one second, minute, hour and day. */
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
