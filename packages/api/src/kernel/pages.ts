import {
  decodeCursor,
  encodeCursor,
  type ListInput,
  type Page,
  type PageRequest,
  type Timestamp,
  type WholeSecond,
} from '@intarsia/domain';

/** Where the rows of a page come from. */
interface PageSource<T> {
  list(request: PageRequest): Promise<T[]>;
  count(): Promise<number>;
  /** What the rows sort by; their creation when not said. */
  timeOf?(row: T): Timestamp | WholeSecond;
}

/**
 * One page of a list whose rows sort by a time and an id. Reads one row more than asked for, to know
 * whether another page follows.
 */
export async function pageOf<T extends { id: string; created_at: string }>(
  input: ListInput,
  source: PageSource<T>,
): Promise<Page<T>> {
  const cursor = input.cursor === undefined ? undefined : decodeCursor(input.cursor);
  const order = cursor?.order ?? (input.ordering === 'created_at' ? 'asc' : 'desc');
  const backwards = cursor?.direction === 'previous';
  const rows = await source.list({
    limit: input.limit,
    offset: cursor ? 0 : input.offset,
    order: backwards ? opposite(order) : order,
    ...(cursor ? { after: { time: cursor.time, id: cursor.id } } : {}),
  });
  const more = rows.length > input.limit;
  const results = rows.slice(0, input.limit);
  if (backwards) results.reverse();
  const has = backwards
    ? { previous: more, next: true }
    : { previous: cursor !== undefined || input.offset > 0, next: more };
  const [first, last] = [results[0], results.at(-1)];
  const timeOf = (row: T) => source.timeOf?.(row) ?? row.created_at;
  const cursorAt = (direction: 'next' | 'previous', row: T | undefined) =>
    row ? encodeCursor({ order, direction, time: timeOf(row), id: row.id }) : null;
  return {
    results,
    next: has.next ? cursorAt('next', last) : null,
    previous: has.previous ? cursorAt('previous', first) : null,
    count: await source.count(),
  };
}

function opposite(order: 'asc' | 'desc'): 'asc' | 'desc' {
  return order === 'asc' ? 'desc' : 'asc';
}
