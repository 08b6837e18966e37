import { expect, test } from 'vitest';
import { AccessClaims, accessClaims, RefreshClaims, refreshClaims } from './claims.ts';
import { access, refresh } from './testing.ts';

// The three founding tokens of the v1 documents, decoded, as their text stands on the wire.
const founding = {
  ofNewUser:
    '{"client_id":"0d9b5bf3-97fa-4757-a136-b2a03d171414","exp":1653229600,"iat":1650637600,"iss":"argyle-core-auth-prod","jti":"782f8ed6-3103-4a6f-8193-f7c7bd2a02ef","sub":"018051aa-f7a9-a0db-2f38-6cfa325e9d69","user_id":"018051aa-f7a9-a0db-2f38-6cfa325e9d69"}',
  access:
    '{"client_id":"0d9b5bf3-97fa-4757-a136-b2a03d171414","exp":1653232145,"iat":1650640145,"iss":"argyle-core-auth-prod","jti":"71df830b-8bcc-4082-91c6-61011467784a","sub":"0180519e-620f-a480-0a6d-307c086c0773","user_id":"0180519e-620f-a480-0a6d-307c086c0773"}',
  refresh:
    '{"exp":1653232145,"jti":"f89d5792-71f6-439e-966b-edcc7861880a","iat":1650640145,"iss":"argyle-core-auth-prod","sub":"0180519e-620f-a480-0a6d-307c086c0773"}',
};
const client_id = '0d9b5bf3-97fa-4757-a136-b2a03d171414';
const issuer = 'argyle-core-auth-prod';
const thirtyDays = 30 * 24 * 60 * 60;

test('the token of a new user has the claims of the founding one, to the letter', () => {
  const user_id = '018051aa-f7a9-a0db-2f38-6cfa325e9d69';
  const jti = '782f8ed6-3103-4a6f-8193-f7c7bd2a02ef';

  const claims = accessClaims(
    { client_id, user_id, jti, issuer, lifetime: thirtyDays },
    '2022-04-22T14:26:40.682437Z',
  );

  expect(JSON.stringify(claims)).toBe(founding.ofNewUser);
});

test('an access token has the claims of the founding one, to the letter', () => {
  const user_id = '0180519e-620f-a480-0a6d-307c086c0773';
  const jti = '71df830b-8bcc-4082-91c6-61011467784a';

  const claims = accessClaims(
    { client_id, user_id, jti, issuer, lifetime: thirtyDays },
    '2022-04-22T15:09:05.999999Z',
  );

  expect(JSON.stringify(claims)).toBe(founding.access);
});

test('a refresh token has the claims of the founding one, to the letter', () => {
  const user_id = '0180519e-620f-a480-0a6d-307c086c0773';
  const jti = 'f89d5792-71f6-439e-966b-edcc7861880a';

  const claims = refreshClaims(
    { user_id, jti, issuer, lifetime: thirtyDays },
    '2022-04-22T15:09:05.000000Z',
  );

  expect(JSON.stringify(claims)).toBe(founding.refresh);
});

test('the founding claims fit the schemas of their kind and not of the other', () => {
  expect(AccessClaims.safeParse(JSON.parse(founding.ofNewUser)).success).toBe(true);
  expect(AccessClaims.safeParse(JSON.parse(founding.access)).success).toBe(true);
  expect(RefreshClaims.safeParse(JSON.parse(founding.refresh)).success).toBe(true);

  expect(RefreshClaims.safeParse(JSON.parse(founding.access)).success).toBe(false);
  expect(AccessClaims.safeParse(JSON.parse(founding.refresh)).success).toBe(false);
});

test.each([
  ['a sub that is not the user_id', { ...access, sub: '018051aa-f7a9-a0db-2f38-6cfa325e9d69' }],
  ['an end at its beginning', { ...access, exp: access.iat }],
  ['half a second', { ...access, exp: access.exp + 0.5 }],
  ['a beginning before 1970', { ...access, iat: -1 }],
  ['an empty issuer', { ...access, iss: '' }],
  ['a claim of another name', { ...access, aud: 'intarsia' }],
])('access claims do not allow %s', (_, claims) => {
  expect(AccessClaims.safeParse(claims).success).toBe(false);
});

test.each([
  ['an end at its beginning', { ...refresh, exp: refresh.iat }],
  ['a user_id', { ...refresh, user_id: refresh.sub }],
  ['a client_id', { ...refresh, client_id }],
])('refresh claims do not allow %s', (_, claims) => {
  expect(RefreshClaims.safeParse(claims).success).toBe(false);
});
