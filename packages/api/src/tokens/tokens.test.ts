import { DAY, SECOND, secondsOf } from '@intarsia/domain';
import { type TestInstance, testInstance } from '@intarsia/runtime/testing';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const v4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const lifetime = 2_592_000;

interface Pair {
  access: string;
  refresh: string;
}

describe.each(['sqlite', 'postgres'] as const)('user tokens on %s', (engine) => {
  let it: TestInstance;
  beforeAll(async () => {
    it = await testInstance({ engine });
  });
  afterAll(() => it.close());

  const post = (path: string, body: unknown, auth?: string) =>
    it.rest('POST', `/v1/${path}`, { body, auth });
  const newUser = async () => (await post('users', {})).body as { id: string; token: string };
  const newPair = async (user: string) => (await post('user-tokens', { user })).body as Pair;
  const refresh = (token: string, auth?: string) =>
    post('user-tokens/refresh', { refresh: token }, auth);
  const statusOf = async (token: string) =>
    (await it.rest('GET', '/v1/accounts', { auth: `Bearer ${token}` })).status;

  test('the token of a new user has the documented header, claims and order', async () => {
    const { id, token } = await newUser();

    const iat = secondsOf(it.clock.now());
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'HS256', typ: 'JWT' });
    expect(Object.entries(decodeJwt(token))).toEqual([
      ['client_id', it.client.id],
      ['exp', iat + lifetime],
      ['iat', iat],
      ['iss', 'intarsia'],
      ['jti', expect.stringMatching(v4)],
      ['sub', id],
      ['user_id', id],
    ]);
  });

  test('a pair has an access token of the same kind and a refresh token that names no client', async () => {
    const { id } = await newUser();

    const answer = await post('user-tokens', { user: id });

    const { access, refresh: second } = answer.body as Pair;
    expect(answer.status).toBe(201);
    expect(Object.keys(decodeJwt(access))).toEqual(Object.keys(decodeJwt((await newUser()).token)));
    expect(Object.keys(decodeJwt(second))).toEqual(['exp', 'jti', 'iat', 'iss', 'sub']);
    expect(decodeJwt(second).jti).not.toBe(decodeJwt(access).jti);
  });

  test.each([
    [{}, 'is required'],
    [{ user: 7 }, 'must be a string'],
    [{ user: '0994b847-cc69-4d98-bc99-c5e65e762add' }, 'is not the id of a user'],
  ])('for the user %j it answers 400 and names the field', async (body, text) => {
    const { status, body: error } = await post('user-tokens', body);

    expect(status).toBe(400);
    expect(error).toMatchObject({ detail: expect.any(String), user: [text] });
  });

  test('an access token reads until the second of its exp', async () => {
    const { token } = await newUser();
    const start = it.clock.now();

    const first = await statusOf(token);
    it.clock.set(start);
    it.clock.advance(lifetime * SECOND - SECOND);
    const last = await statusOf(token);
    it.clock.advance(SECOND);
    const ended = await it.rest('GET', '/v1/accounts', { auth: `Bearer ${token}` });

    expect([first, last]).toEqual([200, 200]);
    expect(ended.status).toBe(401);
    expect(ended.body).toMatchObject({ code: 'token_expired' });
  });

  test('a refresh token is no access token', async () => {
    const { id } = await newUser();
    const { refresh: token } = await newPair(id);

    expect(await statusOf(token)).toBe(401);
  });

  test('a hundred refreshes at once with one token give one successor', async () => {
    const { id } = await newUser();
    const pair = await newPair(id);

    const answers = await Promise.all(Array.from({ length: 100 }, () => refresh(pair.refresh)));

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    const pairs = answers.map(({ body }) => body as Pair);
    expect(new Set(pairs.map(({ refresh }) => decodeJwt(refresh).jti)).size).toBe(1);
    expect(new Set(await Promise.all(pairs.map(({ access }) => statusOf(access))))).toEqual(
      new Set([200]),
    );
    expect(await statusOf(pair.access)).toBe(200);
  });

  test('thirty seconds after its first use a refresh token still gives the same successor', async () => {
    const { id } = await newUser();
    const pair = await newPair(id);
    const first = await refresh(pair.refresh);
    it.clock.advance(30 * SECOND);

    const repeated = await refresh(pair.refresh);

    expect(repeated.body).toEqual(first.body);
  });

  test('after that it ends its whole family, access tokens included, and leaves an event', async () => {
    const { id } = await newUser();
    const pair = await newPair(id);
    const next = (await refresh(pair.refresh)).body as Pair;
    it.clock.advance(31 * SECOND);

    const late = await refresh(pair.refresh);

    expect(late.status).toBe(401);
    expect(late.body).toMatchObject({ code: 'token_revoked' });
    expect(await statusOf(pair.access)).toBe(401);
    expect(await statusOf(next.access)).toBe(401);
    expect((await refresh(next.refresh)).status).toBe(401);
    const events = await it.instance.deps.store.read.events.list(
      { environment_id: it.sandbox.id },
      { after_cursor: 0, limit: 10_000 },
    );
    expect(events.filter(({ user_id }) => user_id === id).at(-1)).toMatchObject({
      type: 'tokens.revoked',
      data: { user: id, reason: 'reuse' },
    });
  });

  test('a family that ends leaves other tokens of the user alone', async () => {
    const { id, token } = await newUser();
    const pair = await newPair(id);
    await refresh(pair.refresh);
    it.clock.advance(31 * SECOND);
    await refresh(pair.refresh);

    expect(await statusOf(token)).toBe(200);
  });

  test('revoking an access token ends that one alone', async () => {
    const { id, token } = await newUser();
    const pair = await newPair(id);

    const { status, text } = await post('user-tokens/revoke', { token: pair.access });

    expect([status, text]).toEqual([204, '']);
    expect(await statusOf(pair.access)).toBe(401);
    expect(await statusOf(token)).toBe(200);
  });

  test('revoking a refresh token ends its access token too', async () => {
    const { id } = await newUser();
    const pair = await newPair(id);

    await post('user-tokens/revoke', { token: pair.refresh });

    expect(await statusOf(pair.access)).toBe(401);
    expect((await refresh(pair.refresh)).body).toMatchObject({ code: 'token_revoked' });
  });

  test('revoking a user ends all tokens, and one made in the same moment works', async () => {
    const { id, token } = await newUser();
    const pair = await newPair(id);

    await post('user-tokens/revoke', { user: id });
    const fresh = await newPair(id);

    expect(await Promise.all([token, pair.access, fresh.access].map(statusOf))).toEqual([
      401, 401, 200,
    ]);
  });

  test('a refresh beside a revocation leaves no token that works', async () => {
    for (let round = 0; round < 20; round++) {
      const { id } = await newUser();
      const pair = await newPair(id);
      const revoked = round % 2 === 0 ? { user: id } : { token: pair.refresh };

      const [next] = await Promise.all([
        refresh(pair.refresh),
        post('user-tokens/revoke', revoked),
      ]);

      if (next.status !== 201) continue;
      const { access } = next.body as Pair;
      const { body } = await post('user-tokens/introspect', { token: access });
      // A refresh after the revocation is refused; one before it loses its tokens to it.
      expect(body).toEqual({ active: false });
    }
  });

  test('revoking beside erasing is never more than a refusal', async () => {
    for (let round = 0; round < 10; round++) {
      const { id, token } = await newUser();

      const [revoked, erased] = await Promise.all([
        it.rest('POST', '/v1/user-tokens/revoke', {
          body: { token },
          headers: { 'idempotency-key': `beside-${round}` },
        }),
        it.rest('DELETE', `/v1/users/${id}`),
      ]);

      expect([revoked.status, erased.status]).toEqual([204, 204]);
    }
  });

  test('one end of tokens is one event, however often it is asked for', async () => {
    const { id } = await newUser();
    const pair = await newPair(id);
    await refresh(pair.refresh);
    it.clock.advance(31 * SECOND);

    await Promise.all(Array.from({ length: 10 }, () => refresh(pair.refresh)));
    await post('user-tokens/revoke', { token: pair.refresh });

    const events = await it.instance.deps.store.read.events.list(
      { environment_id: it.sandbox.id },
      { after_cursor: 0, limit: 10_000 },
    );
    const ended = events.filter(({ user_id, type }) => user_id === id && type === 'tokens.revoked');
    expect(ended).toHaveLength(1);
  });

  test.each([
    ['nonsense', 204],
    ['a.b.c', 204],
  ])('revoking %j, which is no token of ours, is no error', async (token, status) => {
    expect((await post('user-tokens/revoke', { token })).status).toBe(status);
  });

  test.each([
    [{}],
    [{ token: 'x', user: '0994b847-cc69-4d98-bc99-c5e65e762add' }],
    [{ user: 'x' }],
  ])('revoking %j is a 400', async (body) => {
    expect((await post('user-tokens/revoke', body)).status).toBe(400);
  });

  test('introspection tells what a good token is, and no more than that of any other', async () => {
    const { id, token } = await newUser();
    const pair = await newPair(id);
    await post('user-tokens/revoke', { token: pair.access });

    const good = await post('user-tokens/introspect', { token });
    const revoked = await post('user-tokens/introspect', { token: pair.access });
    const foreign = await post('user-tokens/introspect', { token }, it.keys.live.auth);

    expect(good.body).toMatchObject({ active: true, sub: id, client_id: it.client.id });
    expect(revoked.body).toEqual({ active: false });
    expect(foreign.body).toEqual({ active: false });
  });

  test('a key of the other environment can neither refresh nor revoke', async () => {
    const { id, token } = await newUser();
    const pair = await newPair(id);

    const refused = await refresh(pair.refresh, it.keys.live.auth);
    await post('user-tokens/revoke', { token }, it.keys.live.auth);

    expect(refused.status).toBe(401);
    expect(await statusOf(token)).toBe(200);
  });

  test('deleting the user ends the tokens at once', async () => {
    const { id, token } = await newUser();
    const before = await statusOf(token);

    await it.rest('DELETE', `/v1/users/${id}`);

    expect([before, await statusOf(token)]).toEqual([200, 401]);
  });

  test('a refresh token that has ended is refused as such', async () => {
    const { id } = await newUser();
    const pair = await newPair(id);
    it.clock.advance(30 * DAY);

    const { status, body } = await refresh(pair.refresh);

    expect(status).toBe(401);
    expect(body).toMatchObject({ code: 'token_expired' });
  });
});
