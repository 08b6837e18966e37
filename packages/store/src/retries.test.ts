import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OpenEngine } from './engines/engine.ts';
import { openDatabase, type Store, storeOn } from './store.ts';
import { engines, openWorld, type Place, plain, silentLog, testId, testUser } from './testing.ts';

const clashes = {
  sqlite: ['SQLITE_BUSY', 'SQLITE_BUSY_SNAPSHOT', 'SQLITE_LOCKED'],
  postgres: ['40001', '40P01', '55P03', '53300', '57P03', 'ECONNREFUSED'],
};

describe.each(engines)('$name', ({ name, place }) => {
  let at: Place;
  let real: OpenEngine;
  let store: Store;
  let attempts: number;

  beforeAll(async () => {
    at = await place();
    real = await openDatabase({ url: at.url, log: silentLog });
    store = storeOn(real, { log: silentLog });
    await store.migrate();
  });
  afterAll(async () => {
    await real.close();
    await at.remove();
  });

  /** A store whose first `clashing` attempts run and then fail with a code, as if at their commit. */
  function clashingStore(code: string, clashing: number): Store {
    attempts = 0;
    const open: OpenEngine = {
      ...real,
      transact: (run) =>
        real.transact(async (db) => {
          const answer = await run(db);
          if (++attempts <= clashing) throw Object.assign(new Error(code), { code });
          return answer;
        }),
    };
    return storeOn(open, { log: silentLog, pauses: [1, 1, 1] });
  }

  test.each(clashes[name])('after %s a write runs again, and counts once', async (code) => {
    const scope = await openWorld(store, 100 + clashes[name].indexOf(code));
    const user = testUser(testId(1));

    await clashingStore(code, 3).write((tx) => tx.users.insert(scope, user));

    expect(attempts).toBe(4);
    expect(plain(await store.read.users.find(scope, user.id))).toEqual(plain(user));
    expect(await store.read.users.count(scope)).toBe(1);
  });

  test('a write that clashes again and again is told that the store is busy', async () => {
    const clashing = clashingStore(clashes[name][0] ?? '', 99);

    await expect(clashing.write(async () => undefined)).rejects.toMatchObject({
      code: 'store_busy',
      kind: 'unavailable',
      cause: { code: clashes[name][0] },
    });
    expect(attempts).toBe(4);
  });

  test('any other failure is passed on at once', async () => {
    const failing = clashingStore('SQLITE_FULL', 1);

    await expect(failing.write(async () => undefined)).rejects.toThrow('SQLITE_FULL');
    expect(attempts).toBe(1);
  });
});

test('two transactions that wait for each other on PostgreSQL both end well', async () => {
  const store = await engines[1]?.open();
  if (!store) throw new Error('PostgreSQL is one of the engines.');
  const scope = await openWorld(store);
  const ids = [testId(1), testId(2)];
  await store.write(async (tx) => {
    for (const id of ids) await tx.users.insert(scope, testUser(id));
  });
  let arrived = 0;
  let meet: () => void = () => undefined;
  const met = new Promise<void>((resolve) => {
    meet = resolve;
  });

  async function lockBoth(order: readonly string[]): Promise<void> {
    await store?.write(async (tx) => {
      for (const id of order) {
        await tx.users.find(scope, id);
        if (++arrived === 2) meet();
        await met;
      }
    });
  }
  await Promise.all([lockBoth(ids), lockBoth([...ids].reverse())]);

  expect(arrived).toBeGreaterThan(4);
  await store.cleanup();
});

test('a writer waits for another process that holds the file', async () => {
  const store = await engines[0]?.open();
  if (!store) throw new Error('SQLite is one of the engines.');
  const scope = await openWorld(store);
  const other = await openDatabase({ url: store.url, log: silentLog });
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const holding = other.transact(() => released, { exclusive: true });

  const writing = store.write((tx) => tx.users.insert(scope, testUser(testId(1))));
  const early = await Promise.race([writing.then(() => 'written'), nextTurns(20)]);
  release();

  expect(early).toBe('waiting');
  await holding;
  await writing;
  expect(await store.read.users.count(scope)).toBe(1);
  await other.close();
  await store.cleanup();
});

async function nextTurns(turns: number): Promise<'waiting'> {
  for (let n = 0; n < turns; n++) await new Promise((resolve) => setImmediate(resolve));
  return 'waiting';
}
