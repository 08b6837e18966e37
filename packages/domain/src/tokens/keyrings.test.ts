import { describe, expect, test } from 'vitest';
import { later, SECOND } from '../values.ts';
import { accessClaims } from './claims.ts';
import { keyringOf, rotateKeyring, verifiableKeys, verifiableUntil } from './keyrings.ts';
import { generateSigningKey, importSigningKey, type SigningKeyMaterial } from './keys.ts';
import { signClaims } from './signing.ts';
import {
  access,
  client_id,
  expected,
  issued,
  issuer,
  lifetime,
  textsOf,
  user_id,
} from './testing.ts';
import { verifyAccessToken } from './verification.ts';

const HOUR = 3600 * SECOND;
const rotated = later(issued, HOUR);

async function makeTwo(
  algorithms: [SigningKeyMaterial['algorithm'], SigningKeyMaterial['algorithm']],
) {
  const [old, next] = await Promise.all([
    generateSigningKey(algorithms[0], { kid: 'one', now: issued, with_kid: false }),
    generateSigningKey(algorithms[1], { kid: 'two', now: rotated, with_kid: true }),
  ]);
  return { old: await importSigningKey(old), next: await importSigningKey(next) };
}

/** A token of the last moment in which the old key signed. */
const lastClaims = accessClaims({ client_id, user_id, issuer, lifetime, jti: access.jti }, rotated);
const at = (now: string) => ({ now, longest_lifetime: lifetime });

describe.each([
  ['HS256', 'HS256'],
  ['HS256', 'ES256'],
  ['ES256', 'EdDSA'],
  ['EdDSA', 'HS256'],
] as const)('rotating from %s to %s', (from, to) => {
  test('the new key signs at once, with its kid', async () => {
    const { old, next } = await makeTwo([from, to]);
    const before = keyringOf([old], at(issued));

    const after = rotateKeyring(before, next, rotated);

    expect(textsOf(await signClaims(access, before)).header).toBe(`{"alg":"${from}","typ":"JWT"}`);
    expect(textsOf(await signClaims(access, after)).header).toBe(
      `{"alg":"${to}","typ":"JWT","kid":"two"}`,
    );
  });

  test('tokens of both keys verify until their end', async () => {
    const { old, next } = await makeTwo([from, to]);
    const before = keyringOf([old], at(issued));
    const after = rotateKeyring(before, next, rotated);
    const tokens = [await signClaims(lastClaims, before), await signClaims(lastClaims, after)];

    const last = later(rotated, (lifetime - 1) * SECOND);
    const verifying = keyringOf(after.verifying, at(last));

    for (const token of tokens) {
      expect(await verifyAccessToken(token, verifying, { ...expected, now: last })).toEqual(
        lastClaims,
      );
    }
  });

  test('a token of the old key is over at its end, though the key is still known', async () => {
    const { old, next } = await makeTwo([from, to]);
    const before = keyringOf([old], at(issued));
    const token = await signClaims(lastClaims, before);
    const end = later(rotated, lifetime * SECOND);

    const verifying = keyringOf(rotateKeyring(before, next, rotated).verifying, at(end));

    expect(verifying.verifying.map((key) => key.kid)).toEqual(['two', 'one']);
    await expect(
      verifyAccessToken(token, verifying, { ...expected, now: end }),
    ).rejects.toMatchObject({
      code: 'token_expired',
    });
  });

  test('a token that the old key signs for later than its end is refused', async () => {
    const { old, next } = await makeTwo([from, to]);
    const before = keyringOf([old], at(issued));
    const after = rotateKeyring(before, next, rotated);
    const end = verifiableUntil(rotated, lifetime);
    const stolen = await signClaims({ ...lastClaims, exp: lastClaims.exp * 2 }, before);
    const lastMoment = later(end, -1);

    const still = keyringOf(after.verifying, at(lastMoment));
    const gone = keyringOf(after.verifying, at(end));

    expect(await verifyAccessToken(stolen, still, { ...expected, now: lastMoment })).toMatchObject({
      sub: user_id,
    });
    await expect(verifyAccessToken(stolen, gone, { ...expected, now: end })).rejects.toMatchObject({
      code: 'token_invalid',
    });
  });
});

test('a keyring is not changed by its rotation', async () => {
  const { old, next } = await makeTwo(['HS256', 'HS256']);
  const before = keyringOf([old], at(issued));

  rotateKeyring(before, next, rotated);

  expect(before).toEqual({ signing: old, verifying: [old] });
  expect(old.retired_at).toBeNull();
});

test('a second key without a kid is refused: its tokens could not be told from those of the first', async () => {
  const { old } = await makeTwo(['HS256', 'HS256']);
  const material = await generateSigningKey('HS256', { kid: 'two', now: rotated, with_kid: false });
  const nameless = await importSigningKey(material);

  expect(() => rotateKeyring(keyringOf([old], at(issued)), nameless, rotated)).toThrow('two');
});

test('two keys without a kid, from elsewhere, are both tried', async () => {
  const [one, two] = await Promise.all(
    ['one', 'two'].map(async (kid) =>
      importSigningKey(await generateSigningKey('HS256', { kid, now: issued, with_kid: false })),
    ),
  );
  if (!one || !two) throw new Error('two keys were made');
  const both = [one, two];

  for (const signing of both) {
    const token = await signClaims(access, { signing, verifying: both });
    expect(await verifyAccessToken(token, { signing, verifying: both }, expected)).toEqual(access);
  }
});

test('a keyring of stored keys signs with the newest that is not retired', async () => {
  const { old, next } = await makeTwo(['HS256', 'ES256']);
  const retired = { ...old, retired_at: rotated };

  expect(keyringOf([retired, next], at(rotated))).toEqual({
    signing: next,
    verifying: [next, retired],
  });
  expect(keyringOf([next, old], at(rotated)).signing.kid).toBe('two');
});

test('two live keys of one moment give every process the same signing key', async () => {
  const { old, next } = await makeTwo(['HS256', 'HS256']);
  const twin = { ...old, kid: 'twin', created_at: next.created_at };

  expect(keyringOf([next, twin], at(rotated)).signing.kid).toBe('two');
  expect(keyringOf([twin, next], at(rotated)).signing.kid).toBe('two');
});

test('a client whose keys are all retired can not sign', async () => {
  const { old } = await makeTwo(['HS256', 'HS256']);

  expect(() => keyringOf([{ ...old, retired_at: rotated }], at(rotated))).toThrow('No signing key');
});

test('rows that are not imported can be asked which still verify', () => {
  const rows = [{ retired_at: null }, { retired_at: rotated }, { retired_at: issued }];

  const end = verifiableUntil(issued, lifetime);

  expect(verifiableKeys(rows, at(later(end, -1)))).toEqual(rows);
  expect(verifiableKeys(rows, at(end))).toEqual(rows.slice(0, 2));
});

test('a retired key verifies for the longest lifetime and a minute in which others learn of it', () => {
  expect(verifiableUntil('2024-01-01T00:00:00.250000Z', 86_400)).toBe(
    '2024-01-02T00:01:00.250000Z',
  );
});
