import { expect, test } from 'vitest';
import { hasEnded, personOf } from './session.ts';

const tokenOf = (claims: object) =>
  `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2lnbmF0dXJl`;

test('who a token is for stands in its claims', () => {
  const token = tokenOf({ user_id: 'user-1', exp: 1 });

  expect(personOf(token)).toEqual({ user: 'user-1', token });
});

test('a token ends at its second, by the time that is given', () => {
  const token = tokenOf({ user_id: 'user-1', exp: 1_772_618_400 });

  expect(hasEnded(token, '2026-03-04T09:59:59.999999Z')).toBe(false);
  expect(hasEnded(token, '2026-03-04T10:00:00.000000Z')).toBe(true);
  expect(hasEnded('nonsense', '2026-03-04T10:00:00.000000Z')).toBe(false);
});

test.each([
  '',
  'nonsense',
  'a.b.c',
  '..',
  tokenOf({}),
  tokenOf({ user_id: 7 }),
  `e30.${Buffer.from('null').toString('base64url')}.x`,
])('%j is no token', (text) => {
  expect(personOf(text)).toBeUndefined();
});
