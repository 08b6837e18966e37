import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { signClaims } from './signing.ts';
import {
  access,
  expected,
  forge,
  makeKey,
  other,
  privateKeyOf,
  secretOf,
  segment,
} from './testing.ts';
import { verifyAccessToken, verifyRefreshToken, verifyUserToken } from './verification.ts';

const invalid = { code: 'token_invalid' };

async function makeAll() {
  const [first, second, third] = await Promise.all([
    makeKey('HS256'),
    makeKey('ES256', true),
    makeKey('EdDSA', true),
  ]);
  // Every key a client can have at once: the widest door there is.
  const verifying = [third.key, second.key, first.key];
  return { first, second, third, keyring: { signing: third.key, verifying } };
}

async function expectRefused(token: string, keyring: Parameters<typeof verifyUserToken>[1]) {
  await expect(verifyAccessToken(token, keyring, expected)).rejects.toMatchObject(invalid);
  await expect(verifyRefreshToken(token, keyring, expected)).rejects.toMatchObject(invalid);
  await expect(verifyUserToken(token, keyring, expected)).rejects.toMatchObject(invalid);
}

test('the helpers of this file can make a good token', async () => {
  const { first, keyring } = await makeAll();

  const token = forge(first.key.header, access, secretOf(first.material));

  expect(await verifyAccessToken(token, keyring, expected)).toEqual(access);
});

test('the other library can make a good token, kid and all', async () => {
  const { second, keyring } = await makeAll();
  const options = { algorithm: 'ES256', keyid: 'key-ES256' };

  const token = other.sign(access, privateKeyOf(second.material), options);

  expect(await verifyAccessToken(token, keyring, expected)).toEqual(access);
});

describe('without a signature', () => {
  test('a token of alg none, as the other library makes it, is refused', async () => {
    const { keyring } = await makeAll();

    const token = other.sign(access, '', { algorithm: 'none' });

    expect(token.endsWith('.')).toBe(true);
    await expectRefused(token, keyring);
  });

  const spellings = Array.from({ length: 16 }, (_, bits) =>
    [...'none'].map((letter, at) => ((bits >> at) & 1 ? letter.toUpperCase() : letter)).join(''),
  );
  test.each(spellings)('alg %s is refused, signed or not', async (alg) => {
    const { first, keyring } = await makeAll();
    const open = `${segment({ alg, typ: 'JWT' })}.${segment(access)}`;
    const signature = (await signClaims(access, first.keyring)).split('.')[2];

    await expectRefused(`${open}.`, keyring);
    await expectRefused(`${open}.AA`, keyring);
    await expectRefused(`${open}.${signature}`, keyring);
    await expectRefused(forge({ alg, typ: 'JWT' }, access, secretOf(first.material)), keyring);
  });

  test.each([undefined, null, '', 0, ['HS256'], { alg: 'HS256' }])(
    'alg %s is refused',
    async (alg) => {
      const { first, keyring } = await makeAll();

      await expectRefused(forge({ alg, typ: 'JWT' }, access, secretOf(first.material)), keyring);
    },
  );
});

describe('a public key as an HMAC secret', () => {
  test.each(['second', 'third'] as const)('is refused in every form (%s key)', async (which) => {
    const { keyring, ...keys } = await makeAll();
    const { material, key } = keys[which];
    const open = createPublicKey(privateKeyOf(material));
    const jwk = open.export({ format: 'jwk' });
    const secrets = [
      open.export({ type: 'spki', format: 'pem' }),
      open.export({ type: 'spki', format: 'pem' }).toString().trim(),
      open.export({ type: 'spki', format: 'der' }),
      JSON.stringify(jwk),
      JSON.stringify(key.public_jwk),
      Buffer.from(String(jwk.x), 'base64url'),
      '',
    ];
    const headers = [{ alg: 'HS256', typ: 'JWT' }, { ...key.header, alg: 'HS256' }, key.header];

    for (const secret of secrets) {
      for (const header of headers) await expectRefused(forge(header, access, secret), keyring);
    }
  });

  test('is refused when the client has no HS256 key', async () => {
    const { keyring, material } = await makeKey('ES256');
    const pem = createPublicKey(privateKeyOf(material)).export({ type: 'spki', format: 'pem' });

    await expectRefused(forge({ alg: 'HS256', typ: 'JWT' }, access, pem.toString()), keyring);
  });
});

