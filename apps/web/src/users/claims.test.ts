import { expect, test } from 'vitest';
import { readClaims } from './claims.ts';

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

test('the end of a token is read from its claims', () => {
  const token = `${part({ alg: 'HS256' })}.${part({ exp: 1_653_232_145, sub: 'ÿ?>' })}.x`;
  expect(readClaims(token).expires_at).toBe('2022-05-22T15:09:05.000Z');
});

test.each(['', 'a.b.c', `a.${part(null)}.c`, `a.${part({ exp: 'soon' })}.c`])(
  '%j has no end',
  (token) => {
    expect(readClaims(token).expires_at).toBeUndefined();
  },
);
