import { type VerifiedWebhook, verifyWebhook } from '@intarsia/client';
import { createTestIntarsia, type TestIntarsia } from '@intarsia/testing';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { runLine, tempFolders } from '../apps/cli/src/testing.ts';

const hook = 'http://localhost:3000/hook';
const folders = tempFolders();

let intarsia: TestIntarsia;
let folder: string;
let received: VerifiedWebhook[];

beforeEach(async () => {
  intarsia = await createTestIntarsia();
  folder = folders.make();
  received = [];
});

afterEach(async () => {
  await intarsia.close();
  folders.clear();
});

/** What the machine of these tests shows, in a receiver as in the program. */
const now = new Date(Date.UTC(2022, 3, 22, 14, 26, 40));
const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

interface Way {
  /** Answers of the receiver, one after the other; 0 is none, and 204 comes when they are used up. */
  readonly answers?: readonly number[];
  /** How many of the calls that come next the server does not answer. */
  readonly away?: () => boolean;
  readonly at?: string;
  /** Told the path of each call to the server. */
  readonly asked?: (path: string) => void;
}

function listen(argv: readonly string[], { answers = [], away, asked, at = folder }: Way = {}) {
  const left = [...answers];
  const env = { INTARSIA_URL: intarsia.url, INTARSIA_API_KEY: intarsia.apiKey, NO_COLOR: '1' };
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    if (request.url.startsWith(intarsia.url)) {
      asked?.(new URL(request.url).pathname);
      if (away?.()) throw new TypeError('fetch failed');
      return intarsia.fetch(input, init);
    }
    const status = left.shift() ?? 204;
    if (status === 0) throw new TypeError('fetch failed');
    const body = await request.text();
    // Waits for a receiver pass on the machine's clock, so signatures may be some time ahead of it.
    const tolerance_seconds = 600;
    const { headers } = request;
    received.push(await verifyWebhook({ body, headers, secret, now, tolerance_seconds }));
    return new Response(null, { status });
  };
  return runLine(['listen', ...argv], { env, fetch, folder: at });
}

async function names(): Promise<string[]> {
  return (await intarsia.events()).flatMap(({ type }) => (type.startsWith('users.') ? [] : [type]));
}

const forwardAll = ['--forward', hook, '--from', 'start', '--count'];

test('events are forwarded in their order, as a server delivers them', async () => {
  await intarsia.sandbox.connect({ link_item: 'walmart' });
  const types = await names();

  const { code, out, err } = await listen([...forwardAll, String(types.length)]);

  const stored = await intarsia.events();
  expect(code).toBe(0);
  expect(err).toContain(`Deliveries are signed with ${secret}`);
  expect(received.map(({ event }) => event.event)).toEqual(types);
  expect(received.map(({ id }) => id)).toEqual(
    stored.flatMap(({ id, type }) => (type.startsWith('users.') ? [] : [id])),
  );
  expect(received.map(({ event }) => event.data)).toEqual(
    stored.flatMap(({ type, data }) => (type.startsWith('users.') ? [] : [data])),
  );
  expect(new Set(received.map(({ verdicts }) => JSON.stringify(verdicts)))).toEqual(
    new Set([JSON.stringify({ standard_webhooks: 'matches', hmac_sha512: 'matches' })]),
  );
  expect(out.split('\n')[0]).toMatch(/accounts\.added +◆ 204 in \d+ ms/);
});

test('a receiver that is down gets everything once it is back, in order', async () => {
  await intarsia.sandbox.connect({ link_item: 'walmart' });
  const types = await names();

  const { out, err } = await listen([...forwardAll, String(types.length)], {
    answers: [204, 0, 0, 0, 204, 0, 204],
  });

  expect(received.map(({ event }) => event.event)).toEqual(types);
  expect(err.match(/Nobody answers/g)).toHaveLength(2);
  expect(out).toMatch(/204 in \d+ ms, try 4/);
});

