import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { createIntarsia, problemOf } from '@intarsia/client';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createTestIntarsia, type TestIntarsia, type TestIntarsiaOptions } from './index.ts';

const open: TestIntarsia[] = [];

afterEach(async () => {
  vi.useRealTimers();
  for (const intarsia of open.splice(0)) await intarsia.close();
});

async function created(options?: TestIntarsiaOptions): Promise<TestIntarsia> {
  const intarsia = await createTestIntarsia(options);
  open.push(intarsia);
  return intarsia;
}

function folders(): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith('intarsia-test-'));
}

/** All that a client can read of a world that has one account and ten days behind it. */
async function worldOf(options: TestIntarsiaOptions): Promise<unknown> {
  const { client, sandbox, clock, events } = await created(options);
  const { id } = await sandbox.connect({ link_item: 'warpride' });
  await sandbox.scan(id);
  await clock.advance({ days: 10 });
  return {
    now: await clock.now(),
    events: await events(),
    accounts: await client.accounts.list.query({}),
    profiles: await client.profiles.list.query({}),
    payouts: await client.payouts.list.query({ limit: 200 }),
    activities: await client.activities.list.query({ limit: 200 }),
    user: await client.users.create.mutate({}),
  };
}

test('a login is connected and scanned when the call answers', async () => {
  const { client, sandbox } = await created();

  const account = await sandbox.connect({ link_item: 'walmart' });
  const payouts = await client.payouts.list.query({ account: account.id });

  expect(account.connection.status).toBe('connected');
  expect(account.availability.payouts?.status).toBe('synced');
  expect(payouts.count).toBeGreaterThan(10);
});

test('every run is equal, and another seed gives another one', async () => {
  const first = await worldOf({});
  const second = await worldOf({});
  const other = await worldOf({ seed: 'tulip' });

  expect(second).toEqual(first);
  expect(other).not.toEqual(first);
});

test('instances know nothing of each other', async () => {
  const instances = await Promise.all(Array.from({ length: 5 }, () => created()));

  await Promise.all(
    instances.map(async ({ sandbox, clock }, i) => {
      for (let n = 0; n < i; n++) await sandbox.connect({ link_item: 'walmart' });
      if (i > 0) await clock.advance({ days: i });
    }),
  );

  const seen = instances.map(async ({ client, clock }) => {
    const { count } = await client.accounts.list.query({});
    return [count, (await clock.now()).slice(0, 10)];
  });
  expect(await Promise.all(seen)).toEqual([
    [0, '2026-01-15'],
    [1, '2026-01-16'],
    [2, '2026-01-17'],
    [3, '2026-01-18'],
    [4, '2026-01-19'],
  ]);
});

test('what is not closed yet has a folder, and what is closed has none', async () => {
  const before = folders();
  const intarsia = await created();
  const during = folders();

  await intarsia.close();
  await intarsia.close();

  expect(during).toHaveLength(before.length + 1);
  expect(folders()).toEqual(before);
});

test('leaving the block of `await using` closes an instance', async () => {
  const before = folders();
  {
    await using intarsia = await createTestIntarsia();
    await intarsia.client.users.create.mutate({});
  }

  expect(folders()).toEqual(before);
});

test('a call after the end says that it is over', async () => {
  const intarsia = await created();
  await intarsia.close();

  await expect(intarsia.fetch('/v1/users')).rejects.toThrow('was closed');
  await expect(intarsia.client.users.list.query({})).rejects.toThrow('was closed');
});

test.each<[TestIntarsiaOptions, Partial<Record<string, string>>]>([
  [{}, { now: '2026-01-15T09:00:00.000000Z', mode: 'frozen', speed: 'instant' }],
  [{ now: '2030-05-01T00:00:00+02:00' }, { now: '2030-04-30T22:00:00.000000Z', mode: 'frozen' }],
  [{ now: '2030-05-01T00:00:00.123456Z' }, { now: '2030-05-01T00:00:00.123456Z' }],
  [{ now: new Date(Date.UTC(2024, 1, 29)) }, { now: '2024-02-29T00:00:00.000000Z' }],
  [{ clock: 'running' }, { mode: 'running', speed: 'instant' }],
  [{ speed: 'real' }, { mode: 'frozen', speed: 'real' }],
])('%o makes a clock of %o', async (options, expected) => {
  const { clock } = await created(options);

  expect(await clock.state()).toMatchObject(expected);
});

