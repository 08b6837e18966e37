import { z } from 'zod';
import { IntarsiaError } from './errors.ts';
import { Id, type Timestamp, type WholeSecond } from './values.ts';

/** Items on a page when the caller does not say, and the most that are given. */
export const DEFAULT_LIMIT = 10;
export const MAX_LIMIT = 200;

const digits = /^[0-9]+$/;

/** A count as number or as digits of a query string; above `max` it is taken as `max`. */
export function wholeNumber(bounds: { min: number; max: number; says: string }) {
  const message = `must be a whole number of at least ${bounds.min}`;
  return z
    .union([z.number(), z.string()], message)
    .refine((n) => (typeof n === 'string' ? digits.test(n) : Number.isInteger(n)), message)
    .transform(Number)
    .refine((n) => n >= bounds.min, message)
    .transform((n) => Math.min(n, bounds.max))
    .meta({
      type: 'integer',
      minimum: bounds.min,
      description: bounds.says,
    });
}

/** What every list takes. A cursor carries its own order and wins over `offset` and `ordering`. */
export const ListInput = z.object({
  limit: wholeNumber({
    min: 1,
    max: MAX_LIMIT,
    says: `Items on a page. More than ${MAX_LIMIT} counts as ${MAX_LIMIT}.`,
  }).prefault(DEFAULT_LIMIT),
  offset: wholeNumber({
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    says: 'Items to skip. Prefer `next`, whose cost does not grow with depth.',
  }).prefault(0),
  cursor: z.string().optional().meta({ description: 'The cursor inside a `next` or `previous`.' }),
  /** Anything but these two is ignored, as old clients send orders that v1 did not know. */
  ordering: z
    .enum(['created_at', '-created_at'])
    .optional()
    .catch(undefined)
    .meta({ description: 'Oldest or newest first. Other orders are ignored.' }),
});
export type ListInput = z.infer<typeof ListInput>;

/** A place between two items of a list: after the item with this time and id. */
export interface Position {
  readonly time: Timestamp | WholeSecond;
  readonly id: Id;
}

/**
 * What a repository is asked for: items sorted by (time, id) in `order`, beginning behind `after`, else
 * behind `offset` items. It answers with up to `limit + 1` of them; the extra one tells that there are more.
 */
export interface PageRequest {
  readonly limit: number;
  readonly offset: number;
  readonly order: 'asc' | 'desc';
  readonly after?: Position | undefined;
}

/** One page. `next` and `previous` are cursors in process; the REST door makes them absolute URLs. */
export interface Page<T> {
  count: number;
  next: string | null;
  previous: string | null;
  results: T[];
}

/** The schema of a page of such items: the documented list envelope. */
export function page<Item extends z.ZodType>(item: Item) {
  return z.object({
    count: z.int().min(0),
    next: z.string().nullable(),
    previous: z.string().nullable(),
    results: z.array(item),
  });
}

/** What a cursor says: the list's order, which way to read, and from where. */
export interface Cursor extends Position {
  readonly order: 'asc' | 'desc';
  readonly direction: 'next' | 'previous';
}

const cursorForm =
  /^(asc|desc),(next|previous),(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{6})?Z),([0-9a-f-]{36})$/;

/** The opaque text of a cursor, safe in a URL. */
export function encodeCursor(cursor: Cursor): string {
  const text = [cursor.order, cursor.direction, cursor.time, cursor.id].join(',');
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Reads a cursor; throws `cursor_invalid` for any text that `encodeCursor` did not write. */
export function decodeCursor(text: string): Cursor {
  const [, order, direction, time, id] = cursorForm.exec(decoded(text)) ?? [];
  const isOrder = order === 'asc' || order === 'desc';
  const isDirection = direction === 'next' || direction === 'previous';
  if (isOrder && isDirection && time !== undefined && Id.safeParse(id).success && id) {
    const cursor = { order, direction, time, id } as const;
    if (encodeCursor(cursor) === text) return cursor;
  }
  throw new IntarsiaError('cursor_invalid', 'cursor: is not one of this API', {
    fields: { cursor: ['is not one of this API'] },
  });
}

function decoded(text: string): string {
  try {
    return atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  } catch {
    // Not base64, so not a cursor: the caller's form check refuses the empty text.
    return '';
  }
}
