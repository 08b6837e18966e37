import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { differences, type Seen } from './compare.ts';

const secret = Buffer.from('the secret of this test').toString('base64url');
const [one, two] = ['018051aa-f7a9-7000-8000-000000000001', '018051aa-f7a9-7000-8000-00000000000f'];

function token(claims: object, key = secret): string {
  const text = ['{"alg":"HS256"}', JSON.stringify(claims)]
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');
  const mac = createHmac('sha256', Buffer.from(key, 'base64url')).update(text);
  return `${text}.${mac.digest('base64url')}`;
}

function created(id: string, claims: object, key?: string): Seen {
  const body = JSON.stringify({ token: token(claims, key), id });
  return { status: 201, headers: { 'content-length': String(body.length) }, body };
}

const linesThatDiffer = (product: Seen, baseline: Seen) =>
  differences(product, baseline, secret).map(({ line }) => line);

const read: Seen = {
  status: 200,
  headers: { vary: 'accept', date: 'Mon' },
  body: `{"id":"${one}"}`,
};

test('answers to reads are the same to the byte', () => {
  expect(differences(read, { ...read, headers: { vary: 'accept', date: 'Tue' } }, secret)).toEqual(
    [],
  );
  expect(linesThatDiffer(read, { ...read, body: `{"id":"${two}"}` })).toEqual(['body']);
  expect(linesThatDiffer(read, { ...read, status: 404 })).toEqual(['status']);
  expect(linesThatDiffer(read, { ...read, headers: { date: 'Mon' } })).toEqual(['vary']);
  expect(linesThatDiffer(read, { ...read, headers: { ...read.headers, etag: 'x' } })).toEqual([
    'etag',
  ]);
});

test('a time or request id of another length is a difference', () => {
  expect(linesThatDiffer(read, { ...read, headers: { vary: 'accept', date: 'Monday' } })).toEqual([
    'date',
  ]);
});

test('answers to writes may differ in ids and times, and in nothing else', () => {
  const claims = { exp: 20, iat: 10, iss: 'intarsia', jti: one, sub: one };
  const product = created(one, claims);

  expect(
    differences(product, created(two, { ...claims, exp: 21, jti: two, sub: two }), secret),
  ).toEqual([]);
  expect(linesThatDiffer(product, created(two, { ...claims, iss: 'intarsiA' }))).toEqual(['body']);
  expect(
    linesThatDiffer(
      product,
      created(two, { iat: 10, exp: 20, iss: 'intarsia', jti: two, sub: two }),
    ),
  ).toEqual(['body']);
  expect(linesThatDiffer(product, created(two, { ...claims, exp: 200 }))).toContain('body');
});

test('a token with a wrong signature is refused', () => {
  const claims = { exp: 20, iat: 10, iss: 'intarsia', jti: one, sub: one };
  const other = Buffer.from('another secret').toString('base64url');

  expect(() => differences(created(one, claims, other), created(one, claims), secret)).toThrow(
    'signature',
  );
});
