import { copyFile, readFile } from 'node:fs/promises';
import { rawJson, type Scope } from '@intarsia/domain';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  engines,
  openWorld,
  START,
  storeAt,
  type TestStore,
  testAccount,
  testId,
  testUser,
} from './testing.ts';

const MARKER = 'only-about-one-person';
const USER = testId(0x111);
const ACCOUNT = testId(0x333);

let store: TestStore;
let scope: Scope;
beforeEach(async () => {
  const engine = engines.find(({ name }) => name === 'sqlite');
  if (!engine) throw new Error('SQLite is one of the engines.');
  store = await engine.open();
  scope = await openWorld(store, 1);
});
afterEach(() => store.cleanup());

/** A person of whom the marker is kept as metadata, as a search value, in an answer and in an event. */
async function addPerson({ user = USER, account = ACCOUNT } = {}): Promise<void> {
  const made = testAccount(account, user, { employers: [MARKER] });
  const external_metadata = rawJson(JSON.stringify({ note: MARKER, more: MARKER.repeat(20) }));
  await store.write(async (tx) => {
    await tx.users.insert(scope, testUser(user, { external_metadata }));
    await tx.accounts.insert(scope, made, { login_hash: user });
    await tx.idempotency.insert(scope, {
      key: user,
      fingerprint: 'print',
      status: 201,
      answer: MARKER,
      user_id: user,
      created_at: START,
    });
    await tx.outbox.append(scope, [
      { type: 'accounts.updated', occurred_at: START, data: { account, user }, resource: made },
    ]);
  });
}

/** The files in which the marker can be read, by how their names end. */
async function filesWithMarker(url = store.url): Promise<string[]> {
  const found: string[] = [];
  for (const ending of ['', '-wal']) {
    if ((await readFile(`${url}${ending}`)).includes(MARKER)) found.push(ending || 'main');
  }
  return found;
}

/** Another process that reads, and goes on seeing what it saw first. */
function longReader(): { end(): void } {
  const other = new Database(store.url);
  other.exec('begin; select count(*) from users');
  other.prepare('select count(*) from users').get();
  return {
    end() {
      other.exec('commit');
      other.close();
    },
  };
}

describe('after the answer nothing of what was erased is left in the files', () => {
  test('of a user', async () => {
    await addPerson();
    expect(await filesWithMarker()).toContain('-wal');

    await store.write((tx) => tx.users.delete(scope, USER));

    expect(await filesWithMarker()).toEqual([]);
  });

  test('of an account', async () => {
    await store.write(async (tx) => {
      await tx.users.insert(scope, testUser(USER));
      const made = testAccount(ACCOUNT, USER, { employers: [MARKER] });
      await tx.accounts.insert(scope, made, { login_hash: null });
    });
    expect(await filesWithMarker()).toContain('-wal');

    await store.write((tx) => tx.accounts.delete(scope, ACCOUNT));

    expect(await filesWithMarker()).toEqual([]);
  });

  test('of many, after it has reached the main file', async () => {
    const people = Array.from({ length: 300 }, (_, n) => ({
      user: testId(0x10_000 + n),
      account: testId(0x20_000 + n),
    }));
    for (const person of people) await addPerson(person);
    expect(await filesWithMarker()).toContain('main');

    await Promise.all(people.map(({ user }) => store.write((tx) => tx.users.delete(scope, user))));

    expect(await filesWithMarker()).toEqual([]);
  });
});

test('a reader of the old state holds up nobody, and when it ends the log is emptied', async () => {
  await addPerson();
  const reader = longReader();

  await store.write((tx) => tx.users.delete(scope, USER));
  const meanwhile = await filesWithMarker();
  reader.end();

  expect(meanwhile).toContain('-wal');
  await vi.waitFor(async () => expect(await filesWithMarker()).toEqual([]), { timeout: 3000 });
});

test('what a process left when it died before it could scrub goes when the next one opens', async () => {
  await addPerson();
  const reader = longReader();
  await store.write((tx) => tx.users.delete(scope, USER));
  const copy = `${store.url}-copy`;
  for (const end of ['', '-wal']) await copyFile(`${store.url}${end}`, `${copy}${end}`);
  reader.end();
  const before = await filesWithMarker(copy);

  const next = await storeAt(copy);
  const after = await filesWithMarker(copy);
  await next.close();

  expect(before).toContain('-wal');
  expect(after).toEqual([]);
});

test('what erases nothing leaves the log as it is', async () => {
  await addPerson();
  const before = await readFile(`${store.url}-wal`);

  await store.write((tx) => tx.users.delete(scope, testId(0x999)));
  await store.write((tx) => tx.users.insert(scope, testUser(testId(0x998))));

  expect((await readFile(`${store.url}-wal`)).length).toBeGreaterThan(before.length);
});