test('what comes while one listens is told by the stream, without asking again', async () => {
  const calls: string[] = [];
  const listening = listen(['--events', 'users.created', '--count', '3', '--json'], {
    asked: (path) => calls.push(path),
  });
  await vi.waitUntil(() => calls.includes('/v1/events/stream'));
  const before = calls.length;

  const made = [];
  for (let n = 0; n < 3; n++) made.push((await intarsia.client.users.create.mutate({})).id);
  const { code, out } = await listening;

  const told = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).user);
  expect([code, told]).toEqual([0, made]);
  expect(calls).toHaveLength(before);
});

test('a refusal is shown and the next event goes on', async () => {
  await intarsia.client.users.create.mutate({});
  await intarsia.client.users.create.mutate({});

  const { out } = await listen([...forwardAll, '2', '--events', 'users.created'], {
    answers: [500],
  });

  expect(out).toMatch(/▲ 500 in .*\n.*◆ 204 in /);
});

test('a listener goes on where the last one stopped, and another one has a place of its own', async () => {
  const users = ['--events', 'users.created', '--json', '--count'];
  const made = async () => (await intarsia.client.users.create.mutate({})).id;
  const heard = async (...argv: string[]) =>
    (await listen([...argv, ...users, '2'])).out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).user);
  const first = [await made(), await made()];
  const second = [await made(), await made()];

  expect(await heard('--from', 'start')).toEqual(first);
  expect(await heard()).toEqual(second);
  expect(await heard('--from', 'start', '--forward', hook)).toEqual([undefined, ...first]);
});

test('a listener can begin some events ago, whatever it has heard before', async () => {
  const made = [];
  for (let n = 0; n < 4; n++) made.push((await intarsia.client.users.create.mutate({})).id);
  const users = ['--events', 'users.created', '--json'];
  await listen([...users, '--from', 'start', '--count', '4']);

  const { out } = await listen([...users, '--last', '2', '--count', '2']);

  const heard = out.trim().split('\n');
  expect(heard.map((line) => JSON.parse(line).user)).toEqual(made.slice(2));
});

test('a server that is away is waited for, and nothing is lost or told twice', async () => {
  await intarsia.sandbox.connect({ link_item: 'walmart' });
  const types = await names();
  let calls = 0;

  const { code, err } = await listen([...forwardAll, String(types.length)], {
    away: () => {
      calls += 1;
      return calls > 0 && calls < 4;
    },
  });

  expect(code).toBe(0);
  expect(err).toContain('Waiting for it.');
  expect(err).toContain('The server is back.');
  expect(received.map(({ event }) => event.event)).toEqual(types);
});

test('a place that a new server does not know is said to be lost', async () => {
  const other = await createTestIntarsia({ seed: 'other' });
  await other.client.users.create.mutate({});
  const elsewhere = intarsia;
  intarsia = other;
  await listen(['--from', 'start', '--events', '*,users.created', '--count', '1']);
  intarsia = elsewhere;
  let looks = 0;

  const { err } = await listen(['--events', 'users.created', '--count', '1'], {
    away: () => {
      looks += 1;
      if (looks === 3) void intarsia.client.users.create.mutate({});
      return false;
    },
  });
  await other.close();

  expect(err).toContain('warning: the server does not know the place to go on from');
});

test('only programs are told in JSON, each event on a line of its own', async () => {
  await intarsia.client.users.create.mutate({});

  const { out, err } = await listen([...forwardAll, '1', '--events', 'users.created', '--json']);
  const [first, second] = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

  expect(err).toBe('');
  expect(first).toEqual({ forwarding: hook, secret });
  expect(second).toMatchObject({ type: 'users.created', forwarded: { status: 204, tries: 1 } });
});

test.each([
  [['--forward', 'localhost:3000']],
  [['--events', 'accounts.exploded']],
  [['--from', 'yesterday']],
  [['--last', '0']],
  [['--last', '2', '--from', 'now']],
  [['--count', '0']],
  [['--secret', '']],
])('%j is not listened to', async (argv) => {
  expect((await listen(argv)).code).toBe(2);
});
