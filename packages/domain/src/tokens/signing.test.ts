import { createHmac, createPublicKey, verify } from 'node:crypto';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import { jwkSet } from './jwks.ts';
import { type HmacOf, importSigningKey } from './keys.ts';
import { signClaims, signPair } from './signing.ts';
import {
  access,
  exp,
  iat,
  issuer,
  makeKey,
  other,
  privateKeyOf,
  refresh,
  secretOf,
  textsOf,
} from './testing.ts';

const clockTimestamp = iat + 1;
const hmacOf: HmacOf = (secret) => (text) =>
  createHmac('sha256', secret).update(text).digest('base64url');

test('the header of a token is alg and typ, as in the founding ones', async () => {
  const { keyring } = await makeKey('HS256');

  const tokens = await signPair({ access, refresh }, keyring);

  const founding = 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.';
  expect(tokens.access.startsWith(founding)).toBe(true);
  expect(tokens.refresh.startsWith(founding)).toBe(true);
  expect(textsOf(tokens.access).header).toBe('{"alg":"HS256","typ":"JWT"}');
});

test('a token is as long as the founding ones', async () => {
  const { keyring } = await makeKey('HS256');
  const iss = 'argyle-core-auth-prod';

  const pair = { access: { ...access, iss }, refresh: { ...refresh, iss } };

  const tokens = await signPair(pair, keyring);

  const lengths = (token: string) => token.split('.').map((part) => part.length);
  expect(lengths(tokens.access)).toEqual([36, 340, 43]);
  expect(lengths(tokens.refresh)).toEqual([36, 207, 43]);
});

test.each(['HS256', 'ES256', 'EdDSA'] as const)(
  'a %s key with_kid puts its kid last in the header',
  async (alg) => {
    const { keyring } = await makeKey(alg, true);

    const token = await signClaims(access, keyring);

    expect(textsOf(token).header).toBe(`{"alg":"${alg}","typ":"JWT","kid":"key-${alg}"}`);
  },
);

test('claims are signed in the documented order, whatever order they come in', async () => {
  const { keyring } = await makeKey('HS256');
  const reversed = <T extends object>(claims: T): T =>
    // Safe: the same entries, so the same type.
    Object.fromEntries(Object.entries(claims).reverse()) as T;

  const tokens = await signPair({ access: reversed(access), refresh: reversed(refresh) }, keyring);

  expect(textsOf(tokens.access).payload).toBe(JSON.stringify(access));
  expect(textsOf(tokens.refresh).payload).toBe(JSON.stringify(refresh));
});

test('signing stored claims again gives the same HS256 text', async () => {
  const { keyring } = await makeKey('HS256');

  const first = await signPair({ access, refresh }, keyring);
  const again = await signPair(JSON.parse(JSON.stringify({ refresh, access })), keyring);

  expect(again).toEqual(first);
});

test('an HMAC of the machine signs what WebCrypto signs', async () => {
  const { keyring, material } = await makeKey('HS256', true);
  const key = await importSigningKey(material, hmacOf);

  const tokens = await signPair({ access, refresh }, { signing: key, verifying: [key] });

  expect(tokens).toEqual(await signPair({ access, refresh }, keyring));
});

test.each(['ES256', 'EdDSA'] as const)('a %s key has no HMAC', async (alg) => {
  const { material } = await makeKey(alg, true);

  expect((await importSigningKey(material, hmacOf)).hmac).toBeUndefined();
});

describe('another library', () => {
  test('verifies an HS256 token with the secret', async () => {
    const { keyring, material } = await makeKey('HS256');
    const options = { algorithms: ['HS256'], issuer, clockTimestamp, complete: true } as const;

    const tokens = await signPair({ access, refresh }, keyring);

    const secret = secretOf(material);
    expect(other.verify(tokens.access, secret, options)).toMatchObject({
      header: { alg: 'HS256', typ: 'JWT' },
      payload: access,
    });
    expect(other.verify(tokens.refresh, secret, options).payload).toEqual(refresh);
  });

  test('verifies an ES256 token with the public key', async () => {
    const { keyring, material } = await makeKey('ES256', true);
    const options = { algorithms: ['ES256'], issuer, clockTimestamp, complete: true } as const;

    const token = await signClaims(access, keyring);

    const verified = other.verify(token, createPublicKey(privateKeyOf(material)), options);
    expect(verified.payload).toEqual(access);
  });

  test('sees the end of a token in the same second', async () => {
    const { keyring, material } = await makeKey('HS256');
    const options = { algorithms: ['HS256'], issuer, complete: true } as const;
    const token = await signClaims(access, keyring);
    const at = (clockTimestamp: number) => () =>
      other.verify(token, secretOf(material), { ...options, clockTimestamp });

    expect(at(exp - 1)).not.toThrow();
    expect(at(exp)).toThrow('jwt expired');
  });
});

test('node verifies an EdDSA token with the public key', async () => {
  const { keyring, material } = await makeKey('EdDSA', true);

  const token = await signClaims(access, keyring);

  const [header, payload, signature = ''] = token.split('.');
  const open = createPublicKey(privateKeyOf(material));
  const signed = Buffer.from(`${header}.${payload}`);
  expect(verify(null, signed, open, Buffer.from(signature, 'base64url'))).toBe(true);
  expect(textsOf(token).payload).toBe(JSON.stringify(access));
});

test.each(['ES256', 'EdDSA'] as const)(
  'a holder of the key set verifies a %s token',
  async (alg) => {
    const [mine, another] = await Promise.all([makeKey(alg, true), makeKey(alg, true)]);
    const set = jwkSet([{ ...another.material, kid: 'another' }, mine.material]);

    const token = await signClaims(access, mine.keyring);

    const options = { algorithms: [alg], currentDate: new Date(clockTimestamp * 1000) };
    const { payload } = await jwtVerify(token, createLocalJWKSet(set), options);
    expect(payload).toEqual(access);
  },
);
