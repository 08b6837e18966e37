import type { DomainEvent, Scope } from '@intarsia/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cursorOf, eventId } from './event-ids.ts';
import type { StoredEvent } from './events.ts';
import {
  engines,
  openWorld,
  START,
  type TestStore,
  testAccount,
  testId,
  testUser,
} from './testing.ts';

const USER = testId(1);

function created(user: string): DomainEvent {
  return { type: 'users.created', occurred_at: START, data: { user } };
}

function removed(account: string): DomainEvent {
  return { type: 'accounts.removed', occurred_at: START, data: { account, user: USER } };
}

describe.each(engines)('$name', ({ open }) => {
  let store: TestStore;
  let number = 0;
  let scope: Scope;

  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.cleanup());

  async function newWorld(): Promise<Scope> {
    scope = await openWorld(store, ++number);
    return scope;
  }

  async function feed(after_cursor = 0, limit = 10_000): Promise<StoredEvent[]> {
    return store.read.events.list(scope, { after_cursor, limit });
  }

  test('a transaction tells whether anybody is to hear of what came since it was last asked', async () => {
    await newWorld();
    const webhooks = [{ id: testId(0x70), events: ['users.created'], config: null }];
    const stranger = { environment_id: testId(0x71) };

    const heard = await store.write(async (tx) => {
      const answers: boolean[] = [];
      const ask = () => answers.push(tx.outbox.isHeard(scope, webhooks));
      ask();
      await tx.outbox.append(scope, [removed(testId(2))]);
      ask();
      await tx.outbox.append(scope, [removed(testId(3)), created(testId(4))]);
      answers.push(tx.outbox.isHeard(scope, []));
      await tx.outbox.append(scope, [created(testId(5))]);
      ask();
      ask();
      await tx.outbox.append(scope, [created(testId(6))]);
      answers.push(tx.outbox.isHeard(stranger, webhooks));
      return answers;
    });

    expect(heard).toEqual([false, false, false, true, false, false]);
  });

  test('events come out in the order in which they went in, numbered from 1', async () => {
    await newWorld();
    const users = [testId(1), testId(2), testId(3)];

    await store.write(async (tx) => {
      await tx.outbox.append(scope, users.slice(0, 2).map(created));
      await tx.outbox.append(scope, users.slice(2).map(created));
    });
    await store.write((tx) => tx.outbox.append(scope, [created(testId(4))]));

    const events = await feed();
    expect(events.map(({ cursor, user_id }) => [cursor, user_id])).toEqual([
      [1, testId(1)],
      [2, testId(2)],
      [3, testId(3)],
      [4, testId(4)],
    ]);
  });

  test('an event keeps its data and the account as it was, to the letter', async () => {
    await newWorld();
    const account = testAccount(testId(9), USER);
    const event: DomainEvent = {
      type: 'accounts.failed',
      occurred_at: START,
      data: {
        account: account.id,
        user: USER,
        error_code: 'invalid_credentials',
        error_message: 'Ünïcode "quoted"',
      },
      resource: account,
    };

    await store.write((tx) => tx.outbox.append(scope, [event]));

    const [stored] = await feed();
    expect(stored).toEqual({
      id: eventId(scope.environment_id, 1),
      cursor: 1,
      type: 'accounts.failed',
      occurred_at: START,
      user_id: USER,
      account_id: account.id,
      sequence: 1,
      data: event.data,
      resource: account,
    });
    expect(JSON.stringify(stored?.data)).toBe(JSON.stringify(event.data));
    expect(JSON.stringify(stored?.resource)).toBe(JSON.stringify(account));
  });

  test('more events than one statement takes are all kept in order', async () => {
    await newWorld();
    const users = Array.from({ length: 150 }, (_, n) => testId(n));

    await store.write((tx) => tx.outbox.append(scope, users.map(created)));

    const events = await feed();
    expect(events.map(({ user_id }) => user_id)).toEqual(users);
    expect(events.map(({ cursor }) => cursor)).toEqual(users.map((_, n) => n + 1));
  });

  test('a feed goes on behind a cursor, as far as it is asked to', async () => {
    await newWorld();
    await store.write((tx) =>
      tx.outbox.append(
        scope,
        [1, 2, 3, 4, 5].map((n) => created(testId(n))),
      ),
    );

    expect((await feed(2, 2)).map(({ cursor }) => cursor)).toEqual([3, 4]);
    expect(await feed(5)).toEqual([]);
  });

  test('each account has a sequence of its own, without holes, that outlives it', async () => {
    await newWorld();
    const [one, two] = [testId(11), testId(12)];
    await store.write((tx) => tx.users.insert(scope, testUser(USER)));
    for (const id of [one, two]) {
      await store.write((tx) =>
        tx.accounts.insert(scope, testAccount(id, USER), { login_hash: null }),
      );
    }

    await store.write((tx) => tx.outbox.append(scope, [removed(one), removed(two), removed(one)]));
    await store.write(async (tx) => {
      await tx.accounts.delete(scope, one);
      await tx.outbox.append(scope, [removed(one)]);
    });

    const numbered = (await feed()).map(({ account_id, sequence }) => [account_id, sequence]);
    expect(numbered).toEqual([
      [one, 1],
      [two, 1],
      [one, 2],
      [one, 3],
    ]);
  });

  test('transactions that fail leave no hole', async () => {
    await newWorld();
    const writes = Array.from({ length: 60 }, (_, n) =>
      store.write(async (tx) => {
        await tx.outbox.append(scope, [created(testId(n)), removed(testId(7))]);
        if (n % 3 === 0) throw new Error('changed my mind');
      }),
    );
    await Promise.allSettled(writes);

    const events = await feed();

    expect(events.map(({ cursor }) => cursor)).toEqual(Array.from({ length: 80 }, (_, n) => n + 1));
    const sequences = events.flatMap(({ sequence }) => sequence ?? []);
    expect(sequences).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
  });

  test('a reader of the feed never misses a late committer', async () => {
    await newWorld();
    const seen: number[] = [];
    let isWriting = true;
    const reader = (async () => {
      for (;;) {
        const last = !isWriting;
        for (const { cursor } of await feed(seen.at(-1) ?? 0)) seen.push(cursor);
        if (last) return;
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();

    const writers = Array.from({ length: 8 }, async (_, writer) => {
      for (let n = 0; n < 25; n++) {
        const user = testId(writer * 1000 + n);
        await store.write(async (tx) => {
          await tx.outbox.append(scope, [created(user)]);
          await tx.users.insert(scope, testUser(user));
          if (n % 2) await tx.outbox.append(scope, [created(user)]);
        });
      }
    });
    await Promise.all(writers);
    isWriting = false;
    await reader;

    const expected = 8 * (25 + 12);
    expect(seen).toEqual(Array.from({ length: expected }, (_, n) => n + 1));
  });

  test('environments have feeds of their own, with ids of their own', async () => {
    const one = await newWorld();
    await store.write((tx) => tx.outbox.append(one, [created(USER)]));
    const [first] = await feed();
    const other = await newWorld();
    await store.write((tx) => tx.outbox.append(other, [created(USER)]));
    const [second] = await feed();

    expect([first?.cursor, second?.cursor]).toEqual([1, 1]);
    expect(first?.id).not.toBe(second?.id);
  });

  test('the feed of one person holds the events of that person only', async () => {
    await newWorld();
    await store.write((tx) =>
      tx.outbox.append(
        scope,
        [1, 2, 1].map((n) => created(testId(n))),
      ),
    );

    const own = await store.read.events.list(
      { ...scope, user_id: testId(1) },
      { after_cursor: 0, limit: 10 },
    );

    expect(own.map(({ cursor }) => cursor)).toEqual([1, 3]);
  });
});

test('an event id tells its environment and its cursor, and no other id does', () => {
  const [here, there] = [testId(0xe001), testId(0xe002)];
  const id = eventId(here, 42);

  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-00000000002a$/);
  expect(cursorOf(here, id)).toBe(42);
  expect(cursorOf(there, id)).toBeUndefined();
  expect(cursorOf(here, testId(42))).toBeUndefined();
});
