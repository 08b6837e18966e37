import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { curl, quoted } from './curl.ts';

const origin = 'http://127.0.0.1:4650';

test('a read is one line', () => {
  expect(curl(origin, { path: '/v1/users?limit=2', key: 'abc' })).toBe(
    "curl -u abc 'http://127.0.0.1:4650/v1/users?limit=2'",
  );
});

test('a body is sent as JSON', () => {
  expect(
    curl(origin, { method: 'POST', path: '/v1/users', key: 'abc:def', body: { a: "it's" } }),
  ).toBe(
    [
      'curl -X POST -u abc:def http://127.0.0.1:4650/v1/users \\',
      "  -H 'content-type: application/json' \\",
      "  -d '{\"a\":\"it'\\''s\"}'",
    ].join('\n'),
  );
});

test.each(['plain', "it's", '$HOME `id` "x" \\ !', 'a\nb', ''])(
  'a shell reads %j back as it was',
  (text) => {
    const read = execFileSync('/bin/sh', ['-c', `printf %s ${quoted(text)}`], { encoding: 'utf8' });
    expect(read).toBe(text);
  },
);
