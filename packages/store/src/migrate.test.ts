import { newClient } from '@intarsia/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OpenEngine } from './engines/engine.ts';
import type { Migrated } from './migrate.ts';
import { countersByOwner } from './migrations/0017-counters-by-owner.ts';
import { migrations } from './migrations/index.ts';
import { openDatabase, openStore, type Store } from './store.ts';
import {
  type Bundle,
  bundle,
  type Child,
  engines,
  openWorld,
  type Place,
  START,
  silentLog,
  testAccount,
  testId,
  testResource,
  testUser,
} from './testing.ts';

const NEWEST = migrations.length;
const page = { limit: 10, offset: 0, order: 'asc' } as const;

let starter: Bundle;
beforeAll(async () => {
  starter = await bundle(new URL('./migrate.child.ts', import.meta.url));
});
afterAll(() => starter.remove());

async function outputOf(child: Child): Promise<Migrated> {
  const lines: string[] = [];
  for await (const line of child.lines) lines.push(line);
  const { code, stderr } = await child.ended;
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(lines.join(''));
}

describe.each(engines)('$name', ({ place }) => {
  async function onNewPlace(work: (at: Place, store: Store) => Promise<void>): Promise<void> {
    const at = await place();
    const store = await openStore({ url: at.url, log: silentLog });
    try {
      await work(at, store);
    } finally {
      await store.close();
      await at.remove();
    }
  }

  async function behindTheBack(at: Place, work: (open: OpenEngine) => Promise<unknown>) {
    const open = await openDatabase({ url: at.url, log: silentLog });
    try {
      await work(open);
    } finally {
      await open.close();
    }
  }

  test('an empty database gets the newest schema, once', () =>
    onNewPlace(async (_, store) => {
      expect(await store.migrate()).toEqual({ from: 0, to: NEWEST, bootstrapped: false });
      expect(await store.migrate()).toEqual({ from: NEWEST, to: NEWEST, bootstrapped: false });
    }));

  test('what is stored outlives a second start', () =>
    onNewPlace(async (at, store) => {
      await store.migrate();
      const scope = await openWorld(store);
      const again = await openStore({ url: at.url, log: silentLog });

      await again.migrate();

      expect(await again.read.environments.find(scope.environment_id)).toBeDefined();
      await again.close();
    }));

  test('counters of users from before they had names of their own have them', () =>
    onNewPlace(async (at, store) => {
      await store.migrate();
      const scope = await openWorld(store);
      const [user, account] = [testId(1), testId(2)];
      await store.write(async (tx) => {
        await tx.users.insert(scope, testUser(user));
        await tx.accounts.insert(scope, testAccount(account, user), { login_hash: null });
        const row = testResource(testId(3), { created_at: START, date: START });
        await tx.resources.insert(scope, { kind: 'vehicles', account, user }, [row]);
      });
      await behindTheBack(at, (open) =>
        open.transact(async (db) => {
          await db.raw("update counters set name = replace(name, '.user:', ':')");
          const { q, engine } = open;
          for (const step of countersByOwner({ q, schema: q.schema, dialect: engine.dialect })) {
            await db.raw(step.compile().sql);
          }
        }),
      );

      const count = (filter: object) =>
        store.read.resources.count(scope, { kind: 'vehicles', ...filter });
      expect([await count({ user }), await count({ account }), await count({})]).toEqual([1, 1, 1]);
    }));

  test('a schema that is newer than the build is refused, and left alone', () =>
    onNewPlace(async (at, store) => {
      await store.migrate();
      await behindTheBack(at, (open) =>
        open.transact((db) => db.raw(`insert into schema_versions values (${NEWEST + 1})`)),
      );

      await expect(store.migrate()).rejects.toThrow(
        `The database has schema ${NEWEST + 1}, this build knows up to ${NEWEST}.`,
      );
    }));

  test('the first start is finished once, even by a build that migrated without it', () =>
    onNewPlace(async (_, store) => {
      let runs = 0;
      const bootstrap = async () => {
        runs++;
      };
      await store.migrate();

      const first = await store.migrate(bootstrap);
      const second = await store.migrate(bootstrap);

      expect([first.bootstrapped, second.bootstrapped, runs]).toEqual([true, false, 1]);
    }));

  test('a first start that fails leaves nothing behind, and can be tried again', () =>
    onNewPlace(async (_, store) => {
      const client = newClient({ name: 'First' }, { id: testId(1), now: START });
      const failing = store.migrate(async (tx) => {
        await tx.clients.insert(client, { data_key: 'sealed' });
        throw new Error('no master key');
      });
      await expect(failing).rejects.toThrow('no master key');

      const done = await store.migrate((tx) => tx.clients.insert(client, { data_key: 'sealed' }));

      expect(done).toEqual({ from: 0, to: NEWEST, bootstrapped: true });
      expect(await store.read.clients.count()).toBe(1);
    }));

  test('what a first start appends to the outbox is in the feed', () =>
    onNewPlace(async (_, store) => {
      await store.migrate();
      const scope = await openWorld(store);
      const data = { user: testId(1) };

      await store.migrate((tx) =>
        tx.outbox.append(scope, [{ type: 'users.created', occurred_at: START, data }]),
      );

      const events = await store.read.events.list(scope, { after_cursor: 0, limit: 10 });
      expect(events).toMatchObject([{ cursor: 1, data }]);
    }));

  test('of processes that start at once, one migrates and bootstraps', () =>
    onNewPlace(async (at, store) => {
      const children = [1, 2, 3, 4].map((n) => starter.run({ args: [at.url, testId(n)] }));

      const outputs = await Promise.all(children.map(outputOf));

      expect(outputs.filter(({ from }) => from === 0)).toHaveLength(1);
      expect(outputs.filter(({ bootstrapped }) => bootstrapped)).toHaveLength(1);
      const clients = await store.read.clients.list(page);
      const winner = outputs.findIndex(({ bootstrapped }) => bootstrapped) + 1;
      expect(clients.map(({ id }) => id)).toEqual([testId(winner)]);
    }));
});
