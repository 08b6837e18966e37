import { later, newClient } from '@intarsia/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { engines, openWorld, START, type TestStore, testId } from './testing.ts';

describe.each(engines)('$name', ({ open }) => {
  let store: TestStore;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.cleanup());

  test('a value of the instance is replaced by the next', async () => {
    expect(await store.read.instance.get('name')).toBeUndefined();

    await store.write((tx) => tx.instance.set('name', 'one'));
    await store.write((tx) => tx.instance.set('name', 'two'));

    expect(await store.read.instance.get('name')).toBe('two');
  });

  test('a client keeps its settings and its sealed data key', async () => {
    const client = newClient({ name: 'Acme' }, { id: testId(1), now: START });
    const settings = { ...client.settings, issuer: 'acme', pay_distribution: false };

    await store.write((tx) => tx.clients.insert(client, { data_key: 'sealed' }));
    const changed = await store.write(async (tx) => [
      await tx.clients.updateSettings(client.id, settings),
      await tx.clients.updateSettings(testId(99), settings),
      await tx.clients.setDataKey(client.id, 'sealed again'),
    ]);

    expect(changed).toEqual([true, false, true]);
    expect(await store.read.clients.find(client.id)).toEqual({ ...client, settings });
    expect(await store.read.clients.dataKey(client.id)).toBe('sealed again');
    expect(await store.read.clients.dataKey(testId(99))).toBeUndefined();
  });

  test('two clients cannot have one name', async () => {
    const client = newClient({ name: 'Only one' }, { id: testId(2), now: START });
    await store.write((tx) => tx.clients.insert(client, { data_key: 'sealed' }));

    const second = store.write((tx) =>
      tx.clients.insert({ ...client, id: testId(3) }, { data_key: 'sealed' }),
    );

    await expect(second).rejects.toMatchObject({ code: 'client_exists' });
  });

  test('environments are found by id, by client, and all', async () => {
    const scope = await openWorld(store, 1);
    const found = await store.read.environments.find(scope.environment_id);

    expect(found).toMatchObject({ kind: 'sandbox', speed: 'fast', seed: 'seed' });
    expect(await store.read.environments.listOfClient(found?.client_id ?? '')).toEqual([found]);
    expect(await store.read.environments.listAll()).toContainEqual(found);
    expect(await store.read.environments.find(testId(99))).toBeUndefined();
  });

  test('an API key is found without a scope, and changed only within its own', async () => {
    const scope = await openWorld(store, 2);
    const elsewhere = await openWorld(store, 3);
    const key = {
      id: 'key',
      name: 'CI',
      kind: 'sandbox' as const,
      created_at: START,
      expires_at: null,
      revoked_at: null,
    };
    await store.write((tx) => tx.apiKeys.insert(scope, key, { secret_hash: 'hash' }));

    const foreign = await store.write(async (tx) => [
      await tx.apiKeys.revoke(elsewhere, 'key', START),
      await tx.apiKeys.expireAt(elsewhere, 'key', START),
    ]);
    const own = await store.write(async (tx) => [
      await tx.apiKeys.expireAt(scope, 'key', later(START, 1)),
      await tx.apiKeys.revoke(scope, 'key', later(START, 2)),
      await tx.apiKeys.revoke(scope, 'key', later(START, 3)),
      await tx.apiKeys.expireAt(scope, 'key', later(START, 4)),
    ]);

    expect(foreign).toEqual([false, false]);
    expect(own).toEqual([true, true, false, false]);
    const ended = { ...key, expires_at: later(START, 1), revoked_at: later(START, 2) };
    expect(await store.read.apiKeys.findById('key')).toEqual({
      ...ended,
      environment_id: scope.environment_id,
      secret_hash: 'hash',
    });
    const page = { limit: 10, offset: 0, order: 'desc' } as const;
    expect(await store.read.apiKeys.list(scope, page)).toEqual([ended]);
    expect(await store.read.apiKeys.list(elsewhere, page)).toEqual([]);
    expect(await store.read.apiKeys.count(scope)).toBe(1);
  });

  test('a link key opens its environment until it is taken away', async () => {
    const scope = await openWorld(store, 4);
    const elsewhere = await openWorld(store, 5);
    const key = { id: 'link', created_at: START, allowed_origins: ['https://app.example.com'] };
    await store.write((tx) => tx.linkKeys.insert(scope, key));

    expect(await store.read.linkKeys.findById('link')).toEqual({ ...key, ...scope });
    expect(await store.read.linkKeys.list(scope)).toEqual([key]);
    const opened = { id: 'link', allowed_origins: [] };
    expect(await store.write((tx) => tx.linkKeys.allow(elsewhere, opened))).toBeUndefined();
    expect(await store.write((tx) => tx.linkKeys.allow(scope, opened))).toEqual({
      ...key,
      ...opened,
    });
    expect(await store.write((tx) => tx.linkKeys.delete(elsewhere, 'link'))).toBe(false);
    expect(await store.write((tx) => tx.linkKeys.delete(scope, 'link'))).toBe(true);
    expect(await store.read.linkKeys.findById('link')).toBeUndefined();
  });

  test('a client’s signing keys come oldest first, and each is retired once', async () => {
    const client = newClient({ name: 'Signer' }, { id: testId(20), now: START });
    const key = {
      kid: 'one',
      algorithm: 'ES256' as const,
      sealed_private: 'sealed',
      public_jwk: { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' } as never,
      created_at: later(START, 1),
      retired_at: null,
      with_kid: true,
    };
    const older = { ...key, kid: 'two', public_jwk: null, with_kid: false, created_at: START };
    await store.write(async (tx) => {
      await tx.clients.insert(client, { data_key: 'sealed' });
      await tx.signingKeys.insert(client.id, key);
      await tx.signingKeys.insert(client.id, older);
    });

    const retired = await Promise.all(
      [1, 2, 3].map((n) =>
        store.write((tx) => tx.signingKeys.retire(client.id, { kid: 'two', at: later(START, n) })),
      ),
    );

    expect(retired.filter(Boolean)).toHaveLength(1);
    const [first, second] = await store.read.signingKeys.listOfClient(client.id);
    expect(first).toEqual({ ...older, retired_at: later(START, retired.indexOf(true) + 1) });
    expect(second).toEqual(key);
    expect(await store.read.signingKeys.listPublic()).toEqual([key]);
    expect(await store.write((tx) => tx.signingKeys.delete(client.id, 'two'))).toBe(true);
    expect(await store.read.signingKeys.listOfClient(client.id)).toEqual([key]);
  });

  test('an operator signs in by a link once, and by sessions until they end', async () => {
    const operator = {
      id: testId(30),
      email: 'ann@example.com',
      role: 'admin' as const,
      created_at: START,
      has_password: false,
    };
    const link = { hash: 'link', operator_id: operator.id, expires_at: later(START, 10) };
    const session = {
      hash: 'session',
      operator_id: operator.id,
      created_at: START,
      expires_at: later(START, 10),
    };
    await store.write(async (tx) => {
      await tx.operators.insert(operator, { password_hash: null });
      await tx.signInLinks.insert(link);
      await tx.signInLinks.insert({ ...link, hash: 'ended', expires_at: START });
      await tx.sessions.insert(session);
      await tx.sessions.insert({ ...session, hash: 'other' });
    });

    const redeemed = await Promise.all(
      Array.from({ length: 5 }, () =>
        store.write((tx) => tx.signInLinks.redeem('link', later(START, 9))),
      ),
    );
    const ended = await store.write((tx) => tx.signInLinks.redeem('ended', START));

    expect(redeemed.filter((id) => id === operator.id)).toHaveLength(1);
    expect(redeemed.filter((id) => id === undefined)).toHaveLength(4);
    expect(ended).toBeUndefined();
    expect(await store.read.sessions.findByHash('session')).toEqual(session);
    expect(await store.write((tx) => tx.sessions.delete('session'))).toBe(true);
    expect(await store.write((tx) => tx.sessions.delete('session'))).toBe(false);
    expect(await store.write((tx) => tx.sessions.deleteExpired(later(START, 9)))).toBe(0);
    expect(await store.write((tx) => tx.sessions.deleteOfOperator(operator.id))).toBe(1);
    expect(await store.read.sessions.findByHash('other')).toBeUndefined();
  });

  test('an operator has a password once one was set', async () => {
    const operator = {
      id: testId(31),
      email: 'bob@example.com',
      role: 'viewer' as const,
      created_at: START,
      has_password: false,
    };
    await store.write((tx) => tx.operators.insert(operator, { password_hash: null }));
    expect(await store.read.operators.find(operator.id)).toEqual({
      ...operator,
      password_hash: null,
    });

    await store.write((tx) => tx.operators.setPasswordHash(operator.id, 'argon2'));

    expect(await store.read.operators.findByEmail('bob@example.com')).toEqual({
      ...operator,
      has_password: true,
      password_hash: 'argon2',
    });
    const listed = await store.read.operators.list();
    expect(listed).toContainEqual({ ...operator, has_password: true });
  });
});
