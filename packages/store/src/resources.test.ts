import {
  type ResourceKind,
  resourceKinds,
  type Scope,
  timestampOf,
  wholeSecond,
} from '@intarsia/domain';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OpenEngine } from './engines/engine.ts';
import { sqliteDialect } from './engines/sqlite.ts';
import { compile, type Statement } from './engines/statements.ts';
import { type ResourcePageRequest, rangeCounts, resourcePages } from './resource-pages.ts';
import type { ResourceFilter, StoredResource } from './resources.ts';
import { openDatabase, storeOn } from './store.ts';
import {
  engines,
  openWorld,
  silentLog,
  type TestStore,
  testAccount,
  testId,
  testResource,
  testUser,
} from './testing.ts';

/** Few moments for many rows, so that most rows share theirs with others. */
const moments = [0, 1, 2, 3, 4].map((n) => timestampOf((1_650_000_000 + n * 1000) * 1_000_000));
const seconds = moments.map(wholeSecond);
const [ANN, BOB] = [testId(0xa1), testId(0xb1)];
/** Whose accounts these are. */
const owners: Record<string, string> = {
  [testId(0xa2)]: ANN,
  [testId(0xa3)]: ANN,
  [testId(0xb2)]: BOB,
};
const accounts = Object.keys(owners);
const kinds = ['activities', 'vehicles'] as const;

/** Rows in another order by date than by creation, and by neither in that of their ids. */
function rowsOf(kind: ResourceKind, account: string): ReturnType<typeof testResource>[] {
  const place = accounts.indexOf(account);
  return Array.from({ length: 31 }, (_, n) => {
    const created_at = moments[(n * 7 + place) % moments.length] ?? '';
    const own = seconds[(n * 3 + place) % seconds.length] ?? '';
    const date = resourceKinds[kind].nature === 'event' ? own : created_at;
    return testResource(testId(place * 100 + ((n * 13) % 31)), { date, created_at, body: { n } });
  });
}