describe('the right key under another algorithm', () => {
  test.each(['HS384', 'HS512'])('%s with our secret is refused', async (algorithm) => {
    const { first, keyring } = await makeAll();
    const secret = Buffer.concat([secretOf(first.material), Buffer.alloc(32)]);

    await expectRefused(other.sign(access, secretOf(first.material), { algorithm }), keyring);
    await expectRefused(other.sign(access, secret, { algorithm }), keyring);
  });

  test.each(['ES256', 'EdDSA', 'RS256', 'PS256', 'Ed25519', 'hs256', 'HS256 ', 'A256KW', 'dir'])(
    'a header that says %s over an HS256 signature is refused',
    async (alg) => {
      const { first, keyring } = await makeAll();

      await expectRefused(forge({ alg, typ: 'JWT' }, access, secretOf(first.material)), keyring);
    },
  );

  test('an ES256 signature under the header of an EdDSA key is refused', async () => {
    const { second, third, keyring } = await makeAll();
    const [, payload, signature] = (await signClaims(access, second.keyring)).split('.');

    await expectRefused(`${third.key.header_segment}.${payload}.${signature}`, keyring);
  });

  test('an RS256 token of a stranger is refused', async () => {
    const { keyring } = await makeAll();
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

    await expectRefused(other.sign(access, privateKey, { algorithm: 'RS256' }), keyring);
  });
});

describe('a key that comes with the token', () => {
  const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = stranger.publicKey.export({ format: 'jwk' });
  const certificate = stranger.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  const url = 'https://attacker.example/keys.json';

  test.each<[string, object]>([
    ['jwk', { jwk }],
    ['jwk and our kid', { jwk, kid: 'key-ES256' }],
    ['jku', { jku: url, kid: 'key-ES256' }],
    ['x5u', { x5u: url, kid: 'key-ES256' }],
    ['x5c', { x5c: [certificate], kid: 'key-ES256' }],
    ['x5t', { x5t: 'AAAA', kid: 'key-ES256' }],
    ['nothing but our kid', { kid: 'key-ES256' }],
  ])('as %s is refused', async (_, header) => {
    const { keyring } = await makeAll();

    const token = other.sign(access, stranger.privateKey, {
      algorithm: 'ES256',
      header,
    });

    await expectRefused(token, keyring);
  });
});

describe('our signature under a header we do not write', () => {
  const header = { alg: 'HS256', typ: 'JWT' };

  test.each<[string, unknown]>([
    ['jwk', { ...header, jwk: { kty: 'oct', k: 'AAAA' } }],
    ['jku', { ...header, jku: 'https://attacker.example' }],
    ['x5u', { ...header, x5u: 'https://attacker.example' }],
    ['x5c', { ...header, x5c: [] }],
    ['crit', { ...header, crit: ['exp'], exp: 1 }],
    ['an empty crit', { ...header, crit: [] }],
    ['b64:false', { ...header, b64: false, crit: ['b64'] }],
    ['b64:false without crit', { ...header, b64: false }],
    ['b64:true', { ...header, b64: true, crit: ['b64'] }],
    ['zip', { ...header, zip: 'DEF' }],
    ['cty', { ...header, cty: 'JWT' }],
    ['another typ', { ...header, typ: 'at+jwt' }],
    ['no typ', { alg: 'HS256' }],
    ['members in another order', { typ: 'JWT', alg: 'HS256' }],
    ['spaces', '{"alg": "HS256", "typ": "JWT"}'],
    ['alg twice', '{"alg":"none","alg":"HS256","typ":"JWT"}'],
    ['an escaped name', '{"\\u0061lg":"HS256","typ":"JWT"}'],
    ['__proto__', '{"__proto__":{"alg":"HS256"},"typ":"JWT"}'],
    ['a list', '["HS256"]'],
    ['null', 'null'],
    ['no JSON', 'HS256'],
    ['a kid that is a path', { ...header, kid: '../../../../dev/null' }],
    ['a kid that is a query', { ...header, kid: "x' union select 'AAAA" }],
    ['a kid of another key of ours', { ...header, kid: 'key-ES256' }],
    ['its own kid, which this key leaves out', { ...header, kid: 'key-HS256' }],
    ['a kid that is a number', { ...header, kid: 0 }],
    ['a kid that is null', { ...header, kid: null }],
    ['an empty kid', { ...header, kid: '' }],
    ['a kid __proto__', { ...header, kid: '__proto__' }],
    ['a kid that is a list', { ...header, kid: ['key-HS256'] }],
  ])('is refused: %s', async (_, forged) => {
    const { first, keyring } = await makeAll();

    await expectRefused(forge(forged, access, secretOf(first.material)), keyring);
  });

  test('is refused without the kid where the key writes it', async () => {
    const { keyring, material } = await makeKey('HS256', true);

    await expectRefused(forge(header, access, secretOf(material)), keyring);
  });

  test('is refused with the kid of another client', async () => {
    const [mine, theirs] = await Promise.all([makeKey('HS256', true), makeKey('HS256', true)]);
    const token = forge({ ...header, kid: 'key-of-theirs' }, access, secretOf(theirs.material));
    const borrowed = forge({ ...header, kid: mine.key.kid }, access, secretOf(theirs.material));

    await expectRefused(token, mine.keyring);
    await expectRefused(borrowed, mine.keyring);
  });
});
