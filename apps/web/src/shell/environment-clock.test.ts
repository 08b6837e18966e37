import { expect, test } from 'vitest';
import { clockFrom, timeOn, wallClock } from './environment-clock.ts';

const wall = Date.parse('2026-03-10T12:00:00Z');

test('a clock that runs with the wall shows its time, however long the answer took', () => {
  const clock = clockFrom({ now: '2026-03-10T11:59:59.120000Z', mode: 'running' }, wall);
  expect(clock).toEqual(wallClock);
  expect(timeOn(clock, wall + 5000)).toBe(wall + 5000);
});

test('a clock that was advanced runs on ahead of the wall', () => {
  const clock = clockFrom({ now: '2026-04-09T12:00:00.300000Z', mode: 'running' }, wall);
  expect(timeOn(clock, wall + 5000)).toBe(Date.parse('2026-04-09T12:00:05Z'));
});

test('two readings of one clock are the same', () => {
  const first = clockFrom({ now: '2026-04-09T12:00:00.300000Z', mode: 'running' }, wall);
  const second = clockFrom({ now: '2026-04-09T12:00:03.100000Z', mode: 'running' }, wall + 3000);
  expect(second).toEqual(first);
});

test('a frozen clock stands', () => {
  const clock = clockFrom({ now: '2030-01-31T09:00:00.000000Z', mode: 'frozen' }, wall);
  expect(timeOn(clock, wall)).toBe(Date.parse('2030-01-31T09:00:00Z'));
  expect(timeOn(clock, wall + 60_000)).toBe(Date.parse('2030-01-31T09:00:00Z'));
});
