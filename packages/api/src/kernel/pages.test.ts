import type { ListInput, PageRequest } from '@intarsia/domain';
import { timestampOf } from '@intarsia/domain';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pageOf } from './pages.ts';

interface Row {
  id: string;
  created_at: string;
}

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** A list in memory, sorted and cut as a repository does it. */
function sourceOf(rows: readonly Row[]) {
  const key = (row: Row) => `${row.created_at} ${row.id}`;
  return {
    async list({ limit, offset, order, after }: PageRequest): Promise<Row[]> {
      const sorted = [...rows].sort((a, b) => (key(a) < key(b) ? -1 : 1));
      if (order === 'desc') sorted.reverse();
      const from = after && `${after.time} ${after.id}`;
      const rest = sorted.filter(
        (row) => from === undefined || (order === 'asc' ? key(row) > from : key(row) < from),
      );
      return rest.slice(offset, offset + limit + 1);
    },
    count: async () => rows.length,
  };
}

const worlds = fc.record({
  // Few different moments, so that many rows share one.
  moments: fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 30 }),
  limit: fc.integer({ min: 1, max: 7 }),
  ordering: fc.constantFrom<ListInput['ordering']>('created_at', '-created_at', undefined),
});

async function walk(rows: Row[], first: ListInput): Promise<{ seen: Row[]; back: Row[] }> {
  const source = sourceOf(rows);
  let page = await pageOf(first, source);
  const seen = [...page.results];
  while (page.next !== null) {
    page = await pageOf({ ...first, cursor: page.next }, source);
    seen.push(...page.results);
  }
  const back = [...page.results];
  while (page.previous !== null) {
    page = await pageOf({ ...first, cursor: page.previous }, source);
    back.unshift(...page.results);
  }
  return { seen, back };
}

test('following next visits every row once in order, and previous leads back the same way', async () => {
  await fc.assert(
    fc.asyncProperty(worlds, async ({ moments, limit, ordering }) => {
      const rows = moments.map((moment, n) => ({ id: uuid(n), created_at: timestampOf(moment) }));
      const sorted = [...rows].sort((a, b) =>
        a.created_at === b.created_at
          ? a.id < b.id
            ? -1
            : 1
          : a.created_at < b.created_at
            ? -1
            : 1,
      );
      const expected = ordering === 'created_at' ? sorted : sorted.reverse();

      const { seen, back } = await walk(rows, { limit, offset: 0, ordering });

      expect(seen).toEqual(expected);
      expect(back).toEqual(expected);
    }),
    { numRuns: 300 },
  );
});

test('an offset skips rows, and the pages after it go on by cursor', async () => {
  const rows = [0, 1, 2, 3, 4].map((n) => ({ id: uuid(n), created_at: timestampOf(n) }));
  const source = sourceOf(rows);

  const second = await pageOf({ limit: 2, offset: 2, ordering: undefined }, source);
  const third = await pageOf(
    { limit: 2, offset: 2, ordering: undefined, cursor: second.next ?? '' },
    source,
  );

  expect(second.results.map(({ id }) => id)).toEqual([uuid(2), uuid(1)]);
  expect(second.previous).not.toBeNull();
  expect(third.results.map(({ id }) => id)).toEqual([uuid(0)]);
  expect(third.next).toBeNull();
  expect(third.count).toBe(5);
});

test('the first page has nothing before it, and an empty list nothing around it', async () => {
  const rows = [{ id: uuid(1), created_at: timestampOf(1) }];

  const first = await pageOf({ limit: 10, offset: 0, ordering: undefined }, sourceOf(rows));
  const empty = await pageOf({ limit: 10, offset: 0, ordering: undefined }, sourceOf([]));

  expect(first).toMatchObject({ next: null, previous: null, count: 1 });
  expect(empty).toEqual({ results: [], next: null, previous: null, count: 0 });
});
