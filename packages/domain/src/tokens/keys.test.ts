import { createPublicKey } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { jwkSet, PublicJwk } from './jwks.ts';
import { generateSigningKey, importSigningKey } from './keys.ts';
import { issued, makeKey, privateKeyOf, secretOf } from './testing.ts';

const algorithms = ['HS256', 'ES256', 'EdDSA'] as const;

describe.each(algorithms)('a key for %s', (algorithm) => {
  test('is remembered as plain JSON and imported from it again', async () => {
    const { material } = await makeKey(algorithm);

    const again = await importSigningKey(JSON.parse(JSON.stringify(material)));

    expect(again).toMatchObject({ kid: material.kid, algorithm, retired_at: null });
    expect(again.public_jwk).toEqual(material.public_jwk);
  });

  test('does not give its secret back once imported', async () => {
    const { key, material } = await makeKey(algorithm);

    expect(key.signer.extractable).toBe(false);
    expect(JSON.stringify(key)).not.toContain(
      JSON.parse(material.private_jwk).d ?? JSON.parse(material.private_jwk).k,
    );
  });

  test('is another one each time', async () => {
    const [one, two] = await Promise.all([makeKey(algorithm), makeKey(algorithm)]);

    expect(one.material.private_jwk).not.toBe(two.material.private_jwk);
  });

  test.each(algorithms.filter((one) => one !== algorithm))(
    'does not pass for %s',
    async (wrong) => {
      const { material } = await makeKey(algorithm);
      const secret = JSON.parse(material.private_jwk);

      const failure = await importSigningKey({ ...material, algorithm: wrong }).catch(String);

      expect(failure).toBe(`Error: Signing key ${material.kid} is not a key for ${wrong}`);
      expect(failure).not.toContain(secret.d ?? secret.k);
    },
  );
});

test('an HS256 key is 32 random bytes', async () => {
  const { material } = await makeKey('HS256');

  expect(secretOf(material)).toHaveLength(32);
  expect(material.public_jwk).toBeNull();
});

test('a key text that is not JSON is refused without repeating it', async () => {
  const { material } = await makeKey('HS256');

  const failure = await importSigningKey({ ...material, private_jwk: 'c2VjcmV0' }).catch(String);

  expect(failure).toBe('Error: Signing key key-HS256 is not a key for HS256');
});

test('an HS256 key of fewer bytes is refused', async () => {
  const { material } = await makeKey('HS256');
  const short = JSON.stringify({ kty: 'oct', k: 'c2VjcmV0' });

  await expect(importSigningKey({ ...material, private_jwk: short })).rejects.toThrow(
    'is not a key for HS256',
  );
});

test.each(['ES256', 'EdDSA'] as const)(
  'the public half of %s is that of its private half',
  async (algorithm) => {
    const { material } = await makeKey(algorithm);

    const derived = createPublicKey(privateKeyOf(material)).export({ format: 'jwk' });

    expect(material.public_jwk).toEqual(derived);
  },
);

test('a stored public half of another key is not believed', async () => {
  const [one, two] = await Promise.all([makeKey('EdDSA'), makeKey('EdDSA')]);

  const key = await importSigningKey({ ...one.material, public_jwk: two.material.public_jwk });

  expect(key.public_jwk).toEqual(one.material.public_jwk);
});

test('the key set is empty while signing is HS256', async () => {
  const { material } = await makeKey('HS256');

  expect(jwkSet([material])).toEqual({ keys: [] });
});

test('the key set holds public members and what they are for, nothing else', async () => {
  const keys = await Promise.all(algorithms.map(async (one) => (await makeKey(one)).material));

  const set = jwkSet(keys);

  expect(
    set.keys.map((key) => [key.kid, key.kty, key.alg, key.use, Object.keys(key).sort()]),
  ).toEqual([
    ['key-ES256', 'EC', 'ES256', 'sig', ['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']],
    ['key-EdDSA', 'OKP', 'EdDSA', 'sig', ['alg', 'crv', 'kid', 'kty', 'use', 'x']],
  ]);
});

test('a private member never gets into the key set', async () => {
  const { material } = await makeKey('ES256');
  const leaky = PublicJwk.safeParse(JSON.parse(material.private_jwk));

  expect(leaky.success).toBe(false);
  expect(() => jwkSet([{ ...material, public_jwk: JSON.parse(material.private_jwk) }])).toThrow();
});

test('a kid has a bounded length', async () => {
  const at = { now: issued, with_kid: true };

  const material = await generateSigningKey('HS256', { ...at, kid: 'k'.repeat(65) });

  await expect(importSigningKey(material)).rejects.toThrow();
});