test.each<[object, string]>([
  [{ sed: 'a' }, 'no option "sed"; there are seed, now, clock, speed'],
  [{ seed: '' }, 'seed must be a text'],
  [{ seed: 7 }, 'seed must be a text'],
  [{ clock: 'stopped' }, 'clock must be one of frozen, running, not "stopped"'],
  [{ speed: 'slow' }, 'speed must be one of instant, fast, real'],
  [{ now: 'yesterday' }, 'now must be a Date or ISO 8601'],
  [{ now: new Date(Number.NaN) }, 'now must be a Date or ISO 8601'],
  [{ now: '1812-01-01' }, 'from 2000 to 2100'],
])('%o is refused', async (options, message) => {
  await expect(createTestIntarsia(options)).rejects.toThrow(message);
});

test('a running clock goes on from where it was set, and does what falls due with the next call', async () => {
  const { client, clock, sandbox } = await created({
    clock: 'running',
    now: '2027-03-01',
    speed: 'fast',
  });
  const { id, connection } = await sandbox.connect({ link_item: 'walmart' });

  const account = await vi.waitUntil(
    async () => {
      const account = await client.accounts.get.query({ id });
      return account.connection.status === 'connected' && account;
    },
    { timeout: 5000, interval: 20 },
  );

  expect(connection.status).toBe('connecting');
  expect(account.updated_at > '2027-03-01T00:00:00.1').toBe(true);
  expect((await clock.now()).slice(0, 15)).toBe('2027-03-01T00:0');
});

test('fake timers of a test do not stop an instance', async () => {
  vi.useFakeTimers();
  const { sandbox, clock } = await created();

  const { connection } = await sandbox.connect({ link_item: 'walmart' });
  await clock.advance({ days: 1 });

  expect(connection.status).toBe('connected');
});

describe('the clock', () => {
  test.each<[Parameters<TestIntarsia['clock']['advance']>[0], string]>([
    ['P10D', '2026-01-25T09:00:00.000000Z'],
    [{ days: 10 }, '2026-01-25T09:00:00.000000Z'],
    [{ months: 1, hours: 2, minutes: 30 }, '2026-02-15T11:30:00.000000Z'],
    [{ weeks: 1, seconds: 0.5 }, '2026-01-22T09:00:00.500000Z'],
    [{ to: '2026-03-01T00:00:00Z' }, '2026-03-01T00:00:00.000000Z'],
    [{ to: new Date('2026-03-01') }, '2026-03-01T00:00:00.000000Z'],
  ])('is moved by %o', async (by, expected) => {
    const { clock } = await created();

    const { now } = await clock.advance(by);

    expect(now).toBe(expected);
    expect(await clock.now()).toBe(expected);
  });

  test.each<[object, string]>([
    [{ day: 1 }, '"day" is not a unit of time; there are years, months, weeks, days'],
    [{ days: -1 }, 'days must be a number of at least 0, not -1'],
    [{ days: '1' }, 'days must be a number'],
    [{}, 'say how far'],
  ])('is not moved by %o', async (by, message) => {
    const { clock } = await created();

    await expect(clock.advance(by)).rejects.toThrow(message);
  });

  test('stops, runs on, steps and goes back', async () => {
    const { clock, sandbox } = await created({ speed: 'fast' });
    const start = await clock.now();
    await sandbox.connect({ link_item: 'walmart' });

    const stepped = await clock.step();
    const ran = await clock.run();
    const resumed = await clock.resume();
    const frozen = await clock.freeze(new Date('2026-02-01'));
    await expect(clock.reset({ seed: 'rose' })).rejects.toThrow('This sandbox has users');
    await sandbox.reset();
    const reset = await clock.reset({ seed: 'rose', at: new Date('2019-05-01') });
    const again = await clock.reset();

    expect(stepped.jobs_run).toBe(1);
    expect(ran.now > stepped.now || ran.jobs_run > 0).toBe(true);
    expect(resumed.mode).toBe('running');
    expect(frozen).toMatchObject({ mode: 'frozen', now: '2026-02-01T00:00:00.000000Z' });
    expect(reset.mode).toBe('running');
    expect(reset.now.slice(0, 13)).toBe('2019-05-01T00');
    expect(again.now.slice(0, 13)).toBe(start.slice(0, 13));
  });
});

