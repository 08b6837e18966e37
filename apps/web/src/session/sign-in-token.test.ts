import { expect, test } from 'vitest';
import { tokenIn } from './sign-in-token.ts';

test.each([
  ['#token=abc-DEF_123', 'abc-DEF_123'],
  ['#token=', undefined],
  ['#other=1', undefined],
  ['', undefined],
])('the token of %j is %s', (hash, token) => {
  expect(tokenIn(hash)).toBe(token);
});
