import { HOUR } from '@intarsia/domain';
import { type TestInstance, testInstance } from '@intarsia/runtime/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

describe.each(['sqlite', 'postgres'] as const)('an Idempotency-Key on %s', (engine) => {
  let it: TestInstance;
  beforeAll(async () => {
    it = await testInstance({ engine });
  });
  afterAll(() => it.close());

  const create = (key: string, body?: unknown, auth?: string) =>
    it.rest('POST', '/v1/users', { body, auth, headers: { 'idempotency-key': key } });
  const count = async () => ((await it.rest('GET', '/v1/users')).body as { count: number }).count;

  test('makes a repeated call give the first answer to the letter, and do nothing', async () => {
    const first = await create('once', { external_metadata: 1 });
    const before = await count();

    const again = await create('once', { external_metadata: 1 });

    expect(again.text).toBe(first.text);
    expect(again.status).toBe(201);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(await count()).toBe(before);
  });

  test('lets one of many equal calls at once do the work', async () => {
    const before = await count();

    const answers = await Promise.all(Array.from({ length: 20 }, () => create('together')));

    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(await count()).toBe(before + 1);
  });

  test('gives every equal call at once the answer of the one that changed the world', async () => {
    const made = await it.rest('POST', '/v1/api-keys', { body: { name: 'Rotated at once' } });
    const { id } = made.body as { id: string };
    const rotate = () =>
      it.rest('POST', `/v1/api-keys/${id}/rotate`, {
        body: { overlap_seconds: 0 },
        headers: { 'idempotency-key': 'rotate-at-once' },
      });

    const answers = await Promise.all(Array.from({ length: 10 }, rotate));

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });

  test('is used up by a call that had nothing to commit', async () => {
    const ask = (token: string) =>
      it.rest('POST', '/v1/user-tokens/introspect', {
        body: { token },
        headers: { 'idempotency-key': 'asked' },
      });

    const first = await ask('a');
    const again = await ask('a');
    const other = await ask('b');

    expect([first.status, again.text, other.status]).toEqual([200, first.text, 422]);
  });

  test('knows one call however its path and its empty body are spelt', async () => {
    const spelt = (path: string, body?: string) =>
      it.rest('POST', path, { body, headers: { 'idempotency-key': 'spelt' } });

    const answers = [
      await spelt('/v1/users'),
      await spelt('//v1/users/', '{}'),
      await spelt('/v1/users?', ' '),
    ];

    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });

  test('is refused for another body, and for another route', async () => {
    const made = await create('taken', { external_metadata: 1 });
    const { id: user } = made.body as { id: string };

    const body = await create('taken', { external_metadata: 2 });
    const route = await it.rest('POST', '/v1/user-tokens', {
      body: { user },
      headers: { 'idempotency-key': 'taken' },
    });

    for (const { status, body: error } of [body, route]) {
      expect(status).toBe(422);
      expect(error).toMatchObject({ code: 'idempotency_key_reused' });
    }
  });

  test('of another environment is another key', async () => {
    const sandbox = await create('shared');

    const live = await create('shared', undefined, it.keys.live.auth);

    expect(live.status).toBe(201);
    expect(live.text).not.toBe(sandbox.text);
  });

  test('is not kept for a call that failed', async () => {
    const failed = await create('retry', '{"external_metadata":');

    const mended = await create('retry', { external_metadata: 1 });

    expect([failed.status, mended.status]).toEqual([400, 201]);
  });

  test('is free again when 24 hours are over', async () => {
    const first = await create('daily');
    it.clock.advance(24 * HOUR + 1);

    const next = await create('daily', { external_metadata: 'another body' });

    expect(next.status).toBe(201);
    expect(next.text).not.toBe(first.text);
  });

  test('keeps an answer without a byte as such', async () => {
    const { token } = (await create('revoking')).body as { token: string };
    const revoke = () =>
      it.rest('POST', '/v1/user-tokens/revoke', {
        body: { token },
        headers: { 'idempotency-key': 'revoke-it' },
      });
    const first = await revoke();

    const again = await revoke();

    expect([first.status, again.status, again.text]).toEqual([204, 204, '']);
    expect(again.headers['idempotency-replayed']).toBe('true');
  });

  test('loses its answer when the user is erased', async () => {
    const first = await create('erased');
    const { id } = first.body as { id: string };

    await it.rest('DELETE', `/v1/users/${id}`);
    const again = await create('erased');

    expect(again.text).not.toBe(first.text);
  });

  test.each([[''], ['x'.repeat(256)], ['a b'], ['ümlaut']])(
    'that reads %j is a 400 that names the header',
    async (key) => {
      const { status, body } = await create(key);

      expect(status).toBe(400);
      expect(body).toMatchObject({ 'Idempotency-Key': [expect.any(String)] });
    },
  );
});
