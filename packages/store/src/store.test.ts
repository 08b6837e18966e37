import { setTimeout as wait } from 'node:timers/promises';
import { jsonText, rawJson } from '@intarsia/domain';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fileOf } from './engines/sqlite.ts';
import type { Writes } from './nouns.ts';
import { openStore } from './store.ts';
import {
  engines,
  openWorld,
  START,
  silentLog,
  type TestStore,
  testId,
  testUser,
} from './testing.ts';

describe.each(engines)('$name', ({ open }) => {
  let store: TestStore;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.cleanup());

  test('a write gives the answer of its callback', async () => {
    await expect(store.write(async () => 'done')).resolves.toBe('done');
  });

  test('a write that throws leaves nothing behind, and passes the error on', async () => {
    const scope = await openWorld(store, 1);
    const failure = new Error('changed my mind');

    const writing = store.write(async (tx) => {
      await tx.users.insert(scope, testUser(testId(1)));
      await tx.outbox.append(scope, [
        { type: 'users.created', occurred_at: START, data: { user: testId(1) } },
      ]);
      throw failure;
    });

    await expect(writing).rejects.toBe(failure);
    expect(await store.read.users.find(scope, testId(1))).toBeUndefined();
    expect(await store.read.users.count(scope)).toBe(0);
    expect(await store.read.events.list(scope, { after_cursor: 0, limit: 10 })).toEqual([]);
  });

  test('a write sees what it has done, before anybody else does', async () => {
    const scope = await openWorld(store, 2);

    await store.write(async (tx) => {
      await tx.users.insert(scope, testUser(testId(1)));
      expect(await tx.users.find(scope, testId(1))).toBeDefined();
      expect(await store.read.users.find(scope, testId(1))).toBeUndefined();
    });

    expect(await store.read.users.find(scope, testId(1))).toBeDefined();
  });

  test('a write that need not be on the disk is seen by others, or not done at all', async () => {
    const scope = await openWorld(store, 9);
    const insert = (id: string, after?: Error) =>
      store.write(
        async (tx) => {
          await tx.users.insert(scope, testUser(id));
          if (after) throw after;
        },
        { sync: false },
      );
    await insert(testId(1));

    await expect(insert(testId(2), new Error('changed my mind'))).rejects.toThrow(
      'changed my mind',
    );
    expect(await store.read.users.find(scope, testId(1))).toBeDefined();
    expect(await store.read.users.count(scope)).toBe(1);
  });

  test('a write whose statement failed has failed, even when the callback hides it', async () => {
    const scope = await openWorld(store, 3);
    await store.write((tx) => tx.users.insert(scope, testUser(testId(1))));

    const hiding = store.write(async (tx) => {
      await tx.users.insert(scope, testUser(testId(2)));
      await tx.users.insert(scope, testUser(testId(1))).catch(() => undefined);
    });

    await expect(hiding).rejects.toThrow();
    expect(await store.read.users.find(scope, testId(2))).toBeUndefined();
  });

  test('a write whose last statement failed unseen has failed too', async () => {
    const scope = await openWorld(store, 8);
    const key = { id: 'twice', created_at: START, allowed_origins: [] };

    const hiding = store.write(async (tx) => {
      await tx.linkKeys.insert(scope, key);
      await tx.linkKeys.insert(scope, key).catch(() => undefined);
    });

    await expect(hiding).rejects.toThrow();
    expect(await store.read.linkKeys.findById('twice')).toBeUndefined();
  });

  test('a handle that is kept beyond its callback is of no use', async () => {
    const scope = await openWorld(store, 4);
    let kept: Writes | undefined;
    await store.write(async (tx) => {
      kept = tx;
    });

    await expect(kept?.users.insert(scope, testUser(testId(1)))).rejects.toThrow(
      'This tx has ended',
    );
    expect(await store.read.users.find(scope, testId(1))).toBeUndefined();
  });

  test('any JSON text comes back as it went in', async () => {
    const scope = await openWorld(store, 5);
    const hard = [
      '{"__proto__": {"a": 1}, "b":1e400, "a" : 12345678901234567890.10}',
      '"\\u0000 \\ud800 \\u2028"',
      '{"b":1,"a":2,"b":3}',
      'null',
      '"😀 \u2028 é"',
      '0.1e-7',
    ];
    for (const [n, text] of hard.entries()) {
      const user = testUser(testId(100 + n), { external_metadata: rawJson(text) });
      await store.write((tx) => tx.users.insert(scope, user));

      const found = await store.read.users.find(scope, user.id);

      expect(found && jsonText(found.external_metadata)).toBe(text);
    }
  });

  test('any JSON value comes back as it went in', async () => {
    const scope = await openWorld(store, 6);
    let number = 0;
    await fc.assert(
      fc.asyncProperty(fc.json({ maxDepth: 4 }), async (text) => {
        const id = testId(++number);
        const user = testUser(id, { external_metadata: rawJson(text) });
        await store.write((tx) => tx.users.insert(scope, user));
        const found = await store.read.users.find(scope, id);
        expect(found && jsonText(found.external_metadata)).toBe(text);
      }),
      { numRuns: 200 },
    );
  });

  test('many writes at once are all kept', async () => {
    const scope = await openWorld(store, 7);

    await Promise.all(
      Array.from({ length: 300 }, (_, n) =>
        store.write((tx) => tx.users.insert(scope, testUser(testId(n)))),
      ),
    );

    expect(await store.read.users.count(scope)).toBe(300);
  });

  test('closing waits for writes that have begun', async () => {
    const other = await open();
    const scope = await openWorld(other);
    const writing = other.write((tx) => tx.users.insert(scope, testUser(testId(1))));

    await other.close();

    await expect(writing).resolves.toBeUndefined();
    await other.cleanup();
  });
});

describe('a database that is somewhere else', () => {
  test('a file that cannot be opened fails at once', async () => {
    const url = '/nowhere/at/all/intarsia.db';

    await expect(openStore({ url, log: silentLog })).rejects.toThrow();
  });

  test('a PostgreSQL that is not there is busy, and says why', async () => {
    const store = await openStore({ url: 'postgres://127.0.0.1:9/nothing', log: silentLog });

    await expect(store.ping()).rejects.toMatchObject({
      code: 'store_busy',
      cause: { code: 'ECONNREFUSED' },
    });

    await store.close();
  });

  test.each([[':memory:'], [''], ['file::memory:'], ['mysql://localhost/x']])(
    '%j is refused',
    (url) => {
      expect(() => fileOf(url)).toThrow('must be a file path');
    },
  );

  test.each([
    ['/data/a b.db', '/data/a b.db'],
    ['file:/data/a.db', '/data/a.db'],
    ['file:///data/a%20b.db', '/data/a b.db'],
    ['relative.db', 'relative.db'],
  ])('%j is the file %j', (url, file) => {
    expect(fileOf(url)).toBe(file);
  });
});

test('a write callback that waits for a timer is cut off on SQLite', async () => {
  const store = await engines[0]?.open();

  await expect(store?.write(() => wait(20))).rejects.toThrow(
    'Nothing but tx may be awaited inside store.write',
  );

  await store?.cleanup();
});