describe('the REST face', () => {
  test('takes paths, addresses and requests', async () => {
    const { fetch, url, auth } = await created();
    const headers = { authorization: auth };

    const answers = [
      await fetch('/v1/users', { headers }),
      await fetch(`${url}/v1/users`, { headers }),
      await fetch(new URL('/v1/users', url), { headers }),
      await fetch(new Request(`${url}/v1/users`, { headers })),
    ];

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(await answers[0]?.json()).toEqual({ count: 0, next: null, previous: null, results: [] });
  });

  test('makes, pages and deletes as a server does', async () => {
    const { fetch, url, auth } = await created();
    const headers = { authorization: auth };
    const made = await fetch('/v1/users', {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ external_metadata: { group: 'A5' } }),
    });
    await fetch('/v1/users', { method: 'POST', headers });
    const { id } = await made.json();

    const page = await (await fetch('/v1/users?limit=1', { headers })).json();
    const next = await (await fetch(page.next, { headers })).json();
    const deleted = await fetch(`/v1/users/${id}`, { method: 'DELETE', headers });

    expect(made.status).toBe(201);
    expect(made.headers.get('x-request-id')).toBe('test-1');
    expect(page.next.startsWith(`${url}/v1/users?`)).toBe(true);
    expect(next.results[0].external_metadata).toEqual({ group: 'A5' });
    expect([deleted.status, deleted.body]).toEqual([204, null]);
  });

  test('gives the file of a document', async () => {
    const { fetch, client, sandbox, url } = await created();
    await sandbox.connect({ link_item: 'walmart' });
    const { results } = await client.documents.list.query({ limit: 1 });
    const link = results[0]?.file_url ?? '';

    const file = await fetch(link);

    expect(link.startsWith(`${url}/`)).toBe(true);
    expect(file.headers.get('content-type')).toBe('application/pdf');
    expect((await file.text()).slice(0, 5)).toBe('%PDF-');
  });

  test('lets nobody in without a key', async () => {
    const { fetch } = await created();

    expect((await fetch('/v1/users')).status).toBe(401);
  });

  test('answers for no other host', async () => {
    const { fetch } = await created();

    await expect(fetch('https://example.com/v1/users')).rejects.toThrow(
      'answers for http://intarsia.test alone',
    );
  });

  test('gives up a request that was aborted', async () => {
    const { fetch } = await created();

    const asked = fetch('/v1/users', { signal: AbortSignal.abort() });

    await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
  });

  test.each([
    ['/openapi.json', 'openapi'],
    ['/.well-known/jwks.json', 'keys'],
  ])('shows %s', async (path, member) => {
    const { fetch } = await created();

    expect(await (await fetch(path)).json()).toHaveProperty(member);
  });
});

test('a client with a user token sees its own user alone', async () => {
  const { client, sandbox, url, fetch } = await created();
  const { token, id } = await client.users.create.mutate({});
  await sandbox.connect({ link_item: 'walmart', user: id });
  await sandbox.connect({ link_item: 'warpride' });
  const person = createIntarsia({ url, userToken: token, fetch });

  const accounts = await person.accounts.list.query({});
  const refused = await person.users.list.query({}).catch((error: unknown) => error);

  expect(accounts.results.map(({ user }) => user)).toEqual([id]);
  expect(problemOf(refused)?.code).toBe('caller_not_allowed');
});

test('a login that asks for a code goes on with the answer', async () => {
  const { sandbox } = await created();
  const asking = await sandbox.connect({ link_item: 'weftgo' });

  const account = await sandbox.answer({ id: asking.id, code: '8081' });

  expect(asking.connection.status).toBe('connecting');
  expect(account.connection.status).toBe('connected');
});

