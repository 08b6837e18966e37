import { later } from '@intarsia/domain';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase, openStore, type Store } from './store.ts';
import {
  engines,
  openWorld,
  START,
  silentLog,
  type TestStore,
  testAccount,
  testId,
  testUser,
} from './testing.ts';

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

test('a connection that is lost in a read says that the store is busy', async () => {
  const open = await openDatabase({ url: admin.url, log: silentLog, pool_size: 1 });
  const reading = open.read.raw('select pg_terminate_backend(pg_backend_pid()), pg_sleep(1)');

  await expect(reading).rejects.toMatchObject({ code: 'store_busy' });
  await open.close();
});

test.each([
  ['refuses', 'postgres://127.0.0.1:1/none'],
  ['has no address', 'postgres://nowhere.invalid/none'],
])('a server that %s says that the store is busy', async (_, url) => {
  const away = await openStore({ url, log: silentLog });

  await expect(away.ping()).rejects.toMatchObject({ code: 'store_busy', kind: 'unavailable' });
  await away.close();
});

test('a connection that is lost in a write fails that write only, and commits nothing of it', async () => {
  const scope = await openWorld(admin);

  const lost = store.write(async (tx) => {
    await tx.users.insert(scope, testUser(testId(1)));
    await terminateOthers();
    await tx.users.insert(scope, testUser(testId(2)));
  });

  await expect(lost).rejects.toMatchObject({ code: 'store_busy', kind: 'unavailable' });
  await store.write((tx) => tx.users.insert(scope, testUser(testId(3))));
  expect(await store.read.users.count(scope)).toBe(1);
  expect(await store.read.users.find(scope, testId(1))).toBeUndefined();
});

test('a write that need not wait for the disk does not, and the next one does', async () => {
  const url = `${admin.url}?options=-c%20synchronous_commit%3Don`;
  const open = await openDatabase({ url, log: silentLog, pool_size: 1 });
  const waits: unknown[] = [];
  for (const options of [{}, { sync: false }, {}]) {
    const shown = await open.transact((db) => db.raw('show synchronous_commit'), options);
    waits.push(shown[0]?.synchronous_commit);
  }
  await open.close();

  expect(waits).toEqual(['on', 'off', 'on']);
});

test('whoever takes a clock waits for those who are claiming jobs by it', async () => {
  const scope = await openWorld(admin);
  const { environment_id: id } = scope;
  const wall = later(START, 1);
  const at = { now: START, wall, lease_until: later(wall, 1000), limit: 1, clock_fence: 0 };
  const payload = { account: testId(2) };
  const job = { id: testId(1), kind: 'accounts.scan', payload, due_at: START } as const;
  await admin.write((tx) => tx.jobs.enqueue(scope, job));
  let taken = false;
  let taking: Promise<void> | undefined;

  await store.write(async (tx) => {
    expect(await tx.jobs.claim(scope, at)).toHaveLength(1);
    taking = admin.write(async (other) => {
      await other.environments.find(id);
      taken = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(taken).toBe(false);
  });
  await taking;

  expect(taken).toBe(true);
});

test('a caller who gets no connection in time is told that the store is busy', async () => {
  const [released, release] = signal();
  const holding = store.write(() => released);

  const busy = { code: 'store_busy', kind: 'unavailable' };
  await expect(store.ping()).rejects.toMatchObject(busy);
  await expect(store.write(async () => undefined)).rejects.toMatchObject(busy);

  release();
  await holding;
});

test('a user who is held for a change can still be referred to by others', async () => {
  const scope = await openWorld(admin);
  await admin.write((tx) => tx.users.insert(scope, testUser(testId(1))));
  const [held, setHeld] = signal();
  const [released, release] = signal();
  const holding = store.write(async (tx) => {
    await tx.users.find(scope, testId(1));
    setHeld();
    await released;
  });
  await held;

  await admin.write((tx) =>
    tx.accounts.insert(scope, testAccount(testId(2), testId(1)), { login_hash: null }),
  );

  release();
  await holding;
  expect(await store.read.accounts.count(scope)).toBe(1);
});

test('of two who make an account for one login in the same moment, one finds that of the other', async () => {
  const scope = await openWorld(admin);
  await admin.write((tx) => tx.users.insert(scope, testUser(testId(1))));
  const login = { user: testId(1), link_item: 'uber', login_hash: 'hash' };
  const meet = meeting(2);

  const connect = (on: Store, id: string) =>
    on.write(async (tx) => {
      const known = await tx.accounts.findByLogin(scope, login);
      await meet();
      if (known) return known.id;
      await tx.accounts.insert(scope, testAccount(id, testId(1)), { login_hash: 'hash' });
      return id;
    });
  const ids = await Promise.all([connect(store, testId(2)), connect(admin, testId(3))]);

  expect(new Set(ids).size).toBe(1);
  expect(await store.read.accounts.count(scope)).toBe(1);
});

test('transactions that count the same things in another order do not clash', async () => {
  const retries: object[] = [];
  const log = { ...silentLog, debug: (fields: object) => retries.push(fields) };
  const busy = await openStore({ url: admin.url, log, pool_size: 8 });
  const scope = await openWorld(admin);
  const event = (user: string) =>
    ({ type: 'users.created', occurred_at: START, data: { user } }) as const;

  const writers = Array.from({ length: 8 }, async (_, writer) => {
    for (let n = 0; n < 20; n++) {
      const id = testId(writer * 100 + n);
      await busy.write(async (tx) => {
        if (writer % 2) await tx.outbox.append(scope, [event(id)]);
        await tx.users.insert(scope, testUser(id));
        if (writer % 2 === 0) await tx.outbox.append(scope, [event(id)]);
      });
    }
  });
  await Promise.all(writers);

  expect(retries).toEqual([]);
  await busy.close();
});

/** A promise, and what resolves it. */
function signal(): [Promise<void>, () => void] {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((set) => {
    resolve = set;
  });
  return [promise, resolve];
}

/** Lets the first so many callers go on only when all of them have come; later ones at once. */
function meeting(size: number): () => Promise<void> {
  let come = 0;
  const [complete, open] = signal();
  return () => {
    if (++come >= size) open();
    return complete;
  };
}

test('ids and times are compared by their bytes, whatever the locale of the server', async () => {
  const rows = await admin.look(
    "select table_name, column_name from information_schema.columns where table_schema = 'public' and data_type = 'text' and collation_name is distinct from 'C'",
  );

  expect(rows).toEqual([]);
});
