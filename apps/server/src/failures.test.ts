import { expect, test } from 'vitest';
import { exits, failureOf } from './failures.ts';

test('a failure is told with its causes', () => {
  const cause = new Error('no route', { cause: new Error('cable cut') });

  expect(failureOf(new Error('not reached', { cause }))).toEqual({
    text: 'not reached: no route: cable cut',
    code: exits.failure,
  });
});

test('a failure that only repeats its cause is told once', () => {
  const inner = new Error('email: must be an e-mail address');
  const middle = new Error(inner.message, { cause: inner });

  expect(failureOf(new Error(inner.message, { cause: middle })).text).toBe(inner.message);
});

test('a failure of several has those for its words', () => {
  const both = new AggregateError([new Error('no IPv4'), new Error('no IPv6')]);

  expect(failureOf(both).text).toBe('no IPv4; no IPv6');
});
