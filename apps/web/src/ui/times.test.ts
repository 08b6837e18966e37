import { describe, expect, test } from 'vitest';
import {
  absoluteTime,
  clockThere,
  duration,
  elapsed,
  relativeTime,
  span,
  timeThere,
  utcDay,
} from './times.ts';

const now = Date.parse('2026-03-10T12:00:00Z');

describe('relative times', () => {
  test.each([
    ['2026-03-10T11:59:59.000000Z', 'just now'],
    ['2026-03-10T11:59:48.900000Z', '11 s ago'],
    ['2026-03-10T11:59:00.000000Z', '1 min ago'],
    ['2026-03-10T11:00:01.000000Z', '59 min ago'],
    ['2026-03-10T11:00:00.000000Z', '1 h ago'],
    ['2026-03-09T12:00:00.000000Z', '1 d ago'],
    ['2026-02-09T12:00:00.000000Z', '29 d ago'],
    ['2026-02-08T12:00:00.000000Z', '8 Feb 2026'],
    ['2026-03-10T15:30:00Z', 'in 3 h'],
    ['2027-03-10T15:30:00Z', '10 Mar 2027'],
  ])('%s is %s', (timestamp, text) => {
    expect(relativeTime(timestamp, now)).toBe(text);
  });

  test('a server whose clock runs a little ahead does not make rows of the future', () => {
    expect(relativeTime('2026-03-10T12:00:09.000000Z', now)).toBe('just now');
    expect(relativeTime('2026-03-10T12:00:11.000000Z', now)).toBe('in 11 s');
  });
});

test('an absolute time names its zone and its seconds', () => {
  expect(absoluteTime('2026-03-10T12:00:09.123456Z')).toMatch(/^10 Mar 2026, \d\d:\d\d:09 \S+/);
});

test('the day of a range is the day in UTC', () => {
  expect(utcDay('2026-03-10T23:59:59Z')).toBe('10 Mar 2026');
  expect(utcDay('2026-03-11T00:00:00Z')).toBe('11 Mar 2026');
});

test.each([
  [2_592_000, '30 days'],
  [86_400, '1 day'],
  [5400, '90 minutes'],
  [61, '61 seconds'],
  [0, '0 seconds'],
])('%i seconds are %s', (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});

test('a moment is told on the clock of the place where it happened', () => {
  expect(timeThere('2026-03-10T02:04:00Z', 'America/New_York')).toBe('9 Mar 2026, 22:04');
  expect(timeThere('2026-03-10T02:04:00Z', null)).toBe('10 Mar 2026, 02:04');
  expect(clockThere('2026-03-10T02:04:00Z', 'Europe/Berlin')).toBe('03:04');
});

test.each([
  [38, '38 s'],
  [60, '1 min'],
  [2545, '42 min'],
  [3600, '1 h'],
  [29_100, '8 h 5 min'],
])('%i seconds went by as %s', (seconds, text) => {
  expect(elapsed(seconds)).toBe(text);
});

test.each([
  ['2026-11-14T00:00:00Z', '2026-11-20T23:59:59Z', '14 to 20 Nov 2026'],
  ['2026-10-31T00:00:00Z', '2026-11-06T00:00:00Z', '31 Oct to 6 Nov 2026'],
  ['2025-12-28T00:00:00Z', '2026-01-03T00:00:00Z', '28 Dec 2025 to 3 Jan 2026'],
  ['2026-11-14T00:00:00Z', '2026-11-14T09:00:00Z', '14 Nov 2026'],
  [null, '2026-11-14T09:00:00Z', '14 Nov 2026'],
  [null, null, ''],
])('from %s to %s is %s', (from, to, text) => {
  expect(span(from, to)).toBe(text);
});
