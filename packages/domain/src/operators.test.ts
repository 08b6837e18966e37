import { expect, test } from 'vitest';
import { Email, mayRun } from './operators.ts';

test('viewers look, admins do everything', () => {
  expect(mayRun('viewer', 'query')).toBe(true);
  expect(mayRun('viewer', 'mutation')).toBe(false);
  expect(mayRun('admin', 'query')).toBe(true);
  expect(mayRun('admin', 'mutation')).toBe(true);
});

test('e-mail addresses are kept in lower case without space around them', () => {
  expect(Email.parse(' Ada@Example.COM ')).toBe('ada@example.com');
});

test.each(['', 'ada', 'ada@', '@example.com', 'a b@example.com', `${'a'.repeat(250)}@x.io`])(
  '%j is no e-mail address',
  (text) => {
    expect(Email.safeParse(text).success).toBe(false);
  },
);
