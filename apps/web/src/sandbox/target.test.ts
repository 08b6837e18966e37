import { expect, test } from 'vitest';
import { targetOf } from './target.ts';

const now = '2026-11-22T09:00:00.000000Z';

test.each([
  ['P31D', '2026-12-23T09:00:00.000000Z'],
  [' P1M ', '2026-12-22T09:00:00.000000Z'],
  ['PT90S', '2026-11-22T09:01:30.000000Z'],
  ['2027-01-31', '2027-01-31T00:00:00.000Z'],
  ['2027-01-31 08:30', '2027-01-31T08:30:00.000Z'],
  ['2027-01-31T08:30:00+01:00', '2027-01-31T07:30:00.000Z'],
])('%s leads to %s', (text, to) => {
  expect(targetOf(text, now)).toEqual({ to });
});

test.each(['', 'tomorrow', '-P1D', 'PT0S', '31 days', '2027-13-01'])(
  '%j is for the server to refuse',
  (text) => {
    expect(targetOf(text, now)).toEqual({ by: text });
  },
);
