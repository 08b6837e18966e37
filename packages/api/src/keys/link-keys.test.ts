import type { EnvironmentInfo } from '@intarsia/domain';
import { type TestInstance, testInstance } from '@intarsia/runtime/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { local, signedIn } from '../testing/browser.ts';

describe.each(['sqlite', 'postgres'] as const)('link keys on %s', (engine) => {
  let it: TestInstance;
  beforeAll(async () => {
    it = await testInstance({ engine });
  });
  afterAll(() => it.close());

  const keysOf = (environment: EnvironmentInfo = it.sandbox) =>
    it.caller(local, environment).linkKeys;
  const ids = async (environment: EnvironmentInfo = it.sandbox) =>
    (await keysOf(environment).list({})).map(({ id }) => id);

  test('each environment begins with one of its own', async () => {
    const client = await it.caller(local).clients.create({ name: `Begins ${engine}` });

    const { sandbox, live } = client.environments;

    expect(await ids(sandbox)).toEqual([client.link_keys.sandbox.id]);
    expect(await ids(live)).toEqual([client.link_keys.live.id]);
  });

  test('a new one is listed first, and in its environment alone', async () => {
    it.clock.advance(1000);
    const { id, created_at } = await keysOf().create({});

    expect(created_at).toBe(it.clock.now());
    expect((await ids())[0]).toBe(id);
    expect(await ids(it.live)).not.toContain(id);
  });

  test('a revoked one is gone', async () => {
    const key = await keysOf().create({});

    await keysOf().revoke(key);

    expect(await ids()).not.toContain(key.id);
    expect(await it.instance.deps.store.read.linkKeys.findById(key.id)).toBeUndefined();
    await expect(keysOf().revoke(key)).rejects.toMatchObject({ cause: { code: 'key_not_found' } });
  });

  test('one of another environment does not exist', async () => {
    const key = await keysOf(it.live).create({});

    const attempt = keysOf(it.sandbox).revoke(key);

    await expect(attempt).rejects.toMatchObject({ cause: { code: 'key_not_found' } });
    expect(await ids(it.live)).toContain(key.id);
  });

  test.each(['', '\u0000', '\ud800', '__proto__', 'x'.repeat(101), '../x', "' or 1=1"])(
    'the id %j names none',
    async (id) => {
      const before = await ids();

      await expect(keysOf().revoke({ id })).rejects.toMatchObject({
        code: expect.stringMatching(/^(BAD_REQUEST|NOT_FOUND)$/),
      });
      expect(await ids()).toEqual(before);
    },
  );

  test('a viewer sees them and changes none, and an API key neither makes nor ends any', async () => {
    const viewer = await signedIn(it, 'viewer-of-links@example.com', 'viewer');
    const { linkKeys } = viewer.api(it.sandbox);
    const before = await ids();

    expect(await linkKeys.list({})).toHaveLength(before.length);
    await expect(linkKeys.create({})).rejects.toMatchObject({
      cause: { code: 'role_not_allowed' },
    });
    await expect(it.caller().linkKeys.create({})).rejects.toMatchObject({
      cause: { code: 'caller_not_allowed' },
    });
    expect(await ids()).toEqual(before);
  });
});