describe.each(engines)('$name', ({ open }) => {
  let store: TestStore;
  let scope: Scope;
  beforeAll(async () => {
    store = await open();
    scope = await openWorld(store, 1);
    // The same rows in another environment, which no list here may show.
    for (const one of [scope, await openWorld(store, 2)]) {
      await store.write(async (tx) => {
        for (const user of [ANN, BOB]) await tx.users.insert(one, testUser(user));
        for (const [account, user] of Object.entries(owners)) {
          await tx.accounts.insert(one, testAccount(account, user), { login_hash: null });
          for (const kind of kinds) {
            await tx.resources.insert(one, { kind, account, user }, rowsOf(kind, account));
          }
        }
      });
    }
  });
  afterAll(() => store.cleanup());

  test.each(kinds)(
    'an account is no user: %s are found and counted by neither as the other',
    async (kind) => {
      const [account = ''] = accounts;
      for (const filter of [
        { kind, user: account },
        { kind, account: ANN },
      ]) {
        const request = { limit: 10, offset: 0, order: 'desc' } as const;
        const { resources } = store.read;

        expect(await resources.list(scope, filter, request)).toEqual([]);
        expect(await resources.count(scope, filter)).toBe(0);
      }
    },
  );

  interface Asked {
    readonly filter: ResourceFilter;
    readonly request: ResourcePageRequest;
    /** Whose token asks, if one does. */
    readonly bearer: string | undefined;
  }

  /** All that a filter leaves to a caller, unsorted. */
  function chosen({ filter, bearer }: Pick<Asked, 'filter' | 'bearer'>) {
    return accounts
      .filter((account) => filter.account === undefined || account === filter.account)
      .filter((account) => filter.user === undefined || owners[account] === filter.user)
      .filter((account) => bearer === undefined || owners[account] === bearer)
      .flatMap((account) => rowsOf(filter.kind, account))
      .filter(({ date }) => date >= (filter.from ?? '') && date <= (filter.to ?? '~'));
  }

  function expected({ filter, request, bearer }: Asked): string[] {
    const { by = 'date', order, after, limit, offset } = request;
    const key = (row: { date: string; created_at: string; id: string }) => `${row[by]} ${row.id}`;
    const sorted = chosen({ filter, bearer }).sort((a, b) => (key(a) < key(b) ? -1 : 1));
    if (order === 'desc') sorted.reverse();
    const place = after && `${after.time} ${after.id}`;
    const behind =
      place === undefined
        ? sorted.slice(offset)
        : sorted.filter((row) => (order === 'asc' ? key(row) > place : key(row) < place));
    return behind.slice(0, limit + 1).map(({ id }) => id);
  }

  const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
  const asked: fc.Arbitrary<Asked> = fc
    .record({
      kind: fc.constantFrom(...kinds),
      account: maybe(fc.constantFrom(...accounts, testId(0xff))),
      user: maybe(fc.constantFrom(ANN, BOB, testId(0xfe))),
      bearer: maybe(fc.constantFrom(ANN, BOB)),
      from: maybe(fc.constantFrom(...seconds)),
      to: maybe(fc.constantFrom(...seconds)),
      by: maybe(fc.constantFrom('date' as const, 'created_at' as const)),
      limit: fc.integer({ min: 1, max: 40 }),
      offset: fc.oneof(fc.constant(0), fc.nat(60)),
      order: fc.constantFrom('asc' as const, 'desc' as const),
      place: maybe(fc.tuple(fc.nat(moments.length - 1), fc.nat(300))),
    })
    .map(({ kind, account, user, bearer, from, to, by, limit, offset, order, place }) => {
      const times = by === 'created_at' || kind === 'vehicles' ? moments : seconds;
      const after = place && { time: times[place[0]] ?? '', id: testId(place[1]) };
      const dates = kind === 'vehicles' ? {} : { from, to };
      return {
        filter: { kind, account, user, ...dates },
        request: { limit, offset, order, by, after },
        bearer,
      };
    });

  const scopeOf = (bearer: string | undefined): Scope =>
    bearer === undefined ? scope : { ...scope, user_id: bearer };

  test('a page is that part of the sorted rows, whatever is asked for', async () => {
    await fc.assert(
      fc.asyncProperty(asked, async (one) => {
        const { filter, request, bearer } = one;
        const page = await store.read.resources.list(scopeOf(bearer), filter, request);
        expect(page.map(({ id }) => id)).toEqual(expected(one));
      }),
      { numRuns: 400 },
    );
  });

  test('a count is the number of rows that a filter leaves', async () => {
    await fc.assert(
      fc.asyncProperty(asked, async ({ filter, bearer }) => {
        const count = await store.read.resources.count(scopeOf(bearer), filter);
        expect(count).toBe(chosen({ filter, bearer }).length);
      }),
      { numRuns: 200 },
    );
  });

  test.each([
    ['date', 'asc'],
    ['date', 'desc'],
    ['created_at', 'asc'],
    ['created_at', 'desc'],
  ] as const)('pages by %s %s, one after another, give every row once', async (by, order) => {
    for (const account of [undefined, accounts[0]]) {
      const filter = { kind: 'activities' as const, account };
      const walked: string[] = [];
      let last: StoredResource | undefined;
      do {
        const after = last && { time: last[by], id: last.id };
        const request = { limit: 7, offset: 0, order, by, after };
        const rows = await store.read.resources.list(scope, filter, request);
        walked.push(...rows.slice(0, 7).map(({ id }) => id));
        last = rows.length > 7 ? rows[6] : undefined;
      } while (last);

      const request = { limit: 1000, offset: 0, order, by };
      expect(walked).toEqual(expected({ filter, request, bearer: undefined }));
    }
  });

  test('one row is found by its kind and id, by those who may see it', async () => {
    const { resources } = store.read;
    const [account = ''] = accounts;
    const [row] = rowsOf('vehicles', account);
    const key = { kind: 'vehicles' as const, id: row?.id ?? '' };

    expect(await resources.find(scope, key)).toMatchObject({ id: key.id, account, body: { n: 0 } });
    expect(await resources.find({ ...scope, user_id: ANN }, key)).toBeDefined();
    expect(await resources.find({ ...scope, user_id: BOB }, key)).toBeUndefined();
    expect(await resources.find(scope, { ...key, kind: 'profiles' })).toBeUndefined();
    expect(await resources.find(scope, { ...key, id: testId(0xfff) })).toBeUndefined();
  });

  describe('in a transaction', () => {
    const of = { kind: 'payouts' as const, account: accounts[0] ?? '', user: ANN };
    const row = (n: number, day: number, text = 'a') =>
      testResource(testId(0x5000 + n), {
        date: `2022-04-${String(day).padStart(2, '0')}T00:00:00Z`,
        fingerprint: text,
        body: { text },
      });

    /** Runs a transaction and takes back what it did. */
    async function trial(run: Parameters<TestStore['write']>[0]): Promise<void> {
      await expect(
        store.write(async (tx) => {
          await run(tx);
          throw new Error('taken back');
        }),
      ).rejects.toThrow('taken back');
    }

    test('rows are held by range and by id', async () => {
      await trial(async (tx) => {
        await tx.resources.insert(scope, of, [row(1, 10), row(2, 11), row(3, 12)]);
        const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id).sort();
        const range = { from: '2022-04-11T00:00:00Z', to: '2022-04-12T00:00:00Z' };

        const between = await tx.resources.heldBetween(scope, { ...of, ...range });
        const all = await tx.resources.heldBetween(scope, of);
        const ids = [testId(0x5001), testId(0x5003), testId(0x5fff)];
        const byId = await tx.resources.heldByIds(scope, of.kind, ids);

        expect(idsOf(between)).toEqual([testId(0x5002), testId(0x5003)]);
        expect(idsOf(all)).toHaveLength(3);
        expect(byId).toContainEqual({
          id: testId(0x5001),
          fingerprint: 'a',
          date: '2022-04-10T00:00:00Z',
        });
        expect(idsOf(byId)).toEqual([testId(0x5001), testId(0x5003)]);
      });
    });

    test('the extent grows and shrinks with the rows', async () => {
      await trial(async (tx) => {
        const extent = () => tx.resources.extent(scope, of);
        expect(await extent()).toEqual({ count: 0, first: null, last: null });

        await tx.resources.insert(scope, of, [row(1, 10), row(2, 20)]);
        expect(await extent()).toEqual({
          count: 2,
          first: '2022-04-10T00:00:00Z',
          last: '2022-04-20T00:00:00Z',
        });

        await tx.resources.remove(scope, of, [testId(0x5001), testId(0x5fff)]);
        expect(await extent()).toMatchObject({ count: 1, first: '2022-04-20T00:00:00Z' });
      });
    });

    test('an update changes content and leaves the creation alone', async () => {
      await trial(async (tx) => {
        await tx.resources.insert(scope, of, [row(1, 10)]);
        const later = {
          ...row(1, 11, 'b'),
          created_at: moments[1] ?? '',
          updated_at: moments[2] ?? '',
        };
        await tx.resources.update(scope, of, [later]);

        const found = await tx.resources.find(scope, { kind: 'payouts', id: later.id });
        expect(found).toMatchObject({
          body: { text: 'b' },
          date: '2022-04-11T00:00:00Z',
          created_at: row(1, 10).created_at,
          updated_at: moments[2],
        });
      });
    });

    test('hundreds of rows go in, are held and go out at once', async () => {
      const many = Array.from({ length: 300 }, (_, n) => row(n, 1 + (n % 28)));
      const ids = many.map(({ id }) => id);
      await trial(async (tx) => {
        await tx.resources.insert(scope, of, many);
        expect(await tx.resources.heldByIds(scope, of.kind, ids)).toHaveLength(300);
        await tx.resources.remove(scope, of, ids);
        expect(await tx.resources.extent(scope, of)).toMatchObject({ count: 0, first: null });
      });
    });
  });

  test('how far scans are is kept with the account, and is nothing at first', async () => {
    const [, account = ''] = accounts;
    const scans = {
      cursor: 'sealed',
      last: null,
      finished: 3,
      forced: [moments[0] ?? ''],
      served: 1,
      told: { payouts: [30], activities: [] },
      again: true,
    };
    const before = await store.read.scans.find(scope, account);
    await store.write((tx) => tx.scans.save(scope, account, { ...scans, finished: 2 }));
    await store.write((tx) => tx.scans.save(scope, account, scans));

    expect(before).toEqual({
      cursor: null,
      last: null,
      finished: 0,
      forced: [],
      served: 0,
      told: { payouts: [], activities: [] },
      again: false,
    });
    expect(await store.read.scans.find(scope, account)).toEqual(scans);
  });
});

