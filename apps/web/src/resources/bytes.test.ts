import { expect, test } from 'vitest';
import { bytes } from './bytes.ts';

test.each([
  [0, '0 B'],
  [482, '482 B'],
  [1234, '1.2 kB'],
  [48_200, '48 kB'],
  [1_200_000, '1.2 MB'],
  [12e12, '12000 GB'],
])('%i bytes are %s', (size, text) => {
  expect(bytes(size)).toBe(text);
});
