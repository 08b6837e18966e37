import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rootOf, stream } from './streams.ts';

const root = rootOf('seed', 'item', 'login');
const draws = (count: number, next: () => number) => Array.from({ length: count }, next);

describe('a stream', () => {
  test('is a function of root, purpose and index', () => {
    const first = draws(50, stream(root, 'day', 7).unit);

    expect(draws(50, stream(root, 'day', 7).unit)).toEqual(first);
    expect(draws(50, stream(root, 'day', 8).unit)).not.toEqual(first);
    expect(draws(50, stream(root, 'week', 7).unit)).not.toEqual(first);
    expect(draws(50, stream(rootOf('seed', 'itemlogin'), 'day', 7).unit)).not.toEqual(first);
    expect(draws(50, stream(rootOf('seedi', 'tem', 'login'), 'day', 7).unit)).not.toEqual(first);
  });

  test('draws what it has always drawn, as worlds that are stored rely on it', () => {
    const drawn = (purpose: string, index: number) => {
      const chance = stream(root, purpose, index);
      return draws(4, () => chance.int(0, 999_999));
    };

    expect(drawn('day', 7)).toEqual([951389, 173484, 920615, 538112]);
    expect(drawn('week', -1).slice(0, 3)).toEqual([622208, 75851, 887247]);
  });

  test('draws evenly from its range, and never outside', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.integer({ min: -500, max: 500 }),
        fc.nat(500),
        (index, from, size) => {
          const chance = stream(root, 'range', index);
          for (const drawn of draws(50, () => chance.int(from, from + size))) {
            expect(drawn).toBeGreaterThanOrEqual(from);
            expect(drawn).toBeLessThanOrEqual(from + size);
          }
          for (const drawn of draws(50, () => chance.near(from, from + size))) {
            expect(drawn).toBeGreaterThanOrEqual(from);
            expect(drawn).toBeLessThanOrEqual(from + size);
          }
        },
      ),
    );
  });

  test('is even within a stream and across the first draws of many', () => {
    const within = stream(root, 'even').unit;
    const samples = {
      within: draws(20_000, within),
      across: draws(20_000, () => 0).map((_, index) => stream(root, 'even', index).unit()),
      backwards: draws(20_000, () => 0).map((_, index) => stream(root, 'even', -index).unit()),
    };

    for (const sample of Object.values(samples)) {
      const counts = new Array(20).fill(0);
      for (const drawn of sample) counts[Math.floor(drawn * 20)]++;
      // 1,000 expected in each of 20 boxes; six standard deviations are 185.
      for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(185);
    }
  });

  test('of neighbouring indexes shows no likeness', () => {
    let product = 0;
    for (let index = 0; index < 20_000; index++) {
      const here = stream(root, 'like', index).unit() - 0.5;
      product += here * (stream(root, 'like', index + 1).unit() - 0.5);
    }

    // The mean of 20,000 independent products has a standard deviation of 0.0006.
    expect(Math.abs(product / 20_000)).toBeLessThan(0.0036);
  });
});
