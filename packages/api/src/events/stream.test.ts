import { basicAuth, type TestInstance, testInstance } from '@intarsia/runtime/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connected, engineNames, makeUser } from '../testing/logins.ts';
import { follow, type Message, readerOf } from '../testing/streams.ts';
import { countTurns } from '../testing/turns.ts';

const usersOf = (messages: readonly Message[]) =>
  messages.map(({ data }) => (data as { user: string }).user);

describe.each(engineNames)('the stream on %s', (engine) => {
  let it: TestInstance;
  beforeEach(async () => {
    it = await testInstance({ engine });
  });
  afterEach(() => it.close());

  const makeUsers = async (count: number) => {
    const ids: string[] = [];
    for (let i = 0; i < count; i++) ids.push(await makeUser(it));
    return ids;
  };

  test('begins with what comes next, and tells at once where it stands', async () => {
    await makeUsers(2);

    const stream = await follow(it);
    const first = await stream.next();
    const users = await makeUsers(3);
    const messages = await stream.take(3);

    expect(stream.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    });
    expect(first).toMatchObject({ id: expect.any(String), event: '' });
    expect(usersOf(messages)).toEqual(users);
    stream.leave();
  });

  test('tells each event as the list does', async () => {
    const stream = await follow(it);
    await connected(it, { link_item: 'walmart', username: 'test_1' });
    const { body } = await it.rest('GET', '/v1/events?limit=200');
    const { results } = body as { results: { id: string; type: string }[] };

    const messages = await stream.take(results.length);

    expect(messages).toEqual(
      results.map((event) => ({ id: event.id, event: event.type, data: event })),
    );
    stream.leave();
  });

  test.each(['cursor', 'last-event-id'])('goes on behind a %s', async (how) => {
    const users = await makeUsers(5);
    const { body } = await it.rest('GET', '/v1/events?limit=2');
    const { cursor } = body as { cursor: string };

    const stream = await (how === 'cursor'
      ? follow(it, `cursor=${cursor}`)
      : follow(it, `cursor=nonsense`, { headers: { 'last-event-id': cursor } }));
    const old = await stream.take(3);
    const more = await makeUsers(2);

    expect(usersOf([...old, ...(await stream.take(2))])).toEqual([...users.slice(2), ...more]);
    stream.leave();
  });

  test('begins with the last ones of a kind, and goes on', async () => {
    const [first = '', second = ''] = await makeUsers(2);
    let n = 0;
    const update = (id: string) => it.caller().users.update({ id, external_metadata: { n: n++ } });
    for (const id of [first, second, first]) await update(id);
    await makeUsers(2);

    const stream = await follow(it, 'last=2&type=users.updated');
    const old = await stream.take(2);
    await update(second);

    expect(usersOf([...old, ...(await stream.take(1))])).toEqual([second, first, second]);
    stream.leave();
  });

  test.each([
    ['last=200', 3],
    ['last=2', 2],
    ['last=0', 0],
  ])('with %s begins with %i of three events', async (search, count) => {
    const users = await makeUsers(3);

    const stream = await follow(it, search);
    const [next] = await makeUsers(1);

    expect(usersOf(await stream.take(count + 1))).toEqual([...users.slice(3 - count), next]);
    stream.leave();
  });

  test('shows what was asked for alone, and comes back past the rest', async () => {
    const [first] = await makeUsers(3);
    const { body } = await it.rest('GET', '/v1/events?limit=1');
    const { cursor } = body as { cursor: string };
    const stream = await follow(it, `cursor=${cursor}&type=users.updated`);
    await it.caller().users.update({ id: first ?? '', external_metadata: { a: 1 } });

    const [told] = await stream.take(1);

    expect(told).toMatchObject({ event: 'users.updated', data: { user: first } });
    stream.leave();
  });

  test('what another process commits comes within a second', async () => {
    const other = await it.again();
    const stream = await follow(it);
    await stream.next();
    const began = performance.now();
    await other
      .callAs({
        actor: { kind: 'client', key_id: it.keys.sandbox.id },
        environment: it.sandbox,
        client: it.client,
      })
      .users.create({});

    const messages = await stream.take(1);

    expect(messages).toHaveLength(1);
    expect(performance.now() - began).toBeLessThan(2000);
    stream.leave();
    await other.close();
  });

  test('loses and repeats nothing while many write and readers come back again and again', async () => {
    const wanted = 300;
    const readers = 20;
    const { body } = await it.rest('GET', '/v1/events');
    const { cursor: start } = body as { cursor: string };
    const write = async () => {
      for (let i = 0; i < wanted / 10; i++) await makeUser(it);
    };
    const read = async (seed: number) => {
      const seen: string[] = [];
      let cursor = start;
      for (let turn = 1; seen.length < wanted; turn++) {
        const stream = await follow(it, '', { headers: { 'last-event-id': cursor } });
        const part = await stream.take(
          Math.min(1 + ((seed * turn * 7) % 41), wanted - seen.length),
        );
        stream.leave();
        seen.push(...part.map(({ id }) => id));
        cursor = stream.last();
      }
      return seen;
    };

    const writing = Array.from({ length: 10 }, write);
    const seen = await Promise.all(Array.from({ length: readers }, (_, i) => read(i + 1)));
    await Promise.all(writing);

    const { events } = it.instance.deps.store.read;
    const scope = { environment_id: it.sandbox.id };
    const all = (await events.list(scope, { after_cursor: 0, limit: 1000 })).map(({ id }) => id);
    expect(all).toHaveLength(wanted);
    for (const one of seen) expect(one).toEqual(all);
    expect(it.instance.deps.feed.followers()).toBe(0);
  });

  test('a reader that comes back after a restart goes on where it was', async () => {
    const stream = await follow(it);
    await makeUsers(2);
    const before = await stream.take(2);
    stream.leave();
    const missed = await makeUsers(2);

    const restarted = await it.again();
    const { stream: pieces } = await restarted.rest({
      method: 'GET',
      url: '/v1/events/stream',
      headers: { authorization: it.keys.sandbox.auth, 'last-event-id': stream.last() },
      body: new Uint8Array(0),
      origin: '',
      request_id: 'again',
    });
    if (!pieces) throw new Error('no stream');
    const again = readerOf(pieces);

    expect(before).toHaveLength(2);
    expect(usersOf(await again.take(2))).toEqual(missed);
    again.leave();
    await restarted.close();
  });
});

