import { setTimeout as wait } from 'node:timers/promises';
import { createIntarsia } from '@intarsia/client';
import { engines, storeAt } from '@intarsia/store/testing';
import { afterEach, describe, expect, test } from 'vitest';
import { type Message, readLine } from './src/feed-lines.ts';
import {
  emptyPlace,
  freePort,
  type Place,
  printedAuth,
  type ServerProcess,
  startServer,
} from './src/server-process.ts';

const READERS = 50;
/** How often each reader breaks its line, besides those that servers break. */
const BREAKS = 10;
/** A reader that is told something breaks its line within this many milliseconds. */
const LONGEST_MS = 500;
const WRITERS = 2;
/** What is written at least; on a machine that has nothing else to do it is much more. */
const EVENTS = 300;
/** Every so many readers follow by the typed router. */
const TYPED = 5;
const SLOW = 120_000;

const undo: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

/** Numbers from 0 to 1 that are the same in every run. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Servers on one database that keep their addresses over restarts. */
async function house(place: Place, count: number) {
  const ports: number[] = [];
  const running: ServerProcess[] = [];
  for (let n = 0; n < count; n++) ports.push(await freePort());
  const start = async (n: number) => {
    running[n] = await startServer({ ...place.env, INTARSIA_PORT: String(ports[n]) });
  };
  undo.push(() => Promise.all(running.map((server) => server.stop('SIGKILL'))));
  for (let n = 0; n < count; n++) await start(n);
  const authorization = printedAuth(running[0]?.out() ?? '');
  return {
    authorization,
    urls: ports.map((port) => `http://127.0.0.1:${port}`),
    async restart(n: number, signal: NodeJS.Signals) {
      await running[n]?.stop(signal);
      await start(n);
    },
    stop: (n: number) => running[n]?.stop(),
  };
}

type House = Awaited<ReturnType<typeof house>>;

/** The address of a stream, of the REST face or of the typed router. */
function streamAt(url: string | undefined, { typed }: { typed: boolean }): string {
  return `${url}${typed ? '/trpc/events.stream?input=%7B%7D' : '/v1/events/stream'}`;
}

/** The id behind all that has happened so far. */
async function endOfFeed({ urls, authorization }: House): Promise<string> {
  const answer = await fetch(`${urls[0]}/v1/events?last=0`, { headers: { authorization } });
  return (await answer.json()).cursor;
}

interface Writer {
  readonly signal: AbortSignal;
  /** Told of each that was made. */
  made(): void;
}

/** Makes people at one server until it is told to stop; what fails while that is away is tried again. */
async function write(url: string, authorization: string, { signal, made }: Writer): Promise<void> {
  while (!signal.aborted) {
    const request = { method: 'POST', headers: { authorization } };
    const answer = await fetch(`${url}/v1/users`, request).catch(() => undefined);
    await answer?.arrayBuffer();
    const isMade = answer?.status === 201;
    if (isMade) made();
    await wait(isMade ? 3 : 20);
  }
}

interface Reader {
  /** The ids of all events that were told, in the order in which they were. */
  readonly seen: string[];
  breaks: number;
}

/** Follows until it is over, at a random server each time, and breaks its line again and again. */
async function read(
  reader: Reader,
  { urls, authorization }: House,
  at: { start: string; number: number; over: AbortSignal },
): Promise<void> {
  const { start, number, over } = at;
  const random = numbersFrom(number);
  const typed = number % TYPED === 0;
  let behind = start;
  while (!over.aborted) {
    const breaking = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    const heard = ({ id, data }: Message) => {
      if (reader.breaks < BREAKS) {
        timer ??= setTimeout(() => breaking.abort(), random() * LONGEST_MS);
      }
      if (id === undefined) return;
      behind = id;
      if (data !== undefined) reader.seen.push(id);
    };
    const url = streamAt(urls[Math.floor(random() * urls.length)], { typed });
    const signal = AbortSignal.any([breaking.signal, over]);
    await readLine({ url, authorization, behind, signal }, heard);
    clearTimeout(timer);
    if (breaking.signal.aborted) reader.breaks += 1;
    else await wait(20);
  }
}

const servers = { sqlite: 1, postgres: 2 } as const;

