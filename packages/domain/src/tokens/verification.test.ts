import { describe, expect, test } from 'vitest';
import type { SigningKeyMaterial } from './keys.ts';
import { signClaims } from './signing.ts';
import {
  access,
  exp,
  expected,
  forge,
  iat,
  issuer,
  makeKey,
  other,
  refresh,
  secretOf,
  stranger_id,
} from './testing.ts';
import { verifyAccessToken, verifyRefreshToken, verifyUserToken } from './verification.ts';

const invalid = { code: 'token_invalid', kind: 'unauthorized', message: 'The token is not valid.' };
const expired = { code: 'token_expired', kind: 'unauthorized' };
const at = (seconds: number, digits = '000000') =>
  `${new Date(seconds * 1000).toISOString().slice(0, 19)}.${digits}Z`;
/** Signed by the other library, which adds an `iat` of its own unless told not to. */
const sign = (claims: object, material: SigningKeyMaterial) =>
  other.sign(claims, secretOf(material), { algorithm: 'HS256', noTimestamp: !('iat' in claims) });

describe.each(['HS256', 'ES256', 'EdDSA'] as const)('with %s', (algorithm) => {
  test('a token of ours gives its claims', async () => {
    const { keyring } = await makeKey(algorithm, true);
    const tokens = await Promise.all([signClaims(access, keyring), signClaims(refresh, keyring)]);

    expect(await verifyAccessToken(tokens[0], keyring, expected)).toEqual(access);
    expect(await verifyRefreshToken(tokens[1], keyring, expected)).toEqual(refresh);
    expect(await verifyUserToken(tokens[0], keyring, expected)).toEqual({
      kind: 'access',
      claims: access,
    });
    expect(await verifyUserToken(tokens[1], keyring, expected)).toEqual({
      kind: 'refresh',
      claims: refresh,
    });
  });

  test('a token of another key of the same name is refused', async () => {
    const [mine, another] = await Promise.all([makeKey(algorithm), makeKey(algorithm)]);
    const token = await signClaims(access, another.keyring);

    await expect(verifyAccessToken(token, mine.keyring, expected)).rejects.toMatchObject(invalid);
    await expect(verifyUserToken(token, mine.keyring, expected)).rejects.toMatchObject(invalid);
  });

  test('a refresh token is no access token, nor the reverse', async () => {
    const { keyring } = await makeKey(algorithm);
    const [one, two] = await Promise.all([
      signClaims(access, keyring),
      signClaims(refresh, keyring),
    ]);

    await expect(verifyAccessToken(two, keyring, expected)).rejects.toMatchObject(invalid);
    await expect(verifyRefreshToken(one, keyring, expected)).rejects.toMatchObject(invalid);
  });
});

test('a token that another library signed with our key and claims is as good', async () => {
  const { keyring, material } = await makeKey('HS256');

  const tokens = [sign(access, material), sign(refresh, material)] as const;

  expect(await verifyAccessToken(tokens[0], keyring, expected)).toEqual(access);
  expect(await verifyRefreshToken(tokens[1], keyring, expected)).toEqual(refresh);
});

test.each([
  ['in its first second', at(iat)],
  ['in its last microsecond', at(exp - 1, '999999')],
])('a token is good %s', async (_, now) => {
  const { keyring } = await makeKey('HS256');
  const [one, two] = await Promise.all([signClaims(access, keyring), signClaims(refresh, keyring)]);

  expect(await verifyAccessToken(one, keyring, { ...expected, now })).toEqual(access);
  expect(await verifyRefreshToken(two, keyring, { ...expected, now })).toEqual(refresh);
});

test.each([
  ['at its end', at(exp)],
  ['one second after its end', at(exp + 1)],
  ['a year after its end', at(exp + 31_536_000)],
])('a token has expired %s', async (_, now) => {
  const { keyring } = await makeKey('HS256');
  const [one, two] = await Promise.all([signClaims(access, keyring), signClaims(refresh, keyring)]);

  await expect(verifyAccessToken(one, keyring, { ...expected, now })).rejects.toMatchObject(
    expired,
  );
  await expect(verifyRefreshToken(two, keyring, { ...expected, now })).rejects.toMatchObject(
    expired,
  );
  await expect(verifyUserToken(two, keyring, { ...expected, now })).rejects.toMatchObject(expired);
});

test('a token of the next second is not good yet', async () => {
  const { keyring } = await makeKey('HS256');
  const token = await signClaims(access, keyring);
  const early = { ...expected, now: at(iat - 1, '999999') };

  await expect(verifyAccessToken(token, keyring, early)).rejects.toMatchObject(invalid);
});

test('a token of later times is good where the clock may have been set back, and still ends', async () => {
  const { keyring } = await makeKey('HS256');
  const token = await signClaims(access, keyring);
  const back = { ...expected, clock_goes_back: true };

  expect(await verifyAccessToken(token, keyring, { ...back, now: at(iat - 86_400) })).toEqual(
    access,
  );
  await expect(verifyAccessToken(token, keyring, { ...back, now: at(exp) })).rejects.toMatchObject(
    expired,
  );
});

