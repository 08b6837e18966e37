import { expect, test } from 'vitest';
import { readToken } from './token-text.ts';

function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

const header = { alg: 'HS256', typ: 'JWT' };
const shared = { exp: 1, iat: 0, iss: 'intarsia', jti: 'j', sub: 's' };

test.each([
  ['access', { client_id: 'c', ...shared, user_id: 's' }],
  ['refresh', shared],
  ['unknown', { sub: 's' }],
])('a token with the claims of the kind %s is of that kind', (kind, claims) => {
  const { shown } = readToken(`${part(header)}.${part(claims)}.c2ln`);

  expect(shown).toEqual({ kind, header, claims });
});

test.each([
  '',
  'a.b',
  'a.b.c.d',
  `${part(header)}..c2ln`,
  `${part(header)}.${part('text')}.c2ln`,
  `${part(null)}.${part({})}.c2ln`,
  `${part(header)}.bm90IGpzb24.c2ln`,
  `${part(header)}._w.c2ln`,
])('%j is no token', (text) => {
  const read = () => readToken(text);

  expect(read).toThrow(expect.objectContaining({ outcome: 'usage' }));
});
