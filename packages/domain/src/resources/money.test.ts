import { Decimal } from 'decimal.js';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  amountOf,
  centsOf,
  payOf,
  proportion,
  rateOf,
  splitBy,
  sumOf,
  tenThousandthsOf,
} from './money.ts';

// The independent judge: 60 digits, halves away from zero.
const Judge = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_UP });
const cents = fc.integer({ min: -1e13, max: 1e13 });
const judged = (value: InstanceType<typeof Judge>, places: number) =>
  value.toFixed(places).replace(/^-(0\.0+)$/, '$1');

describe('text', () => {
  test('of cents reads back as the same cents, for every amount', () => {
    fc.assert(
      fc.property(cents, (value) => {
        expect(centsOf(amountOf(value))).toBe(value);
        expect(amountOf(value)).toBe(judged(new Judge(value).div(100), 2));
      }),
    );
  });

  test('of rates has four places', () => {
    fc.assert(
      fc.property(cents, (value) => {
        expect(tenThousandthsOf(rateOf(value))).toBe(value);
        expect(rateOf(value)).toBe(judged(new Judge(value).div(10_000), 4));
      }),
    );
  });

  test.each([
    '1',
    '1.0',
    '1.000',
    '1,00',
    '',
    '.50',
    '1e2',
    ' 1.00',
    '--1.00',
    '90071992547409.93',
  ])('%j is not an amount', (text) => {
    expect(() => centsOf(text)).toThrow(RangeError);
  });

  test('never says minus nothing', () => {
    expect(centsOf('-0.00')).toBe(0);
    expect(amountOf(-0)).toBe('0.00');
  });
});

describe('sums and products', () => {
  test('a sum is exact', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e9, max: 1e9 })), (parts) => {
        const expected = parts.reduce((sum, part) => sum.plus(part), new Judge(0));
        expect(new Judge(sumOf(parts)).equals(expected)).toBe(true);
      }),
    );
  });

  test('pay is rate times hours, rounded once, halves away from zero', () => {
    const hours = fc.integer({ min: -10_000_000, max: 10_000_000 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000_000 }), hours, (rate, worked) => {
        const expected = new Judge(rateOf(rate)).times(rateOf(worked));
        expect(amountOf(payOf(rate, worked))).toBe(judged(expected, 2));
      }),
    );
  });

  test.each([
    [1, 1, 2, 1],
    [-1, 1, 2, -1],
    [1, 1, 3, 0],
    [5, 3, 2, 8],
    [Number.MAX_SAFE_INTEGER, 1_000_000, 1_000_000, Number.MAX_SAFE_INTEGER],
    [-9_007_199_254_740_990, 3, 6, -4_503_599_627_370_495],
  ])('%d × %d ÷ %d is %d', (value, times, by, expected) => {
    expect(proportion(value, times, by)).toBe(expected);
  });

  test('what would lose a digit is refused', () => {
    expect(() => sumOf([Number.MAX_SAFE_INTEGER, 1])).toThrow(RangeError);
    expect(() => amountOf(0.5)).toThrow(RangeError);
    expect(() => amountOf(Number.NaN)).toThrow(RangeError);
    expect(() => proportion(Number.MAX_SAFE_INTEGER, 2, 1)).toThrow(RangeError);
    expect(() => proportion(1, 1, 0)).toThrow(RangeError);
    expect(() => proportion(1, 1, -4)).toThrow(RangeError);
  });
});

describe('a split', () => {
  const weights = fc
    .array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 12 })
    .filter((all) => all.some((weight) => weight > 0));

  test('adds up to the cent, with every part within a cent of its exact share', () => {
    fc.assert(
      fc.property(cents, weights, (total, by) => {
        const parts = splitBy(total, by);

        expect(sumOf(parts)).toBe(total);
        const whole = sumOf(by);
        for (const [place, part] of parts.entries()) {
          const share = new Judge(total).times(by[place] ?? 0).div(whole);
          expect(share.minus(part).abs().lessThan(1)).toBe(true);
        }
      }),
    );
  });

  test('gives the cents left over to the largest fractions, earlier parts first', () => {
    expect(splitBy(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(splitBy(-100, [1, 1, 1])).toEqual([-34, -33, -33]);
    expect(splitBy(10, [0, 1])).toEqual([0, 10]);
    expect(splitBy(5, [3, 7])).toEqual([2, 3]);
    expect(splitBy(1, [1, 3])).toEqual([0, 1]);
  });

  test.each([[[]], [[0, 0]], [[1, -1]], [[-1, 3]]])('by %j is refused', (by) => {
    expect(() => splitBy(1, by)).toThrow(RangeError);
  });
});
