import { type PageRequest, type Scope, timestampOf, type User } from '@intarsia/domain';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountPages } from './account-pages.ts';
import { sqliteDialect } from './engines/sqlite.ts';
import { compile, type Statement } from './engines/statements.ts';
import { openDatabase, storeOn } from './store.ts';
import {
  engines,
  openWorld,
  silentLog,
  type TestStore,
  testAccount,
  testId,
  testUser,
} from './testing.ts';
import { userPages } from './users.ts';

/** Few moments for many rows, so that most rows share theirs with others. */
const moments = [0, 1, 1000, 999_999, 1_000_000].map((n) => timestampOf(1_650_637_600_000_000 + n));

describe.each(engines)('$name', ({ open }) => {
  let store: TestStore;
  let scope: Scope;
  let users: User[];

  beforeAll(async () => {
    store = await open();
    scope = await openWorld(store, 1);
    const elsewhere = await openWorld(store, 2);
    // Ids in another order than times, and the same rows in another environment.
    users = Array.from({ length: 97 }, (_, n) =>
      testUser(testId((n * 31) % 97), { created_at: moments[(n * 7) % moments.length] ?? '' }),
    );
    for (const user of users) {
      await store.write(async (tx) => {
        await tx.users.insert(scope, user);
        await tx.users.insert(elsewhere, user);
      });
    }
  });
  afterAll(() => store.cleanup());

  /** What a page must hold: the sorted rows behind the position, or behind the offset. */
  function expected(request: PageRequest): string[] {
    const key = (row: { created_at: string; id: string }) => `${row.created_at} ${row.id}`;
    const sorted = [...users].sort((a, b) => (key(a) < key(b) ? -1 : 1));
    if (request.order === 'desc') sorted.reverse();
    const { after } = request;
    const place = after && `${after.time} ${after.id}`;
    const behind =
      place === undefined
        ? sorted.slice(request.offset)
        : sorted.filter((row) => (request.order === 'asc' ? key(row) > place : key(row) < place));
    return behind.slice(0, request.limit + 1).map(({ id }) => id);
  }

  const request: fc.Arbitrary<PageRequest> = fc.record({
    limit: fc.integer({ min: 1, max: 120 }),
    offset: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 120 })),
    order: fc.constantFrom('asc', 'desc'),
    after: fc.option(
      fc.record({
        time: fc.constantFrom(...moments, '2000-01-01T00:00:00.000000Z'),
        id: fc.integer({ min: 0, max: 100 }).map(testId),
      }),
      { nil: undefined },
    ),
  });

  test('a page is that part of the sorted rows, whatever its order, place and offset', async () => {
    await fc.assert(
      fc.asyncProperty(request, async (asked) => {
        const page = await store.read.users.list(scope, asked);
        expect(page.map(({ id }) => id)).toEqual(expected(asked));
      }),
      { numRuns: 300 },
    );
  });

  test('a page of accounts is cut in the same way, for all users and for one', async () => {
    const [owner, other] = users;
    if (!owner || !other) throw new Error('There are users.');
    const made = await openWorld(store, 3);
    await store.write(async (tx) => {
      await tx.users.insert(made, owner);
      await tx.users.insert(made, other);
      for (const [n, { id, created_at }] of users.entries()) {
        const user = n % 3 === 0 ? other.id : owner.id;
        await tx.accounts.insert(made, testAccount(id, user, { created_at }), { login_hash: null });
      }
    });
    const mine = new Set(users.filter((_, n) => n % 3 !== 0).map(({ id }) => id));

    await fc.assert(
      fc.asyncProperty(request, async (asked) => {
        const all = await store.read.accounts.list(made, {}, asked);
        expect(all.map(({ id }) => id)).toEqual(expected(asked));
        const whole = { ...asked, limit: 1000, offset: 0 };
        const own = await store.read.accounts.list(made, { user: owner.id }, whole);
        expect(own.map(({ id }) => id)).toEqual(expected(whole).filter((id) => mine.has(id)));
      }),
      { numRuns: 60 },
    );
  });

  test.each(['asc', 'desc'] as const)(
    'pages in %s order, one after another, give every row once',
    async (order) => {
      const walked: string[] = [];
      let asked: PageRequest = { limit: 10, offset: 0, order };
      for (;;) {
        const rows = await store.read.users.list(scope, asked);
        const page = rows.slice(0, asked.limit);
        walked.push(...page.map(({ id }) => id));
        const last = page.at(-1);
        if (rows.length <= asked.limit || !last) break;
        asked = { ...asked, after: { time: last.created_at, id: last.id } };
      }

      expect(walked).toEqual(expected({ limit: 1000, offset: 0, order }));
    },
  );
});

const { pages, pagesOfUser, pagesOfStatus } = accountPages;
const lists = {
  users: userPages,
  accounts: pages,
  'accounts of a user': pagesOfUser,
  'accounts in a status': pagesOfStatus,
};

test.each(
  Object.entries(lists).flatMap(([list, { ascAfter, descAfter }]) => [
    [list, 'ascending', ascAfter] as const,
    [list, 'descending', descAfter] as const,
  ]),
)('a far page of %s, %s, is one range of an index', async (_list, _order, page) => {
  const place = await engines[0]?.place();
  if (!place) throw new Error('SQLite is one of the engines.');
  const open = await openDatabase({ url: place.url, log: silentLog });
  await storeOn(open, { log: silentLog }).migrate();
  // Safe: the values do not matter to a plan.
  const { sql } = compile(page as Statement<unknown, unknown>, {
    q: open.q,
    dialect: sqliteDialect,
  });

  const plan = await open.read.raw(`explain query plan ${sql.replaceAll('?', '1')}`);

  expect(plan.map(({ detail }) => detail)).toEqual([
    expect.stringMatching(/^SEARCH \w+ USING INDEX \w+ \(.*created_at,id\)[<>]\(\?,\?\)\)$/),
  ]);
  await open.close();
  await place.remove();
});