describe('who follows', () => {
  let it: TestInstance;
  beforeEach(async () => {
    it = await testInstance();
  });
  afterEach(() => it.close());
  const followers = () => it.instance.deps.feed.followers();

  test('two hundred get every event, and none is left when they go', async () => {
    const streams = await Promise.all(Array.from({ length: 200 }, () => follow(it)));
    await Promise.all(streams.map((stream) => stream.next()));
    expect(followers()).toBe(200);
    const users = [await makeUser(it), await makeUser(it), await makeUser(it)];

    const told = await Promise.all(streams.map((stream) => stream.take(3)));

    for (const messages of told) expect(usersOf(messages)).toEqual(users);
    for (const stream of streams) stream.leave();
    expect(followers()).toBe(0);
  });

  test('leaves others their turns while it catches up', async () => {
    const occurred_at = it.clock.now();
    const told = Array.from({ length: 3000 }, (_, n) => {
      const user = `018051aa-f7a9-7000-8000-${String(n).padStart(12, '0')}`;
      return { type: 'users.created', occurred_at, data: { user } } as const;
    });
    const scope = { environment_id: it.sandbox.id };
    await it.instance.deps.store.write((tx) => tx.outbox.append(scope, told));
    const [first] = (await it.caller().events.list({ limit: 1 })).results;
    const stream = await follow(it, `cursor=${first?.id}`);
    const turns = countTurns();

    const messages = await stream.take(2999);

    expect(turns.stop()).toBeGreaterThan(2999 / 200);
    expect(usersOf(messages)).toEqual(told.slice(1).map(({ data }) => data.user));
    stream.leave();
  });

  test('leaves while it waits', async () => {
    const stream = await follow(it);
    await stream.next();
    const waiting = stream.next();

    stream.leave();

    expect(await waiting).toBeUndefined();
    expect(followers()).toBe(0);
  });

  test('is told to come back when the process ends', async () => {
    const stream = await follow(it);
    await stream.next();

    it.instance.drain();

    expect(await stream.take(2)).toMatchObject([
      { event: 'stream.closed', data: { code: 'not_ready' } },
    ]);
    expect(followers()).toBe(0);
  });

  test('sees nothing of other environments', async () => {
    const live = await follow(it, '', { auth: it.keys.live.auth });
    await live.next();
    const stream = await follow(it);
    await makeUser(it);
    await stream.take(1);

    it.instance.drain();

    expect((await live.take(2)).map(({ event }) => event)).toEqual(['stream.closed']);
  });

  test('must have a key: tokens and strangers are refused', async () => {
    const { token } = await it.caller().users.create({});
    const refused = [
      null,
      `Bearer ${token}`,
      basicAuth({ id: it.keys.sandbox.id, secret: 'wrong' }),
      basicAuth({ id: it.link_key, secret: '' }),
    ];

    for (const auth of refused) {
      expect((await it.rest('GET', '/v1/events/stream', { auth })).status).toBe(401);
    }
    expect(followers()).toBe(0);
  });

  test.each([
    ['cursor=nonsense', 'cursor'],
    ['cursor=', 'cursor'],
    ['last=-1', 'last'],
    ['type=users.exploded', 'type'],
    ['account=1', 'account'],
    ['user=%00', 'user'],
  ])('with %s gets a 400 that names the field', async (search, field) => {
    const answer = await it.rest('GET', `/v1/events/stream?${search}`);

    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ [field]: [expect.any(String)] });
    expect(followers()).toBe(0);
  });
});
