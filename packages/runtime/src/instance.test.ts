import { randomBytes } from 'node:crypto';
import { newApiKey } from '@intarsia/domain';
import { engines, silentLog } from '@intarsia/store/testing';
import { afterEach, describe, expect, test } from 'vitest';
import { type Instance, type InstanceOptions, openInstance } from './instance.ts';
import { basicAuth } from './testing.ts';

const fixed_credentials = {
  key_id: 'ci',
  key_secret: 'a-secret-for-ci-runs',
  link_key: 'ci-link',
};

describe.each(engines)('$name', (engine) => {
  const undo: (() => Promise<void>)[] = [];

  afterEach(async () => {
    for (const step of undo.splice(0).reverse()) await step();
  });

  async function house() {
    const { url, remove } = await engine.place();
    undo.push(remove);
    const master_key = randomBytes(32);
    return async (options: Partial<InstanceOptions> = {}): Promise<Instance> => {
      const instance = await openInstance({
        database_url: url,
        master_key,
        public_url: 'http://intarsia.test',
        log: silentLog,
        ...options,
      });
      undo.push(() => instance.close());
      return instance;
    };
  }

  function createUser(instance: Instance, key: { id: string; secret: string }) {
    return instance.rest({
      method: 'POST',
      url: '/v1/users',
      headers: { authorization: basicAuth(key) },
      body: new Uint8Array(0),
      origin: 'http://intarsia.test',
      request_id: 'test',
    });
  }

  test('a first start makes a client with two environments, keys that work and an admin', async () => {
    const open = await house();

    const instance = await open({ seed: 'demo' });

    const { read } = instance.deps.store;
    expect(await read.clients.count()).toBe(1);
    expect(await read.environments.listAll()).toMatchObject([
      { kind: 'sandbox', seed: 'demo' },
      { kind: 'live', seed: 'demo' },
    ]);
    expect(await read.operators.list()).toMatchObject([{ role: 'admin', has_password: false }]);
    const { api_key = { id: '', secret: '' } } = instance.first_start ?? {};
    expect(await createUser(instance, api_key)).toMatchObject({ status: 201 });
  });

  test('a later start makes nothing', async () => {
    const open = await house();
    const first = await open();
    await first.close();

    const second = await open();

    expect(second.first_start).toBeUndefined();
    expect(await second.deps.store.read.clients.count()).toBe(1);
  });

  test('another master key is refused', async () => {
    const open = await house();
    await open();

    const wrong = open({ master_key: randomBytes(32) });

    await expect(wrong).rejects.toMatchObject({ name: 'OpenError' });
  });

  test('fixed credentials work at every start, and no other sandbox key is made', async () => {
    const open = await house();
    const key = { id: 'ci', secret: 'a-secret-for-ci-runs' };
    const first = await open({ fixed_credentials });

    const second = await open({ fixed_credentials });

    expect(first.first_start?.api_key).toBeUndefined();
    expect(await createUser(first, key)).toMatchObject({ status: 201 });
    expect(await createUser(second, key)).toMatchObject({ status: 201 });
  });

  test('fixed credentials are added to an instance that was started without them', async () => {
    const open = await house();
    await open();

    const later = await open({ fixed_credentials });

    const key = { id: 'ci', secret: 'a-secret-for-ci-runs' };
    expect(await createUser(later, key)).toMatchObject({ status: 201 });
    expect(await later.deps.store.read.linkKeys.findById('ci-link')).toBeDefined();
  });

  test('a fixed key that was revoked or had another secret works again after a start', async () => {
    const open = await house();
    const key = { id: 'ci', secret: 'another-secret' };
    const first = await open({ fixed_credentials });
    const [sandbox] = await first.deps.store.read.environments.listAll();
    const scope = { environment_id: sandbox?.id ?? '' };
    await first.deps.store.write((tx) =>
      tx.apiKeys.revoke(scope, 'ci', '2022-04-22T14:26:40.682437Z'),
    );

    const next = await open({
      fixed_credentials: { ...fixed_credentials, key_secret: key.secret },
    });

    expect(await createUser(next, key)).toMatchObject({ status: 201 });
    expect(await createUser(next, { ...key, secret: fixed_credentials.key_secret })).toMatchObject({
      status: 401,
    });
  });

  test('a fixed key id of another environment is refused', async () => {
    const open = await house();
    const first = await open();
    const environments = await first.deps.store.read.environments.listAll();
    const live = environments.find(({ kind }) => kind === 'live');
    const key = newApiKey({ name: 'x', kind: 'live' }, { id: 'ci', now: first.deps.wall.now() });
    await first.deps.store.write((tx) =>
      tx.apiKeys.insert({ environment_id: live?.id ?? '' }, key, { secret_hash: 'x' }),
    );

    const second = open({ fixed_credentials });

    await expect(second).rejects.toThrow(/^INTARSIA_SANDBOX_KEY_ID: /);
  });

  test('an instance is ready as long as its database answers', async () => {
    const open = await house();
    const instance = await open();

    expect(await instance.isReady()).toBe(true);
  });

  test('a secret that symmetric keys share is never published', async () => {
    const open = await house();
    const instance = await open();

    expect(await instance.publicKeys()).toEqual({ keys: [] });
  });
});
