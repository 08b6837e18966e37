import { randomBytes, randomInt } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { later, MINUTE, type Timestamp } from '@intarsia/domain';
import { type Bundle, bundle, engines, silentLog, type TestEngine } from '@intarsia/store/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Instance, openInstance } from './instance.ts';

/** How often a worker is killed in each of the worlds, side by side: together 200 times. */
const KILLS = { sqlite: 70, postgres: 60 };
const worlds = [...engines, ...engines.filter(({ name }) => name === 'sqlite')];
const START = '2022-04-22T14:26:40.682437Z';
const ACCOUNTS = Array.from({ length: 4 }, (_, n) => `00000000-0000-4000-8000-00000000000${n}`);

/** When a worker is killed: at any time, between a request and its answer, or right after an answer. */
const moments = ['any time', 'before an answer', 'after an answer'] as const;

/** A delivery as it came in. */
interface Arrival {
  readonly id: string;
  readonly body: string;
  readonly account: string;
}

let worker: Bundle;
beforeAll(async () => {
  worker = await bundle(new URL('./deliveries.child.ts', import.meta.url));
});
afterAll(() => worker.remove());

/** A receiver that can be told to kill whoever asks it next. */
async function openReceiver() {
  const arrivals: Arrival[] = [];
  let left = 0;
  let onRequest: (answer: () => void) => void;
  const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const body = Buffer.concat(parts).toString();
    const id = String(request.headers['webhook-id']);
    arrivals.push({ id, body, account: JSON.parse(body).data.account });
    // One in twenty is refused, and comes again.
    const answer = () => response.writeHead(randomInt(20) === 0 ? 503 : 204).end();
    left -= 1;
    if (left === 0) onRequest(answer);
    else answer();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/`,
    arrivals,
    /** Hands the n-th request from now on to somebody else to answer; none for 0. */
    at(n: number, told: typeof onRequest) {
      left = n;
      onRequest = told;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

type Receiver = Awaited<ReturnType<typeof openReceiver>>;

/** Runs a worker and kills it at a moment, at the latest when it has had two seconds. */
async function killed(args: string[], moment: (typeof moments)[number], receiver: Receiver) {
  const child = worker.run({ args });
  const kill = () => void child.process.kill('SIGKILL');
  for await (const _ of child.lines) {
    wait(moment === 'any time' ? randomInt(300) : 2000).then(kill);
    if (moment === 'before an answer') receiver.at(randomInt(1, 12), kill);
    if (moment === 'after an answer') {
      receiver.at(randomInt(1, 12), (answer) => {
        answer();
        wait(randomInt(3)).then(kill);
      });
    }
  }
  const { signal, stderr } = await child.ended;
  receiver.at(0, kill);
  expect({ signal, stderr }).toEqual({ signal: 'SIGKILL', stderr: '' });
}

/** A database with one subscription, on which workers are killed again and again. */
async function world({ place }: TestEngine, receiver: Receiver) {
  const at = await place();
  const key = randomBytes(32);
  const open = (now: Timestamp) =>
    openInstance({
      database_url: at.url,
      master_key: key,
      public_url: 'http://intarsia.test',
      log: silentLog,
      on_loopback: true,
      machine: { wall: { now: () => now } },
    });
  const first = await open(START);
  const environment = first.first_start?.sandbox_id ?? '';
  await subscribe(first, receiver.url);
  await first.close();
  return {
    environment,
    open,
    args: (now: Timestamp) => [at.url, key.toString('hex'), environment, now, ACCOUNTS.join(',')],
    remove: () => at.remove(),
  };
}

async function subscribe({ rest, first_start }: Instance, url: string): Promise<void> {
  const { id, secret } = first_start?.api_key ?? { id: '', secret: '' };
  const answer = await rest({
    method: 'POST',
    url: '/v1/webhooks',
    headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
    body: Buffer.from(JSON.stringify({ events: ['*'], name: 'Backend', url })),
    origin: 'http://intarsia.test',
    request_id: 'test',
  });
  expect(answer.status).toBe(201);
}

/** Sends all that is left, and gives the events that were committed, oldest first. */
async function drained(
  open: (now: Timestamp) => Promise<Instance>,
  { environment, now }: { environment: string; now: Timestamp },
) {
  for (let time = now; ; time = later(time, MINUTE)) {
    const instance = await open(time);
    // A slow job is counted in the round after its end.
    for (let quiet = 0; quiet < 2; ) {
      const ran = await instance.deliveries.work();
      await instance.deliveries.idle();
      quiet = ran > 0 ? 0 : quiet + 1;
    }
    const left = await instance.deliveries.dueIn();
    const { events } = instance.deps.store.read;
    const scope = { environment_id: environment };
    const found = await events.list(scope, { after_cursor: 0, limit: 1_000_000 });
    await instance.close();
    if (left === undefined) return found;
  }
}

describe('deliveries whose worker is killed again and again', () => {
  test.concurrent.each(worlds)(
    'come all of them, in order, and no other on $name',
    async (engine) => {
      const receiver = await openReceiver();
      const { environment, open, args, remove } = await world(engine, receiver);
      let now: Timestamp = START;
      for (let n = 0; n < KILLS[engine.name]; n++) {
        // Leases of those who were killed have ended.
        now = later(now, 2 * MINUTE);
        await killed(args(now), moments[n % moments.length] ?? 'any time', receiver);
      }
      now = later(now, 2 * MINUTE);
      const committed = await drained(open, { environment, now });

      const { arrivals } = receiver;
      const wanted = committed.filter(({ type }) => type === 'accounts.removed');
      const bodies = new Map(arrivals.map(({ id, body }) => [id, body]));
      expect(wanted.length).toBeGreaterThan(KILLS[engine.name]);
      expect([...bodies.keys()].sort()).toEqual(wanted.map(({ id }) => id).sort());
      expect(arrivals.filter(({ id, body }) => bodies.get(id) !== body)).toEqual([]);
      for (const account of ACCOUNTS) {
        const order = wanted.filter((one) => one.account_id === account).map(({ id }) => id);
        const came = arrivals.filter((one) => one.account === account).map(({ id }) => id);
        // One that comes again comes before any that follows it.
        expect(came.filter((id, at) => id !== came[at - 1])).toEqual(order);
      }
      receiver.close();
      await remove();
    },
    600_000,
  );
});
