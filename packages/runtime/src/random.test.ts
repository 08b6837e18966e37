import { expect, test } from 'vitest';
import { seededRandom, systemRandom } from './random.ts';

test('bytes have the size that was asked for, and none are given twice', () => {
  const random = systemRandom();
  const sizes = Array.from({ length: 2000 }, (_, i) => 8 + (i % 60));

  const given = sizes.map((size) => random.bytes(size));

  expect(given.map(({ length }) => length)).toEqual(sizes);
  // Two equal runs of eight bytes among so few would be a miracle.
  const starts = new Set(given.map((bytes) => Buffer.from(bytes.subarray(0, 8)).toString('hex')));
  expect(starts.size).toBe(sizes.length);
});

test('bytes that were given stay as they are', () => {
  const random = systemRandom();
  const first = random.bytes(32);
  const copy = Uint8Array.from(first);

  for (let i = 0; i < 1000; i++) random.bytes(32);

  expect(first).toEqual(copy);
});

test('a seed gives the same values in the same order, and another seed gives others', () => {
  const drawn = (seed: string) => {
    const random = seededRandom(seed);
    return [random.uuid(), Buffer.from(random.bytes(100)).toString('hex'), random.uuid()];
  };

  expect(drawn('a')).toEqual(drawn('a'));
  expect(new Set([...drawn('a'), ...drawn('b')]).size).toBe(6);
  expect(drawn('a')[0]).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
});