describe.each(engines)('the feed of $name', (engine) => {
  async function opened(): Promise<{ place: Place; house: House }> {
    const place = await emptyPlace(engine);
    undo.push(place.remove);
    return { place, house: await house(place, servers[engine.name]) };
  }

  test('tells each reader every event once, over 500 broken lines and servers that end and die', {
    timeout: SLOW,
  }, async () => {
    const { place, house: at } = await opened();
    const start = await endOfFeed(at);
    const [over, written] = [new AbortController(), new AbortController()];
    undo.push(async () => {
      over.abort();
      written.abort();
    });
    let made = 0;
    const writer: Writer = {
      signal: written.signal,
      made: () => {
        made += 1;
      },
    };
    const readers = Array.from({ length: READERS }, (): Reader => ({ seen: [], breaks: 0 }));
    const reading = readers.map((reader, number) =>
      read(reader, at, { start, number, over: over.signal }),
    );
    const writing = at.urls.flatMap((url) =>
      Array.from({ length: WRITERS }, () => write(url, at.authorization, writer)),
    );
    const breaks = () => readers.reduce((sum, reader) => sum + reader.breaks, 0);
    const soon = { timeout: 60_000 };

    await expect.poll(breaks, soon).toBeGreaterThan(100);
    await at.restart(0, 'SIGTERM');
    await expect.poll(breaks, soon).toBeGreaterThan(300);
    await at.restart(at.urls.length - 1, 'SIGKILL');
    await expect.poll(breaks, soon).toBe(READERS * BREAKS);
    await expect.poll(() => made, soon).toBeGreaterThan(EVENTS);
    written.abort();
    await Promise.all(writing);

    const store = await storeAt(place.database_url);
    undo.push(store.close);
    const all = (await store.look('select id from events order by cursor')).map(({ id }) => id);
    const slowest = () => Math.min(...readers.map(({ seen }) => seen.length));
    await expect.poll(slowest, soon).toBeGreaterThanOrEqual(all.length);
    over.abort();
    await Promise.all(reading);
    expect(all.length).toBeGreaterThan(EVENTS);
    for (const { seen } of readers) expect(seen).toEqual(all);
  });

  test('is gone on with by the typed client after a restart, also where nothing was told before', async () => {
    const { house: at } = await opened();
    const { authorization, urls } = at;
    const api = createIntarsia({ url: urls[0] ?? '', headers: { authorization } });
    const told: string[] = [];
    const states: string[] = [];
    const following = api.events.stream.subscribe(
      {},
      {
        onData: ({ id }) => told.push(id),
        onConnectionStateChange: ({ state, error }) => states.push(error ? 'lost' : state),
      },
    );
    undo.push(async () => following.unsubscribe());
    await expect.poll(() => states).toEqual(['connecting', 'pending']);

    await at.restart(0, 'SIGTERM');
    // Before the client is back.
    await api.users.create.mutate({});

    const { results } = await api.events.list.query({ last: 10 });
    expect(results).toHaveLength(1);
    await expect.poll(() => told, { timeout: 10_000 }).toEqual(results.map(({ id }) => id));
    expect(states).toEqual(['connecting', 'pending', 'lost', 'pending']);
  });

  test('says goodbye to its readers when a server ends, and that ends soon', async () => {
    const { house: at } = await opened();
    const { authorization, urls } = at;
    const behind = await endOfFeed(at);
    const heard: Message[][] = [];
    const lines = Array.from({ length: 20 }, (_, number) => {
      const messages: Message[] = [];
      heard.push(messages);
      const url = streamAt(urls[0], { typed: number % 2 === 0 });
      const { signal } = new AbortController();
      return readLine({ url, authorization, behind, signal }, (one) => messages.push(one));
    });
    await expect
      .poll(() => heard.every(({ length }) => length > 0), { timeout: 10_000 })
      .toBe(true);

    const began = performance.now();
    const ended = await at.stop(0);
    const took_ms = performance.now() - began;
    await Promise.all(lines);

    expect(ended?.code).toBe(0);
    expect(took_ms).toBeLessThan(10_000);
    for (const messages of heard) {
      const { event, data } = messages.at(-1) ?? {};
      expect(['stream.closed', 'serialized-error']).toContain(event);
      expect(data).toContain('"code":"not_ready"');
    }
  });
});
