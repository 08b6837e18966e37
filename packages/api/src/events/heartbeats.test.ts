import { type TestInstance, testInstance } from '@intarsia/runtime/testing';
import { silentLog } from '@intarsia/store/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeUser } from '../testing/logins.ts';
import { openFeed } from './feed.ts';

const BEAT_MS = 20;

let it: TestInstance;
let leaving: AbortController;
beforeEach(async () => {
  it = await testInstance();
  leaving = new AbortController();
});
afterEach(async () => {
  leaving.abort();
  await it.close();
});

/** Follows from the beginning of the feed, over a feed whose heart beats fast. */
function follow(filter: { user?: string } = {}) {
  const { store } = it.instance.deps;
  const feed = openFeed({ store, log: silentLog, beat_ms: BEAT_MS });
  const scope = { environment_id: it.sandbox.id };
  const { signal } = leaving;
  return feed.follow(scope, { ...filter, after: 0, newest: 0, signal });
}

test('a stream that has nothing to say says where it stands, again and again', async () => {
  const stream = follow();
  const { events } = it.instance.deps.store.read;
  const cursor = events.idAt({ environment_id: it.sandbox.id }, 0);

  const said = [await stream.next(), await stream.next(), await stream.next()];

  expect(said.map(({ value }) => value)).toEqual(Array(3).fill({ items: [], cursor }));
});

test('a stream says that it is alive also where a filter leaves out all that happens', async () => {
  const stream = follow({ user: it.sandbox.id });
  await stream.next();
  let isOver = false;
  const writing = (async () => {
    // More often than the heart beats.
    while (!isOver) await makeUser(it);
  })();

  const said = [await stream.next(), await stream.next()];
  isOver = true;
  await writing;

  const [first, second] = said.map(({ value }) => value);
  expect([first?.items, second?.items]).toEqual([[], []]);
  expect(String(second?.cursor) > String(first?.cursor)).toBe(true);
});

test('what happens is said before the next beat', async () => {
  const stream = follow();
  await stream.next();
  const user = await makeUser(it);

  let items: readonly unknown[] = [];
  while (items.length === 0) items = (await stream.next()).value?.items ?? [];

  expect(items).toMatchObject([{ type: 'users.created', data: { user } }]);
});
