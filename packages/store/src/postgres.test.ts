import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore, type Store } from './store.ts';
import { engines, openWorld, silentLog, type TestStore, testId, testUser } from './testing.ts';

/** What only a server can do to its clients. */
let admin: TestStore;
let store: Store;

beforeEach(async () => {
  const engine = engines.find(({ name }) => name === 'postgres');
  if (!engine) throw new Error('PostgreSQL is one of the engines.');
  admin = await engine.open();
  store = await openStore({ url: admin.url, log: silentLog, pool_size: 1, pool_wait: 50 });
});
afterEach(async () => {
  await store.close();
  await admin.cleanup();
});

/** Ends the connections of every other session on the test's database. */
function terminateOthers() {
  return admin.look(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );
}

test('a connection that was lost while idle is replaced', async () => {
  await store.ping();

  await terminateOthers();
  await new Promise((resolve) => setTimeout(resolve, 50));

  await expect(store.ping()).resolves.toBeUndefined();
});

test('a connection that is lost in a write fails that write only, and commits nothing of it', async () => {
  const scope = await openWorld(admin);

  const lost = store.write(async (tx) => {
    await tx.users.insert(scope, testUser(testId(1)));
    await terminateOthers();
    await tx.users.insert(scope, testUser(testId(2)));
  });

  await expect(lost).rejects.toThrow();
  await store.write((tx) => tx.users.insert(scope, testUser(testId(3))));
  expect(await store.read.users.count(scope)).toBe(1);
  expect(await store.read.users.find(scope, testId(1))).toBeUndefined();
});

test('a caller who gets no connection in time is told that the store is busy', async () => {
  let release: () => void = () => undefined;
  const holding = store.write(
    () =>
      new Promise<void>((resolve) => {
        release = resolve;
      }),
  );

  const busy = { code: 'store_busy', kind: 'unavailable' };
  await expect(store.ping()).rejects.toMatchObject(busy);
  await expect(store.write(async () => undefined)).rejects.toMatchObject(busy);

  release();
  await holding;
});

test('ids and times are compared by their bytes, whatever the locale of the server', async () => {
  const rows = await admin.look(
    "select table_name, column_name from information_schema.columns where table_schema = 'public' and data_type = 'text' and collation_name is distinct from 'C'",
  );

  expect(rows).toEqual([]);
});
