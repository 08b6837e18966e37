import { type FeedEvent, FeedPage } from '@intarsia/domain';
import { type TestInstance, testInstance } from '@intarsia/runtime/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connected } from '../testing/logins.ts';

/** A page of the feed over REST. */
async function page(it: TestInstance, search = ''): Promise<FeedPage> {
  const { status, body } = await it.rest('GET', `/v1/events?${search}`);
  expect(status).toBe(200);
  return FeedPage.parse(body);
}

describe.each(['sqlite', 'postgres'] as const)('the feed on %s', (engine) => {
  let it: TestInstance;
  beforeEach(async () => {
    it = await testInstance({ engine });
  });
  afterEach(() => it.close());

  const makeUsers = async (count: number) => {
    const ids: string[] = [];
    for (let i = 0; i < count; i++) ids.push((await it.caller().users.create({})).id);
    return ids;
  };

  test('is oldest first, and its pages follow each other', async () => {
    const users = await makeUsers(5);

    const first = await page(it, 'limit=2');
    const second = await page(it, `limit=2&cursor=${first.cursor}`);
    const third = await page(it, `limit=2&cursor=${second.cursor}`);

    const told = [first, second, third].flatMap(({ results }) => results.map(({ user }) => user));
    expect(told).toEqual(users);
    expect([first, second, third].map(({ has_more }) => has_more)).toEqual([true, true, false]);
    expect(first.results[0]).toMatchObject({
      type: 'users.created',
      account: null,
      sequence: null,
      data: { user: users[0] },
    });
  });

  test('an empty page tells where to go on', async () => {
    const empty = await page(it);
    const [user] = await makeUsers(1);

    const next = await page(it, `cursor=${empty.cursor}`);
    const after = await page(it, `cursor=${next.cursor}`);

    expect(empty).toMatchObject({ results: [], has_more: false, gap: false });
    expect(next.results.map((one) => one.user)).toEqual([user]);
    expect(after).toEqual({ results: [], cursor: next.cursor, has_more: false, gap: false });
  });

  test('the id of an event is a cursor', async () => {
    const users = await makeUsers(3);
    const { results } = await page(it);

    const rest = await page(it, `cursor=${results[0]?.id}`);

    expect(rest.results.map(({ user }) => user)).toEqual(users.slice(1));
  });

  test('a page that its filter leaves empty leads past all that was left out', async () => {
    const [first] = await makeUsers(3);

    const none = await page(it, 'type=accounts.added');
    const one = await page(it, `user=${first}`);

    expect(none.results).toEqual([]);
    expect(one.results).toHaveLength(1);
    expect(new Set([none.cursor, one.cursor])).toEqual(new Set([(await page(it)).cursor]));
  });

  test('the last ones are told oldest first, and lead to the end of the feed', async () => {
    const users = await makeUsers(25);
    const all = await page(it, 'limit=200');

    const told = await page(it, 'last=20');
    const more = await makeUsers(1);
    const next = await page(it, `cursor=${told.cursor}`);

    expect(told.results.map(({ user }) => user)).toEqual(users.slice(5));
    expect(told).toMatchObject({ cursor: all.cursor, has_more: false, gap: false });
    expect(next.results.map(({ user }) => user)).toEqual(more);
    expect((await page(it, 'last=1000')).results).toHaveLength(26);
  });

  test('the last none tell where the feed ends', async () => {
    await makeUsers(2);
    const all = await page(it);

    const none = await page(it, 'last=0');

    expect(none).toEqual({ results: [], cursor: all.cursor, has_more: false, gap: false });
  });

  test('a cursor wins over how many were the last', async () => {
    const users = await makeUsers(3);
    const first = await page(it, 'limit=1');

    const { results } = await page(it, `last=1&cursor=${first.cursor}`);

    expect(results.map(({ user }) => user)).toEqual(users.slice(1));
  });

  test('cursors of another environment are none of this one', async () => {
    await makeUsers(1);
    const { cursor } = await page(it);

    const answer = await it.rest('GET', `/v1/events?cursor=${cursor}`, { auth: it.keys.live.auth });

    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: 'cursor_invalid', cursor: [expect.any(String)] });
  });

  test('each environment has a feed of its own', async () => {
    await makeUsers(1);

    const answer = await it.rest('GET', '/v1/events', { auth: it.keys.live.auth });

    expect(answer.body).toMatchObject({ results: [], has_more: false });
  });
});

describe('what is asked of the feed', () => {
  let it: TestInstance;
  let all: readonly FeedEvent[];
  beforeAll(async () => {
    it = await testInstance();
    await connected(it, { link_item: 'walmart', username: 'test_1' });
    await connected(it);
    all = (await page(it, 'limit=200')).results;
  });
  afterAll(() => it.close());

  test('is told by type, account and person, alone and together', async () => {
    const { account, user } = all.find(({ type }) => type === 'profiles.added') ?? {};
    const filters: [string, (event: FeedEvent) => boolean][] = [
      ['type=accounts.updated', ({ type }) => type === 'accounts.updated'],
      [`account=${account}`, (event) => event.account === account],
      [`user=${user}`, (event) => event.user === user],
      [
        `account=${account}&user=${user}&type=profiles.added`,
        (event) => event.account === account && event.type === 'profiles.added',
      ],
      [`account=${account}&user=${account}`, () => false],
    ];

    for (const [search, wanted] of filters) {
      const { results } = await page(it, `limit=200&${search}`);
      const newest = await page(it, `last=2&${search}`);

      expect(results).toEqual(all.filter(wanted));
      expect(newest.results).toEqual(all.filter(wanted).slice(-2));
    }
    expect(all.filter((event) => event.account === account)).not.toEqual(all);
  });

  test('events of an account are numbered without holes', () => {
    const accounts = new Set(all.map(({ account }) => account).filter((id) => id !== null));

    for (const id of accounts) {
      const numbers = all.filter(({ account }) => account === id).map(({ sequence }) => sequence);
      expect(numbers).toEqual(numbers.map((_, i) => i + 1));
    }
    expect(accounts.size).toBe(2);
  });

  test.each([
    ['cursor=', 'cursor'],
    ['cursor=nonsense', 'cursor'],
    ['cursor=%00', 'cursor'],
    ['cursor=018051aa-f7a9-7c3e-9f38-6cfa325e9d69', 'cursor'],
    ['limit=0', 'limit'],
    ['limit=-1', 'limit'],
    ['limit=1.5', 'limit'],
    ['limit=abc', 'limit'],
    ['last=-1', 'last'],
    ['last=1.5', 'last'],
    ['last=', 'last'],
    ['last=all', 'last'],
    ['type=users.exploded', 'type'],
    ['type=*', 'type'],
    ['type=', 'type'],
    ['account=1', 'account'],
    ['account=%00', 'account'],
    ['user=', 'user'],
    ["user=' or 1=1 --", 'user'],
  ])('%s is a 400 that names the field', async (search, field) => {
    const answer = await it.rest('GET', `/v1/events?${search}`);

    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ [field]: [expect.any(String)] });
  });

  test('a cursor that the feed has not reached is a 400', async () => {
    const { cursor } = await page(it, 'limit=200');
    const ahead = `${cursor.slice(0, -6)}ffffff`;

    const answer = await it.rest('GET', `/v1/events?cursor=${ahead}`);

    expect(answer).toMatchObject({ status: 400, body: { code: 'cursor_invalid' } });
  });
});
