import { testInstance } from '@intarsia/runtime/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { doorsOf } from './doors.ts';
import { type HttpServer, openHttp } from './http.ts';
import { openLog } from './log.ts';
import { openMetrics } from './metrics.ts';

type House = Awaited<ReturnType<typeof testInstance>>;

const metrics = openMetrics();
const log = openLog('error', { write: () => {} });

describe('events over HTTP', () => {
  let house: House;
  let server: HttpServer;
  beforeEach(async () => {
    house = await testInstance();
    const config = { ...readConfig({}), port: 0 };
    server = await openHttp(config, { log, metrics });
    server.open(doorsOf(house.instance, { config, metrics }));
  });
  afterEach(async () => {
    house.instance.drain();
    await server.close(0);
    await house.close();
  });
  const followers = () => house.instance.deps.feed.followers();

  const follow = (headers: Record<string, string> = {}, signal?: AbortSignal) =>
    fetch(`${server.url}/v1/events/stream`, {
      headers: { authorization: house.keys.sandbox.auth, ...headers },
      ...(signal ? { signal } : {}),
    });

  /** Reads until so many events of a subscription were told. */
  async function messagesIn(
    answer: Response,
    count: number,
  ): Promise<{ id: string; data: { user: string } }[]> {
    let text = '';
    const decoder = new TextDecoder();
    for await (const piece of answer.body ?? []) {
      text += decoder.decode(piece, { stream: true });
      const told = [...text.matchAll(/data: (\{"id".*)\nid: (.*)\n\n/g)];
      if (told.length >= count) {
        return told.map(([, data, id]) => ({ id: id ?? '', data: JSON.parse(data ?? '') }));
      }
    }
    return [];
  }

  /** Reads until so many events were told, and gives their persons. */
  async function usersIn(answer: Response, count: number): Promise<string[]> {
    let text = '';
    const decoder = new TextDecoder();
    for await (const piece of answer.body ?? []) {
      text += decoder.decode(piece, { stream: true });
      const told = [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => JSON.parse(data ?? ''));
      if (told.length >= count) return told.map(({ user }) => user);
    }
    return [];
  }

  test('fifty readers get every event, and none is left when they go', async () => {
    const leaving = new AbortController();
    const answers = await Promise.all(Array.from({ length: 50 }, () => follow({}, leaving.signal)));
    expect(followers()).toBe(50);
    const users: string[] = [];
    for (let i = 0; i < 20; i++) users.push((await house.caller().users.create({})).id);

    const told = await Promise.all(answers.map((answer) => usersIn(answer, users.length)));

    for (const one of told) expect(one).toEqual(users);
    leaving.abort();
    await expect.poll(followers).toBe(0);
  });

  test('is not to be held up, packed or kept on the way', async () => {
    const { status, headers, body } = await follow();

    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(headers.get('cache-control')).toBe('no-store, no-transform');
    expect(headers.get('x-accel-buffering')).toBe('no');
    expect(headers.get('content-length')).toBeNull();
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('x-request-id')).not.toBeNull();
    await body?.cancel();
  });

  test('a look at the head alone begins no stream', async () => {
    const { auth } = house.keys.sandbox;
    const answer = await fetch(`${server.url}/v1/events/stream`, {
      method: 'HEAD',
      headers: { authorization: auth },
    });

    expect([answer.status, await answer.text()]).toEqual([200, '']);
    expect(followers()).toBe(0);
  });

  test('the subscription of the typed router tells the same, and resumes by its ids', async () => {
    const subscribe = (input: object) =>
      fetch(`${server.url}/trpc/events.stream?input=${encodeURIComponent(JSON.stringify(input))}`, {
        headers: { authorization: house.keys.sandbox.auth, accept: 'text/event-stream' },
      });
    const first = await subscribe({ type: 'users.created' });
    const users: string[] = [];
    for (let i = 0; i < 3; i++) users.push((await house.caller().users.create({})).id);
    const told = await messagesIn(first, 1);

    const again = await subscribe({ type: 'users.created', lastEventId: told[0]?.id });

    expect(told[0]?.data.user).toBe(users[0]);
    expect((await messagesIn(again, 2)).map(({ data }) => data.user)).toEqual(users.slice(1));
    await expect.poll(followers).toBe(0);
  });

  test('a subscription says behind which id it begins, and how long it may be silent', async () => {
    const { cursor } = await house.caller().events.list({ last: 0 });

    const answer = await fetch(`${server.url}/trpc/events.stream?input={}`, {
      headers: { authorization: house.keys.sandbox.auth, accept: 'text/event-stream' },
    });
    const { value: piece } = (await answer.body?.getReader().read()) ?? {};

    expect(answer.headers.get('last-event-id')).toBe(cursor);
    expect(new TextDecoder().decode(piece)).toContain('event: connected');
    expect(answer.headers.get('cache-control')).toContain('no-cache');
  });

  test.each([
    [{ cursor: 'nonsense' }, {}, 'cursor_invalid'],
    [{}, { authorization: 'Basic eDp4' }, 'key_invalid'],
  ])('a subscription with %j and %j is refused with %s', async (input, headers, code) => {
    const answer = await fetch(
      `${server.url}/trpc/events.stream?input=${encodeURIComponent(JSON.stringify(input))}`,
      {
        headers: {
          authorization: house.keys.sandbox.auth,
          accept: 'text/event-stream',
          ...headers,
        },
      },
    );

    expect(await answer.text()).toContain(`"intarsia":{"code":"${code}"`);
    expect(followers()).toBe(0);
  });

  test('a server that stops tells its readers, and is clean at once', async () => {
    const answer = await follow();

    house.instance.drain();
    const closed = server.close(5000);

    expect(await answer.text()).toContain('event: stream.closed');
    expect(await closed).toEqual({ clean: true });
  });
});
