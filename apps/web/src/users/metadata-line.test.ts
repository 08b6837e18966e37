import { expect, test } from 'vitest';
import { metadataLine } from './metadata-line.ts';

test.each([
  [{}, ''],
  [{ customer: 'C-14', tags: ['a', 1], open: null }, 'customer: C-14, tags: ["a",1], open: null'],
  ['User group A', 'User group A'],
  [[1, 2], '[1,2]'],
  [null, 'null'],
  [7, '7'],
])('%j reads %j', (value, line) => {
  expect(metadataLine(value)).toBe(line);
});

test('a long value is cut', () => {
  expect(metadataLine('x'.repeat(1000)).length).toBeLessThan(200);
});
