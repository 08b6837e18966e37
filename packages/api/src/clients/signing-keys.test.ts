import { DAY, hasHeaderOf, MINUTE, SECOND, type TokenAlgorithm } from '@intarsia/domain';
import { basicAuth, type TestInstance, testInstance } from '@intarsia/runtime/testing';
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createGuard } from '../kernel/guard.ts';
import { LONGEST_LIFETIME } from '../kernel/keyring.ts';
import { local } from '../testing/browser.ts';
import { jwks } from './jwks.ts';

describe.each(['sqlite', 'postgres'] as const)('signing keys on %s', (engine) => {
  let it: TestInstance;
  let made = 0;
  beforeAll(async () => {
    it = await testInstance({ engine });
  });
  afterAll(() => it.close());

  const clients = () => it.caller(local).clients;
  const keySet = () => jwks(it.instance.deps);
  const rows = (client_id: string) =>
    it.instance.deps.store.read.signingKeys.listOfClient(client_id);
  const choose = (id: string, token_algorithm: TokenAlgorithm) =>
    clients().update({ id, settings: { token_algorithm } });

  /** A client of its own for a test, with what its backend does. */
  async function newClient(token_algorithm: TokenAlgorithm = 'HS256') {
    const client = await clients().create({
      name: `Client ${++made}`,
      settings: { token_algorithm },
    });
    const auth = basicAuth(client.api_key);
    const mint = async () => {
      const { body } = await it.rest('POST', '/v1/users', { auth });
      return (body as { token: string }).token;
    };
    /** The status of a call with the token. */
    const use = async (token: string) =>
      (await it.rest('GET', '/v1/accounts', { auth: `Bearer ${token}` })).status;
    return { client, mint, use };
  }

  test("a first HS256 key's tokens have a header of alg and typ alone", async () => {
    const { mint, use } = await newClient('HS256');

    const token = await mint();

    expect(decodeProtectedHeader(token)).toEqual({ alg: 'HS256', typ: 'JWT' });
    expect(await use(token)).toBe(200);
  });

  test('a first key with a public half is named in the header', async () => {
    for (const algorithm of ['ES256', 'EdDSA'] as const) {
      const { client, mint, use } = await newClient(algorithm);

      const token = await mint();

      const [key] = await rows(client.id);
      expect(decodeProtectedHeader(token)).toEqual({ alg: algorithm, typ: 'JWT', kid: key?.kid });
      expect(await use(token)).toBe(200);
    }
  });

  test('the key set tells the first keys of two clients apart', async () => {
    const both = [await newClient('ES256'), await newClient('ES256')];
    const tokens = await Promise.all(both.map(({ mint }) => mint()));

    const verify = createLocalJWKSet(await keySet());
    const currentDate = new Date(it.clock.now());
    const checked = await Promise.all(
      tokens.map((token) => jwtVerify(token, verify, { currentDate })),
    );

    expect(checked.map(({ payload }) => payload.client_id)).toEqual(
      both.map(({ client }) => client.id),
    );
  });

  test('a new key signs at once and is named in the header, and the old one goes on verifying', async () => {
    const { client, mint, use } = await newClient();
    const before = await mint();

    const { kid, algorithm, public_jwk } = await clients().rotateSigningKey(client);
    const after = await mint();

    expect({ algorithm, public_jwk }).toEqual({ algorithm: 'HS256', public_jwk: null });
    expect(decodeProtectedHeader(after)).toEqual({ alg: 'HS256', typ: 'JWT', kid });
    expect([await use(before), await use(after)]).toEqual([200, 200]);
  });

  test('tokens of every key that ever signed are good until their own end, and not in that second', async () => {
    const { client, mint, use } = await newClient();
    const tokens = [await mint()];
    for (const algorithm of ['ES256', 'EdDSA', 'HS256'] as const) {
      it.clock.advance(DAY);
      await choose(client.id, algorithm);
      tokens.push(await mint());
      await clients().rotateSigningKey(client);
      tokens.push(await mint());
    }
    const statuses = () => Promise.all(tokens.map(use));

    expect(await statuses()).toEqual(Array(7).fill(200));
    it.clock.advance(27 * DAY - SECOND);
    expect(await statuses()).toEqual(Array(7).fill(200));
    it.clock.advance(SECOND);
    expect(await statuses()).toEqual([401, 200, 200, 200, 200, 200, 200]);
    it.clock.advance(3 * DAY);
    expect(await statuses()).toEqual(Array(7).fill(401));
  });

  test('a retired key is let go when no token of any lifetime can be left of it', async () => {
    const { client } = await newClient('ES256');
    await clients().rotateSigningKey(client);
    const verifying = async () => {
      it.instance.guard.forget();
      const [keyring, { keys }] = [await it.instance.guard.keyring(client.id), await keySet()];
      const own = (await rows(client.id)).map(({ kid }) => kid);
      return [keyring.verifying.length, keys.filter(({ kid }) => own.includes(kid)).length];
    };

    it.clock.advance(LONGEST_LIFETIME * SECOND);
    expect(await verifying()).toEqual([2, 2]);
    it.clock.advance(MINUTE);
    expect(await verifying()).toEqual([1, 1]);
  });

  test('a lifetime that was shortened does not end the tokens that were issued before', async () => {
    const { client, mint, use } = await newClient();
    const token = await mint();

    await clients().update({ id: client.id, settings: { access_token_lifetime: 60 } });
    await clients().rotateSigningKey(client);
    it.clock.advance(29 * DAY);

    expect(await use(token)).toBe(200);
  });

  test('another algorithm makes a new key, and the same one makes none', async () => {
    const { client, mint } = await newClient();

    await choose(client.id, 'HS256');
    await clients().update({ id: client.id, settings: { issuer: 'another' } });
    expect(await rows(client.id)).toHaveLength(1);
    it.clock.advance(SECOND);
    await choose(client.id, 'ES256');

    const token = await mint();
    expect(await rows(client.id)).toMatchObject([
      { algorithm: 'HS256', retired_at: it.clock.now() },
      { algorithm: 'ES256', retired_at: null, with_kid: true },
    ]);
    const [, second] = await rows(client.id);
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'ES256', typ: 'JWT', kid: second?.kid });
  });

  test('of many rotations and changes at once one key is left to sign, of the chosen algorithm', async () => {
    const { client, mint, use } = await newClient();
    const before = await mint();
    const changes = (['ES256', 'EdDSA', 'HS256', 'ES256', 'EdDSA'] as const).map((algorithm) =>
      choose(client.id, algorithm),
    );
    const rotations = Array.from({ length: 5 }, () => clients().rotateSigningKey(client));

    await Promise.all([...changes, ...rotations]);

    const signing = (await rows(client.id)).filter(({ retired_at }) => retired_at === null);
    const { settings } = await clients().get(client);
    expect(signing).toMatchObject([{ algorithm: settings.token_algorithm }]);
    const after = await mint();
    expect(decodeProtectedHeader(after)).toMatchObject({ kid: signing[0]?.kid });
    expect([await use(before), await use(after)]).toEqual([200, 200]);
  });

  test('a process that has just looked at the keys knows at once what another one has made since', async () => {
    const { client, mint } = await newClient();
    const elsewhere = createGuard(it.instance.deps);
    const before = await mint();
    expect(hasHeaderOf(await elsewhere.keyring(client.id), before)).toBe(true);
    await clients().rotateSigningKey(client);

    const after = await mint();

    expect(hasHeaderOf(await elsewhere.keyring(client.id), after)).toBe(false);
    expect(hasHeaderOf(await elsewhere.keyring(client.id, after), after)).toBe(true);
    expect(hasHeaderOf(await elsewhere.keyring(client.id, before), before)).toBe(true);
  });

  test('the key set is empty while everybody signs with HS256', async () => {
    const alone = await testInstance({ engine });

    await alone.caller(local).clients.rotateSigningKey(alone.client);

    expect(await jwks(alone.instance.deps)).toEqual({ keys: [] });
    await alone.close();
  });

  test('a verifier that knows the key set alone can check every token of every client', async () => {
    const [first, second] = [await newClient('ES256'), await newClient('EdDSA')];
    await first.mint();
    await clients().rotateSigningKey(first.client);
    await clients().rotateSigningKey(second.client);
    const tokens = [await first.mint(), await second.mint()];

    const verify = createLocalJWKSet(await keySet());
    const currentDate = new Date(it.clock.now());
    const checked = await Promise.all(
      tokens.map((token) => jwtVerify(token, verify, { currentDate })),
    );

    expect(checked.map(({ payload }) => payload.client_id)).toEqual([
      first.client.id,
      second.client.id,
    ]);
  });

  test('no private half is in the key set, and none is stored in clear', async () => {
    const { client } = await newClient('EdDSA');
    await clients().rotateSigningKey(client);
    const vault = await it.instance.deps.vaultOf(client.id);

    const set = JSON.stringify(await keySet());

    for (const row of await rows(client.id)) {
      const opened = vault.open(row.sealed_private, `signing_keys.private:${row.kid}`);
      const { d, x } = JSON.parse(new TextDecoder().decode(opened));
      expect(set).toContain(x);
      expect(set).not.toContain(d);
      expect(row.sealed_private).not.toContain(d);
    }
    expect(set).not.toContain('"d"');
  });

  test('the keys of one client verify nothing of another', async () => {
    const [first, second] = [await newClient('EdDSA'), await newClient('EdDSA')];
    const token = await first.mint();
    const [header, payload, signature] = token.split('.');
    const claims = { ...decodeJwt(token), client_id: second.client.id };
    const forged = Buffer.from(JSON.stringify(claims)).toString('base64url');

    expect(await first.use([header, payload, signature].join('.'))).toBe(200);
    expect(await first.use([header, forged, signature].join('.'))).toBe(401);
  });
});
