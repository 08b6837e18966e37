import { type CreatedApiKey, DAY, later, SECOND } from '@intarsia/domain';
import { basicAuth, type TestInstance, testInstance } from '@intarsia/runtime/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { secretHash } from '../kernel/index.ts';
import { local, signedIn } from '../testing/browser.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const unknown = '0994b847-cc69-4d98-bc99-c5e65e762add';

describe.each(['sqlite', 'postgres'] as const)('API keys on %s', (engine) => {
  let it: TestInstance;
  beforeAll(async () => {
    it = await testInstance({ engine });
  });
  afterAll(() => it.close());

  const create = async (name = 'a key'): Promise<CreatedApiKey> => {
    const { body } = await it.rest('POST', '/v1/api-keys', { body: { name } });
    return body as CreatedApiKey;
  };
  const rotate = async (id: string, overlap_seconds?: number): Promise<CreatedApiKey> => {
    const { body } = await it.rest('POST', `/v1/api-keys/${id}/rotate`, {
      body: { overlap_seconds },
    });
    return body as CreatedApiKey;
  };
  const revoke = (id: string) => it.rest('DELETE', `/v1/api-keys/${id}`);
  /** The status of a call with the key. */
  const use = async (key: { id: string; secret: string }) =>
    (await it.rest('GET', '/v1/users', { auth: basicAuth(key) })).status;
  const stored = (id: string) => it.instance.deps.store.read.apiKeys.findById(id);

  test('a sandbox key makes a sandbox key, which works at once', async () => {
    const { status, body } = await it.rest('POST', '/v1/api-keys', { body: { name: ' nightly ' } });

    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.stringMatching(uuid),
      name: 'nightly',
      kind: 'sandbox',
      created_at: it.clock.now(),
      expires_at: null,
      revoked_at: null,
      secret: expect.stringMatching(/^[\w-]{32}$/),
    });
    expect(await use(body as CreatedApiKey)).toBe(200);
  });

  test('no two keys share an id or a secret', async () => {
    const keys = await Promise.all(Array.from({ length: 20 }, () => create()));

    expect(new Set(keys.flatMap(({ id, secret }) => [id, secret])).size).toBe(40);
  });

  test('of a secret only its hash is stored, and no list shows either', async () => {
    const { id, secret } = await create();

    const list = await it.rest('GET', '/v1/api-keys?limit=200');

    expect(await stored(id)).toMatchObject({ secret_hash: secretHash(secret) });
    expect(JSON.stringify(await stored(id))).not.toContain(secret);
    expect(list.text).not.toContain(secret);
    expect(list.text).not.toContain('secret');
  });

  test('no body makes a sandbox key give a live one', async () => {
    const body = { name: 'x', kind: 'live', environment: it.live.id, environment_id: it.live.id };

    const made = await it.rest('POST', '/v1/api-keys', {
      body,
      headers: { 'intarsia-environment': it.live.id },
    });

    expect(made.body).toMatchObject({ kind: 'sandbox' });
    const { id } = made.body as CreatedApiKey;
    expect(await stored(id)).toMatchObject({ environment_id: it.sandbox.id });
  });

  test('a live key rotates no live key, itself included, but an operator does', async () => {
    const scope = { environment_id: it.live.id };
    const before = await it.instance.deps.store.read.apiKeys.count(scope);
    const { id } = it.keys.live;

    const refused = await it.rest('POST', `/v1/api-keys/${id}/rotate`, { auth: it.keys.live.auth });

    expect(refused).toMatchObject({ status: 401, body: { code: 'caller_not_allowed' } });
    expect(await it.instance.deps.store.read.apiKeys.count(scope)).toBe(before);
    expect(await stored(id)).toMatchObject({ expires_at: null });
    const spare = await it.caller(local, it.live).keys.create({ name: 'spare' });
    const admin = await signedIn(it, 'rotates-live@example.com');
    const next = await admin.api(it.live).keys.rotate({ id: spare.id });
    expect(next).toMatchObject({ kind: 'live', name: 'spare' });
  });

  test('a live key makes no other live keys, but an operator and the machine do', async () => {
    const before = await it.instance.deps.store.read.apiKeys.count({ environment_id: it.live.id });
    const admin = await signedIn(it, 'live-keys@example.com');

    const refused = await it.rest('POST', '/v1/api-keys', {
      auth: it.keys.live.auth,
      body: { name: 'x' },
    });
    const made = [
      await admin.api(it.live).keys.create({ name: 'by an operator' }),
      await it.caller(local, it.live).keys.create({ name: 'on the machine' }),
    ];

    expect(refused).toMatchObject({ status: 401, body: { code: 'caller_not_allowed' } });
    expect(made).toMatchObject([{ kind: 'live' }, { kind: 'live' }]);
    expect(await Promise.all(made.map(use))).toEqual([200, 200]);
    const after = await it.instance.deps.store.read.apiKeys.count({ environment_id: it.live.id });
    expect(after).toBe(before + 2);
  });

  test('a list shows the keys of the own environment alone, newest first, page by page', async () => {
    const own: string[] = [];
    for (let n = 0; n < 3; n++) {
      it.clock.advance(SECOND);
      own.unshift((await create()).id);
    }
    await it.caller(local, it.live).keys.create({ name: 'live' });

    const first = await it.rest('GET', '/v1/api-keys?limit=2');
    const { next, results } = first.body as { next: string; results: { id: string }[] };
    const second = await it.rest('GET', next.replace('http://intarsia.test', ''));

    const ids = [...results, ...(second.body as { results: { id: string }[] }).results];
    expect(ids.map(({ id }) => id).slice(0, 3)).toEqual(own);
    const count = await it.instance.deps.store.read.apiKeys.count({
      environment_id: it.sandbox.id,
    });
    expect(first.body).toMatchObject({ count });
    const everything = await it.rest('GET', '/v1/api-keys?limit=200');
    expect(everything.text).not.toContain('"live"');
  });

  test('a revoked key is refused by the very next call, and stays listed', async () => {
    const key = await create();
    expect(await use(key)).toBe(200);

    const { status, text } = await revoke(key.id);

    expect({ status, text }).toEqual({ status: 204, text: '' });
    expect(await use(key)).toBe(401);
    const { body } = await it.rest('GET', '/v1/api-keys?limit=200');
    const { results } = body as { results: { id: string }[] };
    expect(results.find(({ id }) => id === key.id)).toMatchObject({ revoked_at: it.clock.now() });
  });

  test('a key may revoke itself', async () => {
    const key = await create();

    const { status } = await it.rest('DELETE', `/v1/api-keys/${key.id}`, { auth: basicAuth(key) });

    expect(status).toBe(204);
    expect(await use(key)).toBe(401);
  });

  test('revoking once more is no error and moves no time', async () => {
    const key = await create();
    await revoke(key.id);
    const revoked_at = it.clock.now();
    it.clock.advance(SECOND);

    expect(await revoke(key.id)).toMatchObject({ status: 204 });
    expect(await stored(key.id)).toMatchObject({ revoked_at });
  });

  test('a key of the other environment or another client can be neither revoked nor rotated', async () => {
    const other = await it.caller(local).clients.create({ name: `Other ${engine}` });
    const foreign = [it.keys.live, other.api_key];

    for (const { id } of foreign) {
      const answers = [await revoke(id), await it.rest('POST', `/v1/api-keys/${id}/rotate`)];
      expect(answers.map(({ status }) => status)).toEqual([404, 404]);
      expect(answers[0]?.body).toEqual({ detail: 'Not found.', code: 'key_not_found' });
    }
    expect(await Promise.all(foreign.map(use))).toEqual([200, 200]);
  });

  test.each([
    unknown,
    '%00',
    'a%00b',
    '%ED%A0%80',
    '..%2f..%2fetc',
    '__proto__',
    'constructor',
    "'%20or%201=1",
    'x'.repeat(101),
  ])('the id %s names no key', async (id) => {
    const before = await it.rest('GET', '/v1/api-keys?limit=200');

    expect(await revoke(id)).toMatchObject({ status: 404 });
    expect(await it.rest('POST', `/v1/api-keys/${id}/rotate`)).toMatchObject({ status: 404 });
    expect(await it.rest('GET', '/v1/api-keys?limit=200')).toMatchObject({ text: before.text });
  });

  test.each([
    ['nothing', '{}', 'is required'],
    ['no text', '{"name":""}', 'must not be empty'],
    ['spaces', '{"name":"   "}', 'must not be empty'],
    ['101 characters', `{"name":"${'x'.repeat(101)}"}`, 'must have at most 100 characters'],
    [
      'a NUL byte',
      '{"name":"a\\u0000b"}',
      'must not contain control characters or lone surrogates',
    ],
    ['half a pair', '{"name":"\\ud800"}', 'must not contain control characters or lone surrogates'],
    ['a number', '{"name":1}', 'must be a string'],
    ['null', '{"name":null}', 'must be a string'],
    ['an object', '{"name":{"__proto__":"x"}}', 'must be a string'],
    ['a prototype with a name', '{"__proto__":{"name":"x"}}', 'is required'],
  ])('a name of %s is refused, and nothing is stored', async (_, body, text) => {
    const before = await it.rest('GET', '/v1/api-keys?limit=200');

    const refused = await it.rest('POST', '/v1/api-keys', { body });

    expect(refused).toMatchObject({ status: 400, body: { code: 'input_invalid', name: [text] } });
    expect(await it.rest('GET', '/v1/api-keys?limit=200')).toMatchObject({ text: before.text });
  });

  test.each(['__proto__', 'constructor', 'toString', '🔑'.repeat(50), "Robert'); DROP TABLE"])(
    'a key may be called %s',
    async (name) => {
      expect(await create(name)).toMatchObject({ name });
    },
  );

  test('rotating gives a new key of the same name and lets the old one work until the overlap ends', async () => {
    const old = await create('payments');

    const next = await rotate(old.id, 3600);

    expect(next).toMatchObject({ name: 'payments', kind: 'sandbox', expires_at: null });
    expect(next.id).not.toBe(old.id);
    expect(next.secret).not.toBe(old.secret);
    expect(await stored(old.id)).toMatchObject({
      expires_at: later(it.clock.now(), 3600 * SECOND),
    });
    it.clock.advance(3600 * SECOND - 1);
    expect([await use(old), await use(next)]).toEqual([200, 200]);
    it.clock.advance(1);
    expect([await use(old), await use(next)]).toEqual([401, 200]);
  });

  test('the overlap is a day when nothing is said, and may be nothing at all', async () => {
    const [first, second] = [await create(), await create()];
    expect([await use(first), await use(second)]).toEqual([200, 200]);

    await it.rest('POST', `/v1/api-keys/${first.id}/rotate`);
    await rotate(second.id, 0);

    expect(await stored(first.id)).toMatchObject({ expires_at: later(it.clock.now(), DAY) });
    expect([await use(first), await use(second)]).toEqual([200, 401]);
  });

  test.each([
    ['-1', 'must be at least 0'],
    ['2592001', 'must be at most 30 days'],
    ['1.5', 'must be a whole number of seconds'],
    ['"60"', 'must be a whole number of seconds'],
    ['null', 'must be a whole number of seconds'],
    ['1e400', 'must be a whole number of seconds'],
  ])('an overlap of %s is refused', async (overlap, text) => {
    const key = await create();

    const refused = await it.rest('POST', `/v1/api-keys/${key.id}/rotate`, {
      body: `{"overlap_seconds":${overlap}}`,
    });

    expect(refused).toMatchObject({ status: 400, body: { overlap_seconds: [text] } });
    expect(await stored(key.id)).toMatchObject({ expires_at: null });
  });

  test('rotating in the overlap gives another key, and never a longer overlap', async () => {
    const old = await create();
    await rotate(old.id, 60);
    const { expires_at } = (await stored(old.id)) ?? {};

    const again = await rotate(old.id, 2_592_000);

    expect(await use(again)).toBe(200);
    expect(await stored(old.id)).toMatchObject({ expires_at });
  });

  test('a key that was revoked or has ended can not be rotated', async () => {
    const [revoked, ended] = [await create(), await create()];
    await revoke(revoked.id);
    await rotate(ended.id, 0);

    for (const { id } of [revoked, ended]) {
      expect(await it.rest('POST', `/v1/api-keys/${id}/rotate`)).toMatchObject({
        status: 409,
        body: { code: 'key_ended' },
      });
    }
  });

  test('of many rotations at once every new key works and the shortest overlap counts', async () => {
    const old = await create();
    const overlaps = [900, 30, 500, 60, 700, 80, 300, 40];

    const next = await Promise.all(overlaps.map((seconds) => rotate(old.id, seconds)));

    expect(await Promise.all(next.map(use))).toEqual(overlaps.map(() => 200));
    expect(await stored(old.id)).toMatchObject({ expires_at: later(it.clock.now(), 30 * SECOND) });
  });

  test('the same Idempotency-Key gives the same key once more, and makes no second one', async () => {
    const headers = { 'idempotency-key': 'make-a-key' };
    const before = await it.instance.deps.store.read.apiKeys.count({
      environment_id: it.sandbox.id,
    });

    const first = await it.rest('POST', '/v1/api-keys', { body: { name: 'once' }, headers });
    const second = await it.rest('POST', '/v1/api-keys', { body: { name: 'once' }, headers });

    expect(second.text).toBe(first.text);
    const after = await it.instance.deps.store.read.apiKeys.count({
      environment_id: it.sandbox.id,
    });
    expect(after).toBe(before + 1);
  });

  test('a viewer sees keys and changes none', async () => {
    const key = await create();
    const { keys } = (await signedIn(it, 'viewer-of-keys@example.com', 'viewer')).api(it.sandbox);

    const list = await keys.list({ limit: 200 });

    expect(list.results.map(({ id }) => id)).toContain(key.id);
    const changes = [
      () => keys.create({ name: 'x' }),
      () => keys.revoke(key),
      () => keys.rotate(key),
    ];
    for (const change of changes) {
      await expect(change()).rejects.toMatchObject({ cause: { code: 'role_not_allowed' } });
    }
    expect(await use(key)).toBe(200);
  });

  test('a user token opens no keys', async () => {
    const { body } = await it.rest('POST', '/v1/users');
    const auth = `Bearer ${(body as { token: string }).token}`;

    const answers = [
      await it.rest('GET', '/v1/api-keys', { auth }),
      await it.rest('POST', '/v1/api-keys', { auth, body: { name: 'x' } }),
      await it.rest('GET', '/v1/api-keys', { auth: null }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
  });
});
