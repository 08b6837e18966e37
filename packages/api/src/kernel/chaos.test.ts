import { MINUTE, SECOND } from '@intarsia/domain';
import { TRPCError } from '@trpc/server';
import { beforeEach, describe, expect, test } from 'vitest';
import { type TestInstance, testInstance } from '../../../runtime/src/testing.ts';
import { appRouter } from '../root.ts';
import { makeUser } from '../testing/logins.ts';
import { createCallerFactory } from './trpc.ts';

let t: TestInstance;
beforeEach(async () => {
  t = await testInstance();
  return () => t.close();
});

const set = (body: object) => t.rest('PATCH', '/v1/sandbox/settings', { body });
const list = (auth?: string) => t.rest('GET', '/v1/users', { auth });
const statuses = async (count: number) => {
  const found: number[] = [];
  for (let n = 0; n < count; n++) found.push((await list()).status);
  return found;
};
const share = (found: readonly number[]) =>
  found.filter((status) => status === 503).length / found.length;

/** Calls as the typed router's door does. */
function rpc(credentials: object, more: object = {}) {
  const context = t.instance.createContext({ credentials, request_id: 'rpc', ...more });
  return createCallerFactory(appRouter)(context);
}

async function session(): Promise<string> {
  const local = t.instance.callAs({ actor: { kind: 'local' } });
  const { url } = await local.operators.signInLink({ email: 'admin@example.com', role: 'admin' });
  let secret = '';
  const onReply = (reply: { session?: string | null }) => {
    secret = reply.session ?? '';
  };
  await rpc({}, { onReply }).session.redeem({ token: url.split('#token=')[1] ?? '' });
  return secret;
}

describe('an error rate', () => {
  test('refuses a share of the calls, always the same ones for one seed', async () => {
    await set({ error_rate: 0.25 });
    const first = await statuses(400);
    await set({ error_rate: 0.25 });
    const again = await statuses(400);
    await t.rest('POST', '/v1/sandbox/clock/reset', { body: { seed: 'other' } });
    const other = await statuses(400);

    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
    for (const found of [first, other]) {
      expect(share(found)).toBeGreaterThan(0.15);
      expect(share(found)).toBeLessThan(0.35);
    }
  });

  test('of more refuses those that a smaller one refuses, and others', async () => {
    await set({ error_rate: 0.2 });
    const few = await statuses(100);
    await set({ error_rate: 0.6 });
    const many = await statuses(100);

    expect(share(many)).toBeGreaterThan(share(few));
    expect(many.filter((status, n) => status === 200 && few[n] === 503)).toEqual([]);
  });

  test('of 1 refuses every call before anything is done, and says that it is simulated', async () => {
    const user = await makeUser(t);
    await set({ error_rate: 1 });
    const headers = { 'idempotency-key': 'once' };
    const refused = await t.rest('POST', '/v1/users', { headers });
    const deleted = await t.rest('DELETE', `/v1/users/${user}`);
    await set({ error_rate: null });
    const made = await t.rest('POST', '/v1/users', { headers });

    expect(refused).toMatchObject({
      status: 503,
      body: { code: 'simulated_error', detail: expect.stringContaining('simulated') },
    });
    expect(refused.headers['retry-after']).toBe('1');
    expect([deleted.status, made.status]).toEqual([503, 201]);
    expect(made.headers['idempotency-replayed']).toBeUndefined();
    expect((await list()).body).toMatchObject({ count: 2 });
  });

  test('of 0 refuses nobody', async () => {
    await set({ error_rate: 0 });

    expect(new Set(await statuses(50))).toEqual(new Set([200]));
  });
});

