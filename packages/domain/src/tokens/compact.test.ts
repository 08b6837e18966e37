import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { IntarsiaError } from '../errors.ts';
import { readUnverifiedClientId } from './compact.ts';
import { signClaims } from './signing.ts';
import {
  access,
  client_id,
  expected,
  forge,
  makeKey,
  refresh,
  secretOf,
  segment,
} from './testing.ts';
import { verifyAccessToken, verifyUserToken } from './verification.ts';

const invalid = expect.objectContaining({ code: 'token_invalid' });

describe('the client that a token names', () => {
  test('is read from any access token, whoever signed it', async () => {
    const { keyring } = await makeKey('ES256');

    expect(readUnverifiedClientId(await signClaims(access, keyring))).toBe(client_id);
    expect(readUnverifiedClientId(forge({}, access, 'no key of ours'))).toBe(client_id);
  });

  test.each<[string, string]>([
    ['a refresh token', forge({ alg: 'HS256' }, refresh, 'secret')],
    ['a client_id that is no id', forge({}, { ...access, client_id: '../x' }, 'secret')],
    ['a client_id that is a list', forge({}, { ...access, client_id: [client_id] }, 'secret')],
    ['a client_id of the prototype', forge({}, `{"__proto__":{"client_id":"${client_id}"}}`, 's')],
    ['a payload that is null', forge({}, 'null', 'secret')],
    ['a payload that is no JSON', forge({}, '{', 'secret')],
    [
      'a payload that is no UTF-8',
      `e30.${Buffer.from([0x22, 0xff, 0x22]).toString('base64url')}.AA`,
    ],
    ['four segments', `${forge({}, access, 'secret')}.AAAA`],
    ['two segments', `e30.${segment(access)}`],
    ['a text over 8 KiB', forge({}, { ...access, padding: 'x'.repeat(8192) }, 'secret')],
    ['a payload nested 2,000 deep', forge({}, '['.repeat(2000), 'secret')],
  ])('is not found in %s', (_, token) => {
    expect(() => readUnverifiedClientId(token)).toThrow(invalid);
  });

  test('is looked for in any text without another error', () => {
    const word = fc.oneof(fc.string(), fc.base64String(), fc.json().map(segment));
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(word, { maxLength: 6 }).map((words) => words.join('.')),
    );

    fc.assert(
      fc.property(text, (token) => {
        try {
          expect(readUnverifiedClientId(token)).toBeTypeOf('string');
        } catch (error) {
          expect(error).toBeInstanceOf(IntarsiaError);
          expect(error).toEqual(invalid);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the text of a token', () => {
  const changes: [string, (token: string) => string][] = [
    ['empty', () => ''],
    ['one word', () => 'token'],
    ['dots', () => '..'],
    ['without its last character', (token) => token.slice(0, -1)],
    ['without its signature', (token) => token.slice(0, token.lastIndexOf('.'))],
    ['with an empty signature', (token) => token.slice(0, token.lastIndexOf('.') + 1)],
    ['without its header', (token) => token.slice(token.indexOf('.') + 1)],
    ['with an empty header', (token) => token.slice(token.indexOf('.'))],
    ['with a segment more', (token) => `${token}.AAAA`],
    ['with an empty segment more', (token) => `${token}.`],
    ['with the shape of a JWE', (token) => `${token}.AAAA.AAAA`],
    ['with padding', (token) => `${token}=`],
    ['with a line end', (token) => `${token}\n`],
    ['with a space before', (token) => ` ${token}`],
    ['with its scheme', (token) => `Bearer ${token}`],
    ['with a NUL', (token) => `${token}\u0000`],
    ['in capitals', (token) => token.toUpperCase()],
    ['twice', (token) => `${token},${token}`],
    ['with 64 kB of signature', (token) => token + 'A'.repeat(65_536)],
    ['with 64 kB of payload', (token) => token.replace('.', `.${'A'.repeat(65_536)}`)],
    ['with 64 kB of dots', (token) => token + '.'.repeat(65_536)],
  ];

  test.each(changes)('is refused when it is %s', async (_, change) => {
    const { keyring } = await makeKey('HS256');

    const token = change(await signClaims(access, keyring));

    await expect(verifyAccessToken(token, keyring, expected)).rejects.toEqual(invalid);
    await expect(verifyUserToken(token, keyring, expected)).rejects.toEqual(invalid);
  });

  test('is refused over 8 KiB, even well signed', async () => {
    const { keyring, key, material } = await makeKey('HS256');
    const token = forge(key.header, { ...access, padding: 'x'.repeat(8192) }, secretOf(material));

    await expect(verifyAccessToken(token, keyring, expected)).rejects.toMatchObject({
      code: 'token_invalid',
      cause: 'too long',
    });
  });

  test('has one spelling: a last character with other unused bits is refused', async () => {
    const { keyring } = await makeKey('HS256');
    const token = await signClaims(access, keyring);
    const bytes = (text: string) => Buffer.from(text.split('.')[2] ?? '', 'base64url');

    const twins = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_']
      .map((letter) => token.slice(0, -1) + letter)
      .filter((twin) => twin !== token && bytes(twin).equals(bytes(token)));

    expect(twins).toHaveLength(3);
    for (const twin of twins) {
      await expect(verifyAccessToken(twin, keyring, expected)).rejects.toMatchObject({
        cause: 'not canonical base64url',
      });
    }
  });
});

describe.each([
  ['HS256', 1000],
  ['ES256', 250],
  ['EdDSA', 250],
] as const)('a token of %s', (algorithm, numRuns) => {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.'];
  const letter = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...letters) },
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  );

  test('is refused when any one character is changed, dropped or added', async () => {
    const { keyring } = await makeKey(algorithm, true);
    const token = await signClaims(access, keyring);
    const change = fc.record({
      at: fc.nat(token.length - 1),
      letter,
      kind: fc.constantFrom('change', 'drop', 'add'),
    });

    await fc.assert(
      fc.asyncProperty(change, async ({ at, letter, kind }) => {
        const put = kind === 'drop' ? '' : letter;
        const changed = token.slice(0, at) + put + token.slice(kind === 'add' ? at : at + 1);
        fc.pre(changed !== token);

        await expect(verifyAccessToken(changed, keyring, expected)).rejects.toEqual(invalid);
      }),
      { numRuns },
    );
  });
});