/** The ranges of an index that serve a list: an owner's rows in an interval, or behind a position. */
const columns = {
  environment: 'environment_id=? AND kind=?',
  user_id: 'user_id=?',
  account_id: 'account_id=?',
};

describe('on SQLite', () => {
  let open: OpenEngine;
  beforeAll(async () => {
    const place = await engines[0]?.place();
    if (!place) throw new Error('SQLite is one of the engines.');
    open = await openDatabase({ url: place.url, log: silentLog });
    await storeOn(open, { log: silentLog }).migrate();
    return async () => {
      await open.close();
      await place.remove();
    };
  });

  async function planOf<Args>(statement: Statement<Args, unknown>): Promise<string[]> {
    const { sql } = compile(statement, { q: open.q, dialect: sqliteDialect });
    const plan = await open.read.raw(`explain query plan ${sql.replaceAll('?', '1')}`);
    return plan.map(({ detail }) => String(detail));
  }

  test.each([...resourcePages].filter(([name]) => !name.includes('by hand')))(
    'a page of %s is one range of an index, in its order',
    async (_, statement) => {
      const plan = await planOf(statement);

      expect(plan).toHaveLength(1);
      expect(plan[0]).toMatch(/^SEARCH resources USING INDEX resources_\w+ \(environment_id=\?/);
    },
  );

  test.each(
    [...resourcePages].filter(([name]) => / after$/.test(name) && !name.includes('by hand')),
  )('a far page of %s begins at its position', async (_, statement) => {
    const [plan] = await planOf(statement);

    expect(plan).toMatch(/ AND \((?:date|created_at),id\)[<>]\(\?,\?\)/);
  });

  test.each([...resourcePages].filter(([name]) => name.includes('by hand')))(
    'a page of %s sorts the rows of its owner, not those of everybody',
    async (name, statement) => {
      const plan = await planOf(statement);

      const [owner = ''] = name.split(' ');
      expect(plan[0]).toContain(owner === 'all' ? 'resources_page' : `${owner}=?`);
      expect(plan.at(-1)).toBe('USE TEMP B-TREE FOR ORDER BY');
    },
  );

  test.each(Object.entries(rangeCounts))(
    'a count by %s reads the index alone',
    async (owner, statement) => {
      const [plan] = await planOf(statement);

      expect(plan).toMatch(/^SEARCH resources USING COVERING INDEX/);
      expect(plan).toContain(columns[owner as keyof typeof columns]);
      expect(plan).toMatch(/date>\? AND date<\?/);
    },
  );
});