test('connections and deposit switches go where they are sent', async () => {
  const { sandbox } = await created();
  const account = await sandbox.connect({ link_item: 'walmart' });

  const switched = await sandbox.setPayDistribution(account, { status: 'awaiting_confirmation' });
  const lost = await sandbox.setConnection(account.id, {
    status: 'error',
    error_code: 'auth_required',
  });

  expect(switched.pay_distribution.status).toBe('awaiting_confirmation');
  expect(lost.connection.error_code).toBe('auth_required');
});

test('a scenario says what a login does', async () => {
  const { sandbox, clock, client } = await created();
  const { usernames } = await sandbox.scenario(
    'name: on-strike\ndescription: Gone after a day.\nlater:\n  - after: 1d\n    disconnect: auth_required\n',
  );
  const username = usernames[0] ?? '';
  const { id, connection } = await sandbox.connect({ link_item: 'walmart', username });

  await clock.advance({ days: 2 });

  const after = await client.accounts.get.query({ id });
  expect(connection.status).toBe('connected');
  expect(after.connection.error_code).toBe('auth_required');
});

test('a world is kept, brought back, and emptied to how the instance began', async () => {
  const { sandbox, clock, client } = await created({ now: '2027-01-01', seed: 'tulip' });
  const begun = await clock.state();
  await sandbox.connect({ link_item: 'walmart' });
  const snapshot = await sandbox.snapshot();
  await sandbox.connect({ link_item: 'uber' });
  await clock.advance({ days: 3 });

  const restored = await sandbox.restore(snapshot);
  const { count } = await client.accounts.list.query({});
  const emptied = await sandbox.reset();

  expect([snapshot.accounts, restored.accounts, count, emptied.accounts]).toEqual([1, 1, 1, 0]);
  expect(restored.now).toBe('2027-01-01T00:00:00.000000Z');
  expect(emptied).toEqual({ ...begun, users: 0, accounts: 0 });
});

test('settings are read and changed', async () => {
  const { sandbox } = await created();

  const before = await sandbox.settings();
  const after = await sandbox.settings({ speed: 'real' });

  expect(before.speed).toBe('instant');
  expect(after.speed).toBe('real');
});

describe('the event log', () => {
  test('gives what happened, of the types and accounts that are asked for', async () => {
    const { sandbox, events } = await created();
    const one = await sandbox.connect({ link_item: 'walmart' });
    const two = await sandbox.connect({ link_item: 'walmart', password: 'pass_account_disabled' });

    const all = await events();
    const [failed, ...more] = await events({ type: 'accounts.failed' });
    const ofOne = await events({ type: ['accounts.added', 'accounts.connected'], account: one.id });
    const ofUser = await events({ type: 'accounts.added', user: two.user });

    expect(all[0]).toMatchObject({ type: 'users.created', occurred_at: one.created_at });
    expect(failed?.data).toMatchObject({ account: two.id, error_code: 'account_disabled' });
    expect(more).toEqual([]);
    expect(ofOne.map(({ type }) => type)).toEqual(['accounts.added', 'accounts.connected']);
    expect(ofUser.map(({ data }) => data.account)).toEqual([two.id]);
  });

  test('gives the next one of a type once, also when it is still to come', async () => {
    const { sandbox, events } = await created();
    const coming = events.next('accounts.connected');
    const one = await sandbox.connect({ link_item: 'walmart' });
    const two = await sandbox.connect({ link_item: 'walmart', username: 'test_2' });

    const first = await coming;
    const second = await events.next('accounts.connected');

    expect([first.data.account, second.data.account]).toEqual([one.id, two.id]);
  });

  test('says what came instead of the event that is awaited', async () => {
    const { client, events } = await created();
    await client.users.create.mutate({});

    const awaited = events.next('accounts.connected', { within: 20 });

    await expect(awaited).rejects.toThrow('What came: users.created.');
  });
});

test('its client follows events as they come', async () => {
  const { client } = await created();
  let told: (user: unknown) => void = () => {};
  const next = new Promise((resolve) => {
    told = resolve;
  });
  const subscription = await new Promise<{ unsubscribe(): void }>((resolve) => {
    const following = client.events.stream.subscribe(
      { type: 'users.created' },
      {
        onStarted: () => resolve(following),
        onData: ({ data }) => told('user' in data && data.user),
      },
    );
  });

  const { id } = await client.users.create.mutate({});

  expect(await next).toBe(id);
  subscription.unsubscribe();
});
