import { jsonText, type PageRequest, rawJson, type Scope } from '@intarsia/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { engines, openWorld, plain, type TestStore, testId, testUser } from './testing.ts';
import { MOST_MATCHES } from './user-search.ts';

const everything: PageRequest = { limit: 200, offset: 0, order: 'asc' };

describe.each(engines)('$name', ({ open }) => {
  let store: TestStore;
  let number = 0;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.cleanup());

  const newWorld = () => openWorld(store, ++number);

  async function addUser(scope: Scope, id: string, metadata: unknown = {}): Promise<void> {
    const user = testUser(id, { external_metadata: rawJson(JSON.stringify(metadata)) });
    await store.write((tx) => tx.users.insert(scope, user));
  }

  async function found(scope: Scope, q: string, request = everything): Promise<string[]> {
    return (await store.read.users.search(scope, q, request)).map(({ id }) => id);
  }

  test('a user comes back as it was stored', async () => {
    const scope = await newWorld();
    const user = testUser(testId(1), {
      employers_connected: ['Ünïted', 'b"c'],
      data_providers_connected: ['uber', 'lyft'],
      external_metadata: rawJson('{ "a" : 1.50 }'),
    });

    await store.write((tx) => tx.users.insert(scope, user));

    const back = await store.read.users.find(scope, user.id);
    expect(plain(back)).toEqual(plain(user));
    expect(back && jsonText(back.external_metadata)).toBe('{ "a" : 1.50 }');
  });

  test('an update replaces lists and metadata, and what the user is found by', async () => {
    const scope = await newWorld();
    await addUser(scope, testId(1), { name: 'Ann' });
    const changed = testUser(testId(1), {
      employers_connected: ['Acme'],
      external_metadata: rawJson('{"name":"Bob"}'),
    });

    const done = await store.write((tx) => tx.users.update(scope, changed));

    expect(done).toBe(true);
    expect(plain(await store.read.users.find(scope, testId(1)))).toEqual(plain(changed));
    expect(await found(scope, 'ann')).toEqual([]);
    expect(await found(scope, 'bob')).toEqual([testId(1)]);
  });

  test('an update of nobody says so', async () => {
    const scope = await newWorld();

    expect(await store.write((tx) => tx.users.update(scope, testUser(testId(1))))).toBe(false);
    expect(await store.write((tx) => tx.users.delete(scope, testId(1)))).toBe(false);
  });

  test('users are found by the beginning of their id or of a metadata value, in any case', async () => {
    const scope = await newWorld();
    await addUser(scope, testId(0xa1), { email: 'Ann@Example.com', plan: { tier: 'GOLD' } });
    await addUser(scope, testId(0xa2), ['annika', 42, true]);
    await addUser(scope, testId(0xb1), 'bob_%');
    const [ann, annika, bob] = [testId(0xa1), testId(0xa2), testId(0xb1)];

    expect(await found(scope, 'ANN')).toEqual([ann, annika]);
    expect(await found(scope, 'annik')).toEqual([annika]);
    expect(await found(scope, 'gold')).toEqual([ann]);
    expect(await found(scope, '42')).toEqual([annika]);
    expect(await found(scope, 'true')).toEqual([annika]);
    expect(await found(scope, bob)).toEqual([bob]);
    expect(await found(scope, testId(0xa1).slice(0, -1))).toEqual([ann, annika]);
    expect(await found(scope, 'bob_%')).toEqual([bob]);
  });

  test('nothing but a beginning is a match', async () => {
    const scope = await newWorld();
    await addUser(scope, testId(1), { email: 'ann@example.com' });

    for (const q of ['nn@', 'email', '%', '_nn', 'ann@example.com!', '', ' ', '\0', '\ud800']) {
      expect(await found(scope, q)).toEqual([]);
      expect(await store.read.users.countFound(scope, q)).toBe(0);
    }
  });

  test('a user who matches in several ways is found once', async () => {
    const scope = await newWorld();
    await addUser(scope, testId(1), { a: testId(1), b: '0000', c: '00000' });

    expect(await found(scope, '0000')).toEqual([testId(1)]);
    expect(await store.read.users.countFound(scope, '0000')).toBe(1);
  });

  test('what is found comes in pages, and is counted', async () => {
    const scope = await newWorld();
    for (let n = 0; n < 7; n++) await addUser(scope, testId(n), { team: `red-${n % 2}` });

    const last = { time: testUser('').created_at, id: testId(2) };
    const page = { limit: 2, offset: 0, order: 'asc', after: last } as const;

    expect(await found(scope, 'red')).toHaveLength(7);
    expect(await store.read.users.countFound(scope, 'red')).toBe(7);
    expect(await found(scope, 'red', page)).toEqual([3, 4, 5].map(testId));
    expect(await found(scope, 'red', { ...page, order: 'desc' })).toEqual([1, 0].map(testId));
    expect(await store.read.users.countFound(scope, 'red-1')).toBe(3);
  });

  test('a search looks at a bounded number of values', async () => {
    const scope = await newWorld();
    await store.write(async (tx) => {
      for (let n = 0; n < MOST_MATCHES + 20; n++) {
        const metadata = rawJson(JSON.stringify({ n: `x${n}` }));
        await tx.users.insert(scope, testUser(testId(n), { external_metadata: metadata }));
      }
    });

    expect(await store.read.users.countFound(scope, 'x')).toBe(MOST_MATCHES);
    expect(await store.read.users.countFound(scope, 'x10')).toBe(31);
  });

  test('a scope of one person holds that person only', async () => {
    const scope = await newWorld();
    await addUser(scope, testId(1), { name: 'Ann' });
    await addUser(scope, testId(2), { name: 'Anna' });
    const own = { ...scope, user_id: testId(2) };
    const { users } = store.read;

    expect(await users.find(own, testId(1))).toBeUndefined();
    expect((await users.find(own, testId(2)))?.id).toBe(testId(2));
    expect((await users.list(own, everything)).map(({ id }) => id)).toEqual([testId(2)]);
    expect(await users.list(own, { ...everything, offset: 1 })).toEqual([]);
    expect(await found(own, 'ann')).toEqual([testId(2)]);
    expect([await users.count(own), await users.countFound(own, 'ann')]).toEqual([1, 1]);
    await store.write(async (tx) => {
      expect(await tx.users.update(own, testUser(testId(1)))).toBe(false);
      expect(await tx.users.delete(own, testId(1))).toBe(false);
    });
    expect(await users.count(scope)).toBe(2);
  });
});
