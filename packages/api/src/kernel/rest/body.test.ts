import { isRawJson, jsonText } from '@intarsia/domain';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { mutation } from '../operation.ts';
import { MAX_BODY_BYTES, readBody } from './body.ts';
import type { Route } from './routes.ts';

const operation = mutation({
  policy: ['client'],
  input: z.object({}),
  output: z.void(),
  run: async () => {},
});
const row = { method: 'POST', path: '/v1/things', status: 201, tag: '', summary: '' } as const;
const route: Route = { operation, row, path: row.path, names: [], rawMembers: ['any'] };

function read(body: string | Uint8Array, headers: Record<string, string> = {}) {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  return readBody(route, {
    headers: { 'content-type': 'application/json', ...headers },
    body: bytes,
  });
}

test.each([
  ['nothing', ''],
  ['white space', ' \n'],
  ['an empty object', '{}'],
])('%s is an object without members', (_, body) => {
  expect(read(body).members).toEqual({});
});

test('an empty body is taken whatever its content type says', () => {
  expect(read('', { 'content-type': 'text/plain' }).members).toEqual({});
});

test('a member that may be any JSON keeps its source text, the last of equal keys', () => {
  const { members } = read(
    '{"any": 1, "name": "x", "any" : {"__proto__": 12345678901234567890 } }',
  );

  const { any } = members;
  if (!isRawJson(any)) throw new Error('not raw');
  expect(jsonText(any)).toBe('{"__proto__": 12345678901234567890 }');
  expect(members.name).toBe('x');
});

test('a key __proto__ of the body is a key and nothing else', () => {
  const { members } = read('{"__proto__": {"admin": true}}');

  expect(Object.keys(members)).toEqual(['__proto__']);
  expect(members.admin).toBeUndefined();
});

test.each([
  ['a broken text', '{"any": ', 'json_invalid'],
  ['a string that never ends', '{"any', 'json_invalid'],
  ['a list', '[1]', 'json_invalid'],
  ['null', 'null', 'json_invalid'],
  ['a number', '1', 'json_invalid'],
  ['a raw NUL', '{"name":"\u0000"}', 'json_invalid'],
  ['10,000 levels', `{"name":${'['.repeat(10_000)}${']'.repeat(10_000)}}`, 'json_invalid'],
  ['more than a mebibyte', ' '.repeat(MAX_BODY_BYTES + 1), 'body_too_large'],
])('%s is refused', (_, body, code) => {
  expect(() => read(body)).toThrow(expect.objectContaining({ code }));
});

test('bytes that are not UTF-8 are refused', () => {
  expect(() => read(new Uint8Array([0x7b, 0xff, 0x7d]))).toThrow(
    expect.objectContaining({ code: 'json_invalid' }),
  );
});

test.each([
  'application/json',
  'application/json; charset=utf-8',
  'application/json;charset="UTF-8"',
  'application/problem+json',
  '',
])('the content type %j is JSON', (type) => {
  expect(read('{"name":"x"}', { 'content-type': type }).members).toEqual({ name: 'x' });
});

test.each([
  [{ 'content-type': 'text/plain' }],
  [{ 'content-type': 'application/x-www-form-urlencoded' }],
  [{ 'content-type': 'application/json; charset=utf-16' }],
  [{ 'content-type': 'nonsense' }],
  [{ 'content-encoding': 'gzip' }],
])('%j is refused', (headers) => {
  expect(() => read('{"name":"x"}', headers)).toThrow(
    expect.objectContaining({ code: 'media_type_unsupported' }),
  );
});
