import { describe, expect, test } from 'vitest';
import { afterDuration, DurationText } from './durations.ts';

const START = '2028-01-31T09:30:00.250000Z';

describe('a duration leads', () => {
  test.each([
    ['P1D', '2028-02-01T09:30:00.250000Z'],
    ['P31D', '2028-03-02T09:30:00.250000Z'],
    ['P1W', '2028-02-07T09:30:00.250000Z'],
    ['P1W2D', '2028-02-09T09:30:00.250000Z'],
    ['PT0.5S', '2028-01-31T09:30:00.750000Z'],
    ['PT0,5S', '2028-01-31T09:30:00.750000Z'],
    ['PT0.000001S', '2028-01-31T09:30:00.250001Z'],
    ['PT1.0000019S', '2028-01-31T09:30:01.250001Z'],
    ['PT90M', '2028-01-31T11:00:00.250000Z'],
    ['PT1.5H', '2028-01-31T11:00:00.250000Z'],
    ['P0.5D', '2028-01-31T21:30:00.250000Z'],
    ['P1DT12H30M15S', '2028-02-01T22:00:15.250000Z'],
    ['P1M', '2028-02-29T09:30:00.250000Z'],
    ['P13M', '2029-02-28T09:30:00.250000Z'],
    ['P3M', '2028-04-30T09:30:00.250000Z'],
    ['P1M1D', '2028-03-01T09:30:00.250000Z'],
    ['P1Y', '2029-01-31T09:30:00.250000Z'],
    ['P1Y11M', '2029-12-31T09:30:00.250000Z'],
    ['P5Y', '2033-01-31T09:30:00.250000Z'],
    ['P0Y0M1D', '2028-02-01T09:30:00.250000Z'],
    ['+P1D', '2028-02-01T09:30:00.250000Z'],
    ['P1826D', '2033-01-30T09:30:00.250000Z'],
  ])('by %s to %s', (text, time) => {
    expect(afterDuration(START, DurationText.parse(text))).toBe(time);
  });
});

test.each([
  ['2027-02-28T00:00:00.000000Z', 'P1Y', '2028-02-28T00:00:00.000000Z'],
  ['2028-02-29T00:00:00.000000Z', 'P1Y', '2029-02-28T00:00:00.000000Z'],
  ['2099-12-31T00:00:00.000000Z', 'P2M', '2100-02-28T00:00:00.000000Z'],
  ['2028-12-31T23:59:59.999999Z', 'PT0.000001S', '2029-01-01T00:00:00.000000Z'],
])('%s and %s is %s', (from, text, time) => {
  expect(afterDuration(from, DurationText.parse(text))).toBe(time);
});

const form = /ISO 8601/;
const zero = /longer than no time/;
const long = /at most five years/;

test.each([
  ['', form],
  ['P', form],
  ['PT', form],
  ['P1DT', form],
  ['1D', form],
  ['p1d', form],
  ['P1S', form],
  ['PT1D', form],
  ['P1.5M', form],
  ['P1.5Y', form],
  ['PT1.5H30M', form],
  ['P1,5DT1H', form],
  ['P.5D', form],
  ['P1.D', form],
  ['P-1D', form],
  ['P1D1W', form],
  ['P1D ', form],
  ['P1D\n', form],
  ['one day', form],
  [`P${'1'.repeat(10)}D`, form],
  [`PT1.${'1'.repeat(200)}S`, form],
  ['-P1D', /backwards/],
  ['-PT0.5S', /backwards/],
  ['P0D', zero],
  ['PT0S', zero],
  ['-PT0S', zero],
  ['PT0.0000001S', zero],
  ['P6Y', long],
  ['P61M', long],
  ['P5Y2M', long],
  ['P1831D', long],
  ['P999999999W', long],
  ['PT999999999H', long],
  ['P999999999Y', long],
])('%j is refused: %s', (text, reason) => {
  expect(DurationText.safeParse(text).error?.issues[0]?.message).toMatch(reason);
});

test.each([[86_400], [null], [{ days: 1 }]])('%j is no text', (value) => {
  expect(DurationText.safeParse(value).success).toBe(false);
});
