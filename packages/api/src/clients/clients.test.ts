import { SECOND } from '@intarsia/domain';
import { basicAuth, type TestInstance, testInstance } from '@intarsia/runtime/testing';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeOf, local, signedIn } from '../testing/browser.ts';
import { insertClient, newClientParts } from './new-client.ts';

const unknown = '0994b847-cc69-4d98-bc99-c5e65e762add';

describe.each(['sqlite', 'postgres'] as const)('clients on %s', (engine) => {
  let it: TestInstance;
  beforeAll(async () => {
    it = await testInstance({ engine });
  });
  afterAll(() => it.close());

  const clients = () => it.caller(local).clients;
  const count = () => it.instance.deps.store.read.clients.count();
  /** Makes a client, and gives what its sandbox key does. */
  const newClient = async (name: string, settings = {}) => {
    const client = await clients().create({ name, settings });
    const auth = basicAuth(client.api_key);
    return { client, call: (method: string, path: string) => it.rest(method, path, { auth }) };
  };
  const tokenOf = async (call: (method: string, path: string) => ReturnType<typeof it.rest>) =>
    ((await call('POST', '/v1/users')).body as { token: string }).token;

  test('a new one has both environments, and a sandbox key that opens its own alone', async () => {
    await it.rest('POST', '/v1/users');

    const { client, call } = await newClient('Weft & Warp');

    expect(client).toMatchObject({
      name: 'Weft & Warp',
      created_at: it.clock.now(),
      settings: { issuer: 'intarsia', token_algorithm: 'HS256', pay_distribution: true },
      environments: {
        sandbox: { client_id: client.id, kind: 'sandbox', speed: 'fast' },
        live: { client_id: client.id, kind: 'live' },
      },
      api_key: { kind: 'sandbox', secret: expect.stringMatching(/^[\w-]{32}$/) },
    });
    expect((await call('GET', '/v1/users')).body).toMatchObject({ count: 0, results: [] });
    expect(decodeJwt(await tokenOf(call))).toMatchObject({ client_id: client.id });
  });

  test('its secret is shown when it is made, and never after', async () => {
    const { client } = await newClient('Shown once');

    const seen = JSON.stringify([await clients().get(client), await clients().list({})]);

    expect(seen).toContain(client.id);
    expect(seen).not.toContain(client.api_key.secret);
    expect(seen).not.toContain('data_key');
  });

  test('it has no live key until somebody asks for one', async () => {
    const { client } = await newClient('No live key');

    const { live } = client.environments;

    expect(await it.caller(local, live).keys.list({})).toMatchObject({ count: 0 });
  });

  test('one that is made without keys has a link key for live, and nothing that opens its sandbox', async () => {
    const { deps } = it.instance;
    const parts = await newClientParts(deps, { name: 'Keyless', seed: 'demo' });

    await deps.store.write((tx) => insertClient(tx, parts, { keyless: true }));

    const { sandbox, live } = parts.environments;
    expect([sandbox.seed, live.seed]).toEqual(['demo', 'demo']);
    expect(await it.caller(local, sandbox).keys.list({})).toMatchObject({ count: 0 });
    expect(await it.caller(local, sandbox).linkKeys.list({})).toEqual([]);
    expect(await it.caller(local, live).linkKeys.list({})).toEqual([parts.link_keys.live]);
    expect(await it.rest('GET', '/v1/users', { auth: basicAuth(parts.api_key) })).toMatchObject({
      status: 401,
    });
  });

  test('a name is taken once, also by many at the same time', async () => {
    const before = await count();
    it.clock.advance(SECOND);

    const answers = await Promise.all(
      Array.from({ length: 8 }, () => codeOf(clients().create({ name: ' Same name ' }))),
    );

    expect(answers.sort()).toEqual([...Array(7).fill('client_exists'), 'no error'].sort());
    expect(await codeOf(clients().create({ name: 'Same name' }))).toBe('client_exists');
    expect(await count()).toBe(before + 1);
    expect((await clients().list({ limit: 1 })).results).toMatchObject([{ name: 'Same name' }]);
  });

  test('a refused name leaves nothing of the client behind', async () => {
    const { environments } = it.instance.deps.store.read;
    await newClient('Taken');
    const before = await environments.listAll();

    expect(await codeOf(clients().create({ name: 'Taken' }))).toBe('client_exists');

    expect(await environments.listAll()).toEqual(before);
  });

  test.each(['', '  ', 'x'.repeat(101), 'a\u0000b', '\ud800', 'a\u0007'])(
    'the name %j is refused',
    async (name) => {
      const before = await count();

      expect(await codeOf(clients().create({ name }))).toBe('input_invalid');
      expect(await count()).toBe(before);
    },
  );

  test.each(['__proto__', 'constructor', "'; drop table clients; --", '织'.repeat(100)])(
    'a client may be called %s',
    async (name) => {
      const { client } = await newClient(name);

      expect(await clients().get(client)).toMatchObject({ name });
    },
  );

  test.each([
    { access_token_lifetime: 59 },
    { access_token_lifetime: 315_360_001 },
    { refresh_token_lifetime: 1.5 },
    { refresh_token_lifetime: Number.NaN },
    { issuer: '' },
    { issuer: 'x'.repeat(101) },
    { issuer: 'a\u0000b' },
    // Safe to cast: what a typed caller would not send is what is tried here.
    { token_algorithm: 'none' as 'HS256' },
    { token_algorithm: 'RS256' as 'HS256' },
    { token_algorithm: '__proto__' as 'HS256' },
    { pay_distribution: 'yes' as unknown as boolean },
    { pay_distribution: null as unknown as boolean },
    { events_kept_days: 0 },
    { events_kept_days: 3651 },
    { events_kept_days: 1.5 },
    { events_kept: 7 } as object,
  ])('the settings %j are refused, for a new client and for one that exists', async (settings) => {
    const before = await clients().get(it.client);

    expect(await codeOf(clients().create({ name: 'Bad', settings }))).toBe('input_invalid');
    expect(await codeOf(clients().update({ id: it.client.id, settings }))).toBe('input_invalid');
    expect(await clients().get(it.client)).toEqual(before);
  });

  test('settings that are not named stay as they are', async () => {
    const { client } = await newClient('Partial', { issuer: 'weft', refresh_token_lifetime: 60 });

    const changed = await clients().update({
      id: client.id,
      settings: { access_token_lifetime: 600, pay_distribution: false },
    });

    const settings = {
      issuer: 'weft',
      access_token_lifetime: 600,
      refresh_token_lifetime: 60,
      token_algorithm: 'HS256',
      pay_distribution: false,
    };
    expect(changed).toMatchObject({ id: client.id, name: 'Partial', settings });
    expect(await clients().get(client)).toMatchObject({ settings });
  });

  test('many changes at once of different settings all count', async () => {
    const { client } = await newClient('Raced');
    const changes = [
      { issuer: 'raced' },
      { access_token_lifetime: 600 },
      { refresh_token_lifetime: 700 },
      { pay_distribution: false },
      { token_algorithm: 'ES256' as const },
      { events_kept_days: 7 },
    ];

    await Promise.all(changes.map((settings) => clients().update({ id: client.id, settings })));

    const { settings } = await clients().get(client);
    expect(settings).toEqual(Object.assign({}, ...changes));
  });

  test('the next token has the settings that were just chosen', async () => {
    const { client, call } = await newClient('Chosen');
    await tokenOf(call);

    await clients().update({
      id: client.id,
      settings: { issuer: 'argyle-core-auth-prod', access_token_lifetime: 60 },
    });
    const token = await tokenOf(call);

    const { iss, iat = 0, exp } = decodeJwt(token);
    expect({ iss, lasts: (exp ?? 0) - iat }).toEqual({ iss: 'argyle-core-auth-prod', lasts: 60 });
  });

  test('they are listed newest first, page by page', async () => {
    for (const name of ['Page 1', 'Page 2', 'Page 3']) {
      it.clock.advance(SECOND);
      await newClient(name);
    }

    const first = await clients().list({ limit: 2 });
    const second = await clients().list({ limit: 2, cursor: first.next ?? '' });

    const names = [...first.results, ...second.results].map(({ name }) => name);
    expect(names.slice(0, 3)).toEqual(['Page 3', 'Page 2', 'Page 1']);
    expect(first.count).toBe(await count());
  });

  test('an unknown one is not found', async () => {
    const { get, update, rotateSigningKey } = clients();

    expect(await codeOf(get({ id: unknown }))).toBe('client_not_found');
    expect(await codeOf(update({ id: unknown, settings: {} }))).toBe('client_not_found');
    expect(await codeOf(update({ id: unknown, settings: { token_algorithm: 'ES256' } }))).toBe(
      'client_not_found',
    );
    expect(await codeOf(rotateSigningKey({ id: unknown }))).toBe('client_not_found');
  });

  test('an admin may do all of this, a viewer may look, an API key and a stranger may not', async () => {
    const admin = (await signedIn(it, 'admin-of-clients@example.com')).api();
    const viewer = (await signedIn(it, 'viewer-of-clients@example.com', 'viewer')).api();
    const { client } = await newClient('Policies');
    const attempts = [
      (as: typeof admin) => as.clients.list({}),
      (as: typeof admin) => as.clients.get(client),
      (as: typeof admin) => as.clients.update({ id: client.id, settings: {} }),
      (as: typeof admin) => as.clients.rotateSigningKey(client),
    ];
    const all = (as: typeof admin) => Promise.all(attempts.map((attempt) => codeOf(attempt(as))));
    const before = await count();

    expect(await all(admin)).toEqual(Array(4).fill('no error'));
    expect(await all(viewer)).toEqual([
      'no error',
      'no error',
      'role_not_allowed',
      'role_not_allowed',
    ]);
    for (const as of [it.caller(), it.caller({ kind: 'public' })]) {
      expect(await all(as)).toEqual(Array(4).fill('caller_not_allowed'));
      expect(await codeOf(as.clients.create({ name: 'X' }))).toBe('caller_not_allowed');
    }
    expect(await codeOf(viewer.clients.create({ name: 'X' }))).toBe('role_not_allowed');
    expect(await count()).toBe(before);
    expect(await codeOf(admin.clients.create({ name: 'By an admin' }))).toBe('no error');
  });

  test('every environment is listed by the name of its client, sandbox first', async () => {
    const { client } = await newClient('Loom');
    const { client: before } = await newClient('Heddle');

    const listed = await it.caller(local).environments.list({});

    const mine = listed.filter(({ client_id }) => [client.id, before.id].includes(client_id));
    expect(mine).toMatchObject([
      { client_id: before.id, client_name: 'Heddle', kind: 'sandbox' },
      { client_id: before.id, client_name: 'Heddle', kind: 'live' },
      { client_id: client.id, client_name: 'Loom', kind: 'sandbox' },
      { client_id: client.id, client_name: 'Loom', kind: 'live' },
    ]);
    expect(listed).toHaveLength(2 * (await count()));
  });

  test('environments of more clients than a page holds are all listed', async () => {
    const names = Array.from({ length: 205 }, (_, n) => `Many ${n}`);
    for (const name of names) await newClient(name);

    const listed = await it.caller(local).environments.list({});

    expect(listed).toHaveLength(2 * (await count()));
    expect(new Set(listed.map(({ client_name }) => client_name)).size).toBe(await count());
  });
});
