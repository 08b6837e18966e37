import { expect, test } from 'vitest';
import { Id } from '../values.ts';
import { countingIds, manualClock } from './ports.ts';

test('a manual clock stands still until it is moved', () => {
  const clock = manualClock('2026-03-01T09:00:00.000000Z');

  clock.advance({ days: 30, hours: 1, minutes: 1, seconds: 1, milliseconds: 1 });
  clock.advance(1);

  expect(clock.now()).toBe('2026-03-31T10:01:01.002000Z');
  expect(clock.now()).toBe('2026-03-31T10:01:01.002000Z');
});

test('a manual clock never goes back', () => {
  const clock = manualClock('2026-03-01T09:00:00.000000Z');

  expect(() => clock.advance(-1)).toThrow(RangeError);
  clock.set('2026-03-02T00:00:00.000000Z');
  expect(() => clock.set('2026-03-01T09:00:00.000000Z')).toThrow(RangeError);
});

test('counting ids are ids, sort as they were made, and differ between series', () => {
  const [ids, others] = [countingIds(), countingIds(1)];

  const made = Array.from({ length: 300 }, () => ids.next());

  expect(made.every((id) => Id.safeParse(id).success)).toBe(true);
  expect([...made].sort()).toEqual(made);
  expect(made).not.toContain(others.next());
});
