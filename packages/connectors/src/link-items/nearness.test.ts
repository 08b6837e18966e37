import { expect, test } from 'vitest';
import { nearness } from './nearness.ts';

test.each([
  ['walmart', 'walmart', 'the same', 100],
  ['walmrt', 'walmart', 'a letter missing', 50],
  ['wallmart', 'walmart', 'a letter too many', 50],
  ['walnart', 'walmart', 'a wrong letter', 50],
  ['wlamart', 'walmart', 'two letters swapped', 50],
  ['almart', 'walmart', 'the first letter missing', 40],
  ['wlam', 'walmart', 'a slip in a beginning', 50],
  ['amazonwraehuose', 'amazonwarehouse', 'two slips in a long word', 30],
])('%s is near %s: %s', (typed, known, _slip, score) => {
  expect(nearness(typed, known)).toBe(score);
});

test.each([
  ['wlamrat', 'walmart', 'two slips in a word of seven letters'],
  ['lyt', 'lyft', 'a slip in a word of three letters'],
  ['walmartstores', 'walmart', 'much more than the word'],
  ['mart', 'walmart', 'an end'],
  ['amzaonwraehuose', 'amazonwarehouse', 'three slips'],
])('%s is not near %s: %s', (typed, known) => {
  expect(nearness(typed, known)).toBe(0);
});

test('a longer beginning is nearer, and never as near as the whole', () => {
  const scores = ['w', 'wal', 'walmar', 'walmart'].map((typed) => nearness(typed, 'walmart'));

  expect(scores).toEqual([...scores].sort((a, b) => a - b));
  expect(new Set(scores).size).toBe(4);
  expect(nearness('w', 'walmart')).toBeGreaterThan(nearness('wlamart', 'walmart'));
});
