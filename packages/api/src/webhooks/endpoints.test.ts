import { createServer, type Socket } from 'node:net';
import type { Account, Delivery } from '@intarsia/domain';
import { type TestInstance, testInstance } from '@intarsia/runtime/testing';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openReceiver, type Receiver } from '../testing/receivers.ts';

/** A receiver that does something to its connections instead of answering. */
interface Misbehaving {
  readonly url: string;
  /** Connections that sent something, and those of them that were closed. */
  readonly asked: Set<Socket>;
  readonly closed: Set<Socket>;
  close(): void;
}

async function misbehaving(act: (socket: Socket) => void): Promise<Misbehaving> {
  const [asked, closed] = [new Set<Socket>(), new Set<Socket>()];
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('close', () => closed.add(socket));
    socket.once('data', () => {
      asked.add(socket);
      act(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    asked,
    closed,
    close() {
      server.close();
      for (const socket of asked) socket.destroy();
    },
  };
}

/** Less than it takes until a receiver that never answers is given up. */
const PATIENCE_MS = 5000;

/** Answers with ten gigabytes, as fast as they are read. */
function flood(socket: Socket): void {
  const part = Buffer.alloc(65_536, 'x');
  const more = () => {
    while (!socket.destroyed && socket.write(part));
  };
  socket.write('HTTP/1.1 200 OK\r\ncontent-length: 10000000000\r\n\r\n');
  socket.on('drain', more);
  more();
}

describe.each(['sqlite', 'postgres'] as const)('endpoints on %s', (engine) => {
  let it: TestInstance;
  let live: Receiver;
  let ends: (() => unknown)[];
  beforeEach(async () => {
    it = await testInstance({ engine });
    live = await openReceiver();
    ends = [];
  });
  afterEach(async () => {
    for (const end of ends) end();
    await live.close();
    await it.close();
  });

  const subscribe = async (name: string, url: string, events = ['*']) =>
    (await it.caller().webhooks.create({ events, name, url })).id;
  const open = async (act: (socket: Socket) => void) => {
    const receiver = await misbehaving(act);
    ends.push(receiver.close);
    return receiver;
  };
  const log = async (id: string): Promise<readonly Delivery[]> =>
    (await it.caller().webhooks.deliveries({ id, limit: 200 })).results;
  const events = () => live.received.map(({ json }) => json.event);
  const came = () => live.received.map(({ headers }) => Number(headers['intarsia-sequence']));

  test('one hangs, one resets, one sends without an end: the live one and the scans go on', async () => {
    const dead = await open(() => undefined);
    const resetting = await open((socket) => socket.resetAndDestroy());
    const flooding = await open(flood);
    await subscribe('dead', dead.url);
    await subscribe('live', live.url);
    const refused = await subscribe('resetting', resetting.url);
    const taken = await subscribe('flooding', flooding.url);
    const { instance, clock } = it;
    const login = { link_item: 'walmart', username: 'test_empty', password: 'passgood' };
    const made = await it.rest('POST', '/v1/sandbox/accounts', { body: login });
    const { id } = made.body as Account; // As every account.
    const scope = { environment_id: it.sandbox.id };
    const feed = () => instance.deps.store.read.events.list(scope, { after_cursor: 0, limit: 500 });

    // Each step of the login and its scans, and what it tells, before the next one begins.
    for (let steps = 0; steps < 100 && !events().includes('payouts.fully_synced'); steps++) {
      await instance.work();
      await instance.idle();
      await instance.deliveries.work();
      const told = (await feed()).filter(({ account_id }) => account_id === id).length;
      await vi.waitFor(async () => {
        await instance.deliveries.work();
        expect(came()).toHaveLength(told);
      }, PATIENCE_MS);
      clock.advance(Math.ceil((await instance.dueIn()) ?? 0));
    }

    expect(came()).toEqual(came().map((_, index) => index + 1));
    expect(events()).toContain('payouts.fully_synced');
    // It was asked before the others had anything, and has kept its caller waiting ever since.
    expect(dead.asked.size).toBe(1);
    expect(dead.closed.size).toBe(0);
    const tries = (await log(refused)).flatMap(({ attempts }) => attempts);
    expect(tries.length).toBeGreaterThan(0);
    expect(new Set(tries.map(({ error }) => error))).toEqual(
      new Set(['read ECONNRESET (ECONNRESET)']),
    );
    await vi.waitFor(async () => {
      const statuses = (await log(taken)).map(({ status }) => status);
      expect(new Set(statuses)).toEqual(new Set(['delivered']));
    }, PATIENCE_MS);
    expect(flooding.closed.size).toBeGreaterThan(0);
  });

  test('an account whose delivery hangs holds up no other one of its receiver', async () => {
    const id = await subscribe('live', live.url, ['users.created']);
    let answer = (_: number) => {};
    const silence = new Promise<number>((resolve) => {
      answer = resolve;
    });
    live.answer = () => (live.received.length === 1 ? silence : 204);
    const left = async () => (await log(id)).filter(({ status }) => status === 'waiting');

    for (let n = 1; n <= 20; n++) {
      await it.rest('POST', '/v1/users');
      await it.instance.deliveries.work();
      await vi.waitFor(() => expect(live.received).toHaveLength(n));
    }
    await vi.waitFor(async () => {
      expect(await left()).toHaveLength(1);
    });
    answer(204);
    await it.instance.deliveries.idle();

    expect(await left()).toEqual([]);
  });

  test('a receiver that takes nothing is asked for one at a time', async () => {
    const id = await subscribe('live', live.url, ['users.created']);
    let [now, most] = [0, 0];
    live.answer = async () => {
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => setTimeout(resolve, 5));
      now -= 1;
      return 500;
    };
    for (let n = 0; n < 20; n++) await it.rest('POST', '/v1/users');
    await it.work();
    const before = most;
    most = 0;
    it.clock.advance(12_000);
    await it.work();

    expect(before).toBeGreaterThan(1);
    expect(before).toBeLessThanOrEqual(8);
    expect(most).toBe(1);
    expect((await log(id)).map(({ attempts }) => attempts.length)).toEqual(Array(20).fill(2));
  });

  test('a person who is erased holds up nobody', async () => {
    await subscribe('live', live.url, ['users.created']);
    live.answer = () => 500;
    const { id } = await it.caller().users.create({});
    await it.caller().users.create({});
    await it.work();
    live.received.length = 0;
    live.answer = () => 204;
    await it.caller().users.delete({ id });
    const other = await it.caller().users.create({});

    it.clock.advance(12_000);
    await it.work();

    expect(live.received.map(({ json }) => json.data.user)).toContain(other.id);
    expect(live.received).toHaveLength(2);
  });
});
