import { expect, test } from 'vitest';
import { reasonOf } from './states.ts';

const tried = {
  number: 1,
  at: '',
  sent_at: '',
  request_headers: {},
  latency_ms: 3,
  chaos: null,
  response: null,
};

test.each([
  [500, 'answered 500', 'The receiver answered 500.'],
  [302, 'answered 302', 'The receiver redirects (302), which is not followed.'],
  [null, 'connect ECONNREFUSED 127.0.0.1:1024 (ECONNREFUSED)', 'Nobody listens at this address.'],
  [null, 'no answer within 10 seconds', 'No answer within 10 seconds.'],
  [null, 'self-signed certificate (DEPTH_ZERO)', 'Self-signed certificate (DEPTH_ZERO).'],
])('%s with %s is told as %s', (status, error, words) => {
  expect(reasonOf({ ...tried, status, error })).toBe(words);
});
