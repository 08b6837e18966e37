import { get, type IncomingMessage, type ServerResponse } from 'node:http';
import type { DomainEvent } from '@intarsia/domain';
import { type TestInstance, testInstance } from '@intarsia/runtime/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { doorsOf } from './doors.ts';
import { type HttpServer, openHttp } from './http.ts';
import { openLog } from './log.ts';
import { openMetrics } from './metrics.ts';
import { sendStream } from './streams.ts';

const metrics = openMetrics();
const log = openLog('error', { write: () => {} });

/** Events are written, and given to readers, so many together. */
const AT_ONCE = 200;
const EVENTS = 5 * AT_ONCE;
/** Some 20 KB each: more in all than the system takes for a reader who stops. */
const IDS = 500;
const PIECE = AT_ONCE * IDS * 42;

describe('readers who stop', () => {
  let house: TestInstance;
  let server: HttpServer;
  let responses: ServerResponse[];
  beforeEach(async () => {
    house = await testInstance();
    const config = { ...readConfig({}), port: 0 };
    server = await openHttp(config, { log, metrics });
    const door = doorsOf(house.instance, { config, metrics });
    responses = [];
    server.open((exchange) => {
      responses.push(exchange.response);
      return door(exchange);
    });
  });
  afterEach(async () => {
    house.instance.drain();
    await server.close(0);
    await house.close();
  });

  /** Opens streams of both doors that begin with the oldest event, and reads nothing of them. */
  async function openStreams(): Promise<IncomingMessage[]> {
    const { store } = house.instance.deps;
    const cursor = store.read.events.idAt({ environment_id: house.sandbox.id }, 0);
    const input = encodeURIComponent(JSON.stringify({ cursor }));
    const paths = [`/v1/events/stream?cursor=${cursor}`, `/trpc/events.stream?input=${input}`];
    const headers = {
      authorization: house.keys.sandbox.auth,
      accept: 'text/event-stream',
    };
    return Promise.all(
      [...paths, ...paths].map(
        (path) =>
          new Promise<IncomingMessage>((resolve) =>
            get(`${server.url}${path}`, { headers, agent: false }, (answer) =>
              resolve(answer.pause()),
            ),
          ),
      ),
    );
  }

  async function writeEvents(): Promise<void> {
    const { store } = house.instance.deps;
    const id = house.sandbox.id;
    const time = '2022-04-22T14:26:40Z';
    const told: DomainEvent = {
      type: 'payouts.removed',
      occurred_at: house.clock.now(),
      data: {
        account: id,
        user: id,
        available_from: null,
        available_to: null,
        available_count: 0,
        removed_from: time,
        removed_to: time,
        removed_count: IDS,
        removed_payouts: Array(IDS).fill(id),
      },
    };
    const part: DomainEvent[] = Array(AT_ONCE).fill(told);
    for (let n = 0; n < EVENTS; n += AT_ONCE) {
      await store.write((tx) => tx.outbox.append({ environment_id: id }, part));
    }
  }

  const areStuck = () => responses.every(({ writableNeedDrain }) => writableNeedDrain);
  const held = () => responses.map(({ writableLength }) => writableLength);

  test('are held one piece at most, and get all that is left when they go on', async () => {
    const answers = await openStreams();
    await writeEvents();
    await expect.poll(areStuck, { timeout: 10_000 }).toBe(true);
    const before = held();

    await writeEvents();

    expect(held()).toEqual(before);
    expect(Math.max(...before)).toBeLessThan(PIECE);
    const { events } = house.instance.deps.store.read;
    const scope = { environment_id: house.sandbox.id };
    const all = Array.from({ length: 2 * EVENTS }, (_, n) => events.idAt(scope, n + 1));
    for (const answer of answers) expect(await idsIn(answer, all.length)).toEqual(all);
  });

  test('do not hold up a server that ends', async () => {
    await writeEvents();
    await openStreams();
    await expect.poll(areStuck, { timeout: 10_000 }).toBe(true);

    house.instance.drain();

    expect(await server.close(5000)).toEqual({ clean: true });
    expect(house.instance.deps.feed.followers()).toBe(0);
  });
});

/** Reads so many events, and gives their ids. */
async function idsIn(answer: IncomingMessage, count: number): Promise<string[]> {
  const ids: string[] = [];
  let rest = '';
  for await (const piece of answer.setEncoding('utf8')) {
    const messages = (rest + piece).split('\n\n');
    rest = messages.pop() ?? '';
    for (const message of messages) {
      const [, id] = /^id: (.*)$/m.exec(message) ?? [];
      if (id !== undefined && message.includes('data: ')) ids.push(id);
    }
    if (ids.length >= count) break;
  }
  return ids;
}

/** A source that never ends. */
function endless() {
  const told = { pieces: 0, returned: 0 };
  const piece = new Uint8Array(1_048_576);
  const stream: AsyncIterableIterator<Uint8Array> = {
    async next() {
      told.pieces += 1;
      return { done: false, value: piece };
    },
    async return() {
      told.returned += 1;
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
  return { answer: { status: 200, headers: {}, stream }, told };
}

const { signal: stopping } = new AbortController();

test('a reader who takes nothing is cut off, and the source is told', async () => {
  const { answer, told } = endless();
  const server = await openHttp({ host: '127.0.0.1', port: 0 }, { log, metrics });
  server.open(async (exchange) => {
    await sendStream(exchange, answer, { stopping, stall_ms: 50 });
    return '/';
  });

  const reader = await new Promise<IncomingMessage>((resolve) => get(server.url, resolve));
  reader.pause();

  await expect.poll(() => told.returned, { timeout: 5000 }).toBeGreaterThan(0);
  expect(told.pieces).toBeLessThan(100);
  reader.destroy();
  await server.close(0);
});

test('nobody watches over a reader who has gone before the stream began', async () => {
  const { answer, told } = endless();
  const server = await openHttp({ host: '127.0.0.1', port: 0 }, { log, metrics });
  server.open(async (exchange) => {
    const { request, response } = exchange;
    await new Promise((resolve) => {
      response.once('close', resolve);
      request.socket.destroy();
    });
    await sendStream(exchange, answer, { stopping });
    return '/';
  });
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const before = timers();

  for (let n = 0; n < 20; n++) await fetch(server.url).catch(() => undefined);

  await expect.poll(() => told.returned).toBeGreaterThanOrEqual(20);
  expect(timers()).toBeLessThan(before + 10);
  await server.close(0);
});