describe('a rate limit', () => {
  test('answers so many calls a minute, and tells all others when to come back', async () => {
    await set({ rate_limit: 3 });
    const answers = [await list(), await list(), await list(), await list()];
    t.clock.advance(59 * SECOND);
    const late = await list();
    t.clock.advance(SECOND);
    const next = await list();

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    expect(answers[0]?.headers).toMatchObject({
      'ratelimit-policy': '"sandbox";q=3;w=60',
      ratelimit: '"sandbox";r=2;t=60',
      'ratelimit-limit': '3',
      'ratelimit-remaining': '2',
      'ratelimit-reset': '60',
    });
    expect(answers[0]?.headers['retry-after']).toBeUndefined();
    expect(answers[3]).toMatchObject({
      body: { code: 'simulated_rate_limit', detail: expect.stringContaining('3 calls a minute') },
      headers: { 'retry-after': '60', 'ratelimit-remaining': '0', ratelimit: '"sandbox";r=0;t=60' },
    });
    expect(late).toMatchObject({ status: 429, headers: { 'retry-after': '1' } });
    expect(next).toMatchObject({ status: 200, headers: { 'ratelimit-remaining': '2' } });
  });

  test('counts the keys and tokens of a sandbox together, and goes by the wall', async () => {
    const { token } = (await t.rest('POST', '/v1/users')).body as { token: string };
    await set({ rate_limit: 2 });
    const read = () => t.rest('GET', '/v1/accounts', { auth: `Bearer ${token}` });
    const answers = [await list(), await read(), await read()];
    await t.rest('POST', '/v1/sandbox/clock/advance', { body: { by: 'P1D' } });

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect((await read()).status).toBe(429);
  });

  test('begins anew with another limit, and with another world', async () => {
    await set({ rate_limit: 1 });
    const { id } = (await t.rest('POST', '/v1/sandbox/snapshots')).body as { id: string };
    const before = await statuses(2);
    await set({ rate_limit: 2 });
    const changed = await statuses(3);
    await t.rest('POST', `/v1/sandbox/snapshots/${id}/restore`);

    expect([before, changed, await statuses(2)]).toEqual([
      [200, 429],
      [200, 200, 429],
      [200, 429],
    ]);
  });
});

describe('latency', () => {
  test('holds every answer up for as long as it says', async () => {
    await set({ latency_ms: 60 });
    const started = performance.now();
    const answer = await list();

    expect(answer.status).toBe(200);
    expect(performance.now() - started).toBeGreaterThanOrEqual(58);
  });

  test('ends with the caller, for whom nothing is done', async () => {
    await set({ latency_ms: 30_000 });
    const gone = new AbortController();
    const calling = t.instance.rest({
      method: 'POST',
      url: '/v1/users',
      headers: { authorization: t.keys.sandbox.auth },
      body: new Uint8Array(0),
      origin: 'http://intarsia.test',
      request_id: 'gone',
      gone: () => gone.signal,
    });
    const started = performance.now();
    setTimeout(() => gone.abort(), 20);

    expect((await calling).status).toBe(503);
    expect(performance.now() - started).toBeLessThan(10_000);
    await set({ latency_ms: null });
    expect((await list()).body).toMatchObject({ count: 0 });
  });
});

describe('all of it', () => {
  beforeEach(() => set({ error_rate: 1, rate_limit: 1 }));

  test('spares what is under /v1/sandbox/, and what everybody may read', async () => {
    const paths = ['sandbox/clock', 'sandbox/settings', 'sandbox/snapshots', 'link-items'];
    for (const path of paths) {
      expect([path, (await t.rest('GET', `/v1/${path}`)).status]).toEqual([path, 200]);
    }
    const body = { link_item: 'warpride', username: 'test_1', password: 'passgood' };
    expect((await t.rest('POST', '/v1/sandbox/accounts', { body })).status).toBe(201);
  });

  test('spares the live environment and operators', async () => {
    const credentials = { session: await session(), environment: t.sandbox.id };

    expect((await list(t.keys.live.auth)).status).toBe(200);
    for (let n = 0; n < 3; n++) {
      expect(await rpc(credentials).users.list({})).toMatchObject({ count: 0 });
    }
  });

  test('comes to the typed router as to REST', async () => {
    const authorization = t.keys.sandbox.auth;
    const codes: unknown[] = [];
    for (let n = 0; n < 2; n++) {
      await rpc({ authorization })
        .users.list({})
        .catch((error: unknown) => {
          if (error instanceof TRPCError) codes.push([error.code, error.cause]);
        });
    }

    expect(codes).toMatchObject([
      ['SERVICE_UNAVAILABLE', { code: 'simulated_error' }],
      ['TOO_MANY_REQUESTS', { code: 'simulated_rate_limit' }],
    ]);
  });

  test('is over when it is switched off, and comes from another process within a second', async () => {
    const other = await t.again();
    const fromOther = async () => {
      const answer = await other.rest({
        method: 'GET',
        url: '/v1/users',
        headers: { authorization: t.keys.sandbox.auth },
        body: new Uint8Array(0),
        origin: 'http://intarsia.test',
        request_id: 'other',
      });
      return answer.status;
    };
    const there = await fromOther();
    await set({ error_rate: null, rate_limit: null });
    const here = await statuses(3);
    t.clock.advance(MINUTE);
    other.guard.forget();

    expect([there, here, await fromOther()]).toEqual([503, [200, 200, 200], 200]);
    await other.close();
  });
});
