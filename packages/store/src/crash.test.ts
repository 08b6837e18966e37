import { randomInt } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Scope } from '@intarsia/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore } from './store.ts';
import {
  type Bundle,
  bundle,
  engines,
  type LookingStore,
  openWorld,
  silentLog,
  storeAt,
  type TestEngine,
} from './testing.ts';

/** Acknowledged in each round before the signal comes. */
const WRITES = 2000;
const ROUNDS = { sqlite: 20, postgres: 5 };

let writer: Bundle;
beforeAll(async () => {
  writer = await bundle(new URL('./crash.child.ts', import.meta.url));
});
afterAll(() => writer.remove());

/** Starts a writer and kills it after so many acknowledgements; gives the ids it had acknowledged. */
async function killed(args: string[], { after, delay }: { after: number; delay: number }) {
  const child = writer.run({ args });
  const acknowledged: string[] = [];
  for await (const id of child.lines) {
    acknowledged.push(id);
    if (acknowledged.length !== after) continue;
    // The reader goes on meanwhile: more lines may come than were waited for.
    wait(delay).then(() => child.process.kill('SIGKILL'));
  }
  const { signal, stderr } = await child.ended;
  expect({ signal, stderr }).toEqual({ signal: 'SIGKILL', stderr: '' });
  return acknowledged;
}

async function idsIn(store: LookingStore, query: string): Promise<string[]> {
  return (await store.look(query)).map(({ id }) => String(id)).sort();
}

/** Fails unless every write is there with its row, its search value, its two events and its counts, or not at all. */
async function expectWhole(store: LookingStore, scope: Scope): Promise<Set<string>> {
  if (store.engine === 'sqlite') {
    expect(await store.look('pragma integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    expect(await store.look('pragma foreign_key_check')).toEqual([]);
  }
  const users = await idsIn(store, 'select id from users');
  const searchable = await idsIn(store, 'select user_id as id from user_search');
  const created = await idsIn(
    store,
    "select user_id as id from events where type = 'users.created'",
  );
  const updated = await idsIn(
    store,
    "select user_id as id from events where type = 'users.updated'",
  );
  const events = await store.look('select cursor from events order by cursor');

  expect(searchable).toEqual(users);
  expect(created).toEqual(users);
  expect(updated).toEqual(users);
  expect(await store.read.users.count(scope)).toBe(users.length);
  expect(events.map(({ cursor }) => cursor)).toEqual(events.map((_, n) => n + 1));
  const counter = await store.look("select value from counters where name = 'events'");
  expect(counter).toEqual([{ value: events.length }]);
  return new Set(users);
}

/** One round: a writer of its own on a database of its own, killed in the middle of its work. */
async function round({ place }: TestEngine): Promise<void> {
  const at = await place();
  const before = await openStore({ url: at.url, log: silentLog });
  await before.migrate();
  const scope = await openWorld(before);
  await before.close();
  const after = WRITES + randomInt(0, 200);

  const acknowledged = await killed([at.url, scope.environment_id, '64'], {
    after,
    delay: randomInt(0, 3),
  });

  // Opened only now: as after a real crash, nobody else has kept the log of the file.
  const store = await storeAt(at.url);
  const users = await expectWhole(store, scope);
  expect(acknowledged.length).toBeGreaterThanOrEqual(after);
  expect(acknowledged.filter((id) => !users.has(id))).toEqual([]);
  await store.close();
  await at.remove();
}

test.each(engines)(
  'every write that was acknowledged before kill -9 is there on $name, every other one is whole or absent',
  async (engine) => {
    for (let n = 0; n < ROUNDS[engine.name]; n++) await round(engine);
  },
  120_000,
);
