import { later, MINUTE, type Timestamp } from '@intarsia/domain';
import { expect, test } from 'vitest';
import { createAttempts } from './attempts.ts';

function attemptsAt(start: Timestamp) {
  let now = start;
  const attempts = createAttempts({ now: () => now }, { at_once: 10, each_ms: MINUTE });
  const take = (times: number, name = 'ada') =>
    Array.from({ length: times }, () => attempts.take(name)).filter(Boolean).length;
  const advance = (ms: number) => {
    now = later(now, ms);
  };
  return { ...attempts, take, advance };
}

const start = '2030-01-01T00:00:00.000000Z';

test('ten tries may be made at once, and no more', () => {
  const { take } = attemptsAt(start);

  expect(take(50)).toBe(10);
});

test('tries come back one by one, a minute each', () => {
  const { take, advance } = attemptsAt(start);
  take(50);

  advance(MINUTE - 1);
  expect(take(50)).toBe(0);
  advance(1);
  expect(take(50)).toBe(1);
  advance(3 * MINUTE);
  expect(take(50)).toBe(3);
});

test('a refused try costs nothing, so that trying on does not lock a name for longer', () => {
  const { take, advance } = attemptsAt(start);
  take(10_000);

  advance(10 * MINUTE);

  expect(take(50)).toBe(10);
});

test('one name does not use up the tries of another', () => {
  const { take } = attemptsAt(start);
  take(50, 'ada');

  expect(take(50, 'grace')).toBe(10);
});

test('a right try gives all of them back', () => {
  const { take, forget } = attemptsAt(start);
  take(9);

  forget('ada');

  expect(take(50)).toBe(10);
});

test('asking whether a name may try counts nothing, and pushes no other name out', () => {
  const { take, mayTry } = attemptsAt(start);
  take(10);

  for (let i = 0; i < 20_000; i++) expect(mayTry(`name ${i}`)).toBe(true);

  expect(mayTry('ada')).toBe(false);
  expect(take(1)).toBe(0);
});