test.each([
  ['another issuer is expected', { ...expected, issuer: 'intarsia-2' }],
  ['another client is expected', { ...expected, client_id: stranger_id }],
])('a token is refused where %s, even when it has expired', async (_, otherwise) => {
  const { keyring } = await makeKey('HS256');
  const token = await signClaims(access, keyring);
  const late = { ...otherwise, now: at(exp) };

  await expect(verifyAccessToken(token, keyring, otherwise)).rejects.toMatchObject(invalid);
  await expect(verifyAccessToken(token, keyring, late)).rejects.toMatchObject(invalid);
});

test('an expired token of the wrong kind or key is invalid, not expired', async () => {
  const [mine, another] = await Promise.all([makeKey('HS256'), makeKey('HS256')]);
  const late = { ...expected, now: at(exp) };
  const wrongKind = await signClaims(refresh, mine.keyring);
  const wrongKey = await signClaims(access, another.keyring);

  await expect(verifyAccessToken(wrongKind, mine.keyring, late)).rejects.toMatchObject(invalid);
  await expect(verifyAccessToken(wrongKey, mine.keyring, late)).rejects.toMatchObject(invalid);
});

const { client_id: _c, ...noClient } = access;
const { exp: _e, ...noEnd } = access;
const { jti: _j, ...noJti } = access;
const { iat: _i, ...noBeginning } = access;
const { iss: _s, ...noIssuer } = access;
const { sub: _u, ...noSub } = access;
const { user_id: _d, ...noUser } = access;

const claim = 'ERR_JWT_CLAIM_VALIDATION_FAILED';
const shape = 'not the claims of a user token';

test.each<[string, object, string]>([
  ['another issuer', { ...access, iss: 'argyle-core-auth-prod' }, claim],
  ['an issuer in a list', { ...access, iss: [issuer] }, claim],
  ['no iss', noIssuer, claim],
  ['nbf in the future', { ...access, nbf: iat + 1 }, claim],
  ['nbf in the past, which is one claim too many', { ...access, nbf: iat - 1 }, shape],
  ['an audience', { ...access, aud: issuer }, shape],
  ['a second user', { ...access, user_id: stranger_id }, shape],
  ['an end before its beginning', { ...access, exp: iat - 1 }, shape],
  ['no client_id', noClient, shape],
  ['no exp', noEnd, shape],
  ['no iat', noBeginning, shape],
  ['no jti', noJti, shape],
  ['no sub', noSub, shape],
  ['no user_id', noUser, shape],
  ['a sub that is a number', { ...access, sub: 7 }, shape],
  ['a sub that is an object', { ...access, sub: { id: access.sub } }, shape],
  ['a sub that is null', { ...access, sub: null, user_id: null }, shape],
  ['a sub that is no id', { ...access, sub: '../../etc', user_id: '../../etc' }, shape],
  ['a jti that is no id', { ...access, jti: "' or 1=1 --" }, shape],
  ['another client', { ...access, client_id: stranger_id }, 'of another client'],
  ['iat in the future', { ...access, iat: iat + 1 }, 'issued in the future'],
])('a token with our signature and %s is refused', async (_, claims, cause) => {
  const { keyring, material } = await makeKey('HS256');

  const token = sign(claims, material);

  const refused = { ...invalid, cause };
  await expect(verifyAccessToken(token, keyring, expected)).rejects.toMatchObject(refused);
  await expect(verifyUserToken(token, keyring, expected)).rejects.toMatchObject(refused);
  await expect(verifyRefreshToken(token, keyring, expected)).rejects.toMatchObject(refused);
});

test.each<[string, object]>([
  ['a user_id', { ...refresh, user_id: refresh.sub }],
  ['a client_id', { ...refresh, client_id: access.client_id }],
  ['a second use', { ...refresh, fid: refresh.jti }],
])('a refresh token with our signature and %s is refused', async (_, claims) => {
  const { keyring, material } = await makeKey('HS256');

  const token = sign(claims, material);

  const refused = { ...invalid, cause: shape };
  await expect(verifyRefreshToken(token, keyring, expected)).rejects.toMatchObject(refused);
});

// Payloads the other library would not sign.
test.each<[string, unknown]>([
  ['an end in quotes', { ...access, exp: String(exp) }],
  ['an end that is null', { ...access, exp: null }],
  ['an end beyond all numbers', JSON.stringify(access).replace(String(exp), '1e999')],
  ['half a second', { ...access, exp: exp + 0.5 }],
  ['a list', [access]],
  ['null', 'null'],
  ['a text', '"token"'],
  ['half a JSON', JSON.stringify(access).slice(0, -1)],
  ['two JSONs', `${JSON.stringify(access)}{}`],
  ['a claim __proto__', JSON.stringify(access).replace('{', '{"__proto__":{},')],
])('a token with our signature over %s is refused', async (_, payload) => {
  const { keyring, key, material } = await makeKey('HS256');

  const token = forge(key.header, payload, secretOf(material));

  await expect(verifyAccessToken(token, keyring, expected)).rejects.toMatchObject(invalid);
});

test('a refusal carries neither the token nor its claims', async () => {
  const { keyring, material } = await makeKey('HS256');
  const token = sign({ ...access, nbf: iat + 1 }, material);

  const refusal = await verifyAccessToken(token, keyring, expected).catch(
    (error: unknown) => error,
  );

  expect(refusal).toMatchObject({
    code: 'token_invalid',
    cause: 'ERR_JWT_CLAIM_VALIDATION_FAILED',
  });
});
