import { Decimal } from 'decimal.js';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { itemOf, items, worldAt } from '../testing.ts';
import { destinationsOf, payAccountsOf } from './accounts.ts';

const logins = Array.from({ length: 200 }, (_, n) => `gen_${n}`);

describe('destinations', () => {
  test('share any net pay to the cent, and none of them is empty', () => {
    const some = fc.constantFrom(...items);
    fc.assert(
      fc.property(some, fc.nat(999), fc.nat(2_000_000), (item, n, net) => {
        const { allocations } = payAccountsOf('test', `gen_${n}`, item);
        const parts = destinationsOf(net, allocations);
        const sum = parts.reduce((total, { amount }) => total.plus(amount), new Decimal(0));
        expect(sum.times(100).toNumber()).toBe(net);
        for (const { amount } of parts) expect(Number(amount)).toBeGreaterThan(0);
      }),
    );
  });

  test('show no more than the end of an account number', () => {
    for (const { data } of worldAt('walmart', 'test_2').payouts()) {
      for (const { bank_account } of data.destinations) {
        expect(bank_account?.account_number).toMatch(/^\*{6}\d{4}$/);
      }
    }
  });
});

describe('pay allocations', () => {
  const at = (slug: string) => logins.map((login) => worldAt(slug, login).payAllocations());

  test('are as many and of the kinds that the link item has', () => {
    const facts = (slug: string) => {
      const all = at(slug);
      return {
        counts: [...new Set(all.map(({ length }) => length))].sort(),
        types: [...new Set(all.flat().map(({ data }) => data.allocation_type))].sort(),
        to: [...new Set(all.flat().map(({ data }) => data.destination_type))].sort(),
      };
    };

    expect(facts('lyft')).toEqual({ counts: [1], types: ['percent'], to: ['bank_account'] });
    expect(facts('uber')).toEqual({
      counts: [1],
      types: ['percent'],
      to: ['bank_account', 'card'],
    });
    expect(facts('homedepot')).toEqual({
      counts: [1, 2],
      types: ['amount', 'percent'],
      to: ['bank_account'],
    });
    expect(facts('amazon')).toEqual({ counts: [1, 2], types: ['percent'], to: ['bank_account'] });
    expect(facts('stipendry')).toEqual({ counts: [0], types: [], to: [] });
  });

  test('leave nothing over: one takes all, or the last takes the remainder', () => {
    for (const allocations of at('homedepot')) {
      const values = allocations.map(({ data }) => data.allocation_value);
      expect(values.at(-1)).toBe(values.length === 1 ? '100' : 'remainder');
    }
  });

  test('have routing numbers with a right check digit that belong to no bank', () => {
    for (const { data } of at('homedepot').flat()) {
      const routing = data.bank_account.routing_number ?? '';
      const sum = [...routing].reduce((all, d, n) => all + Number(d) * ([3, 7, 1][n % 3] ?? 0), 0);
      expect(routing).toMatch(/^1[3-9]\d{7}$/);
      expect(sum % 10).toBe(0);
    }
  });

  test('of a person lead to the same bank at every link item', () => {
    const banks = ['uber', 'lyft', 'walmart', 'homedepot', 'paythread'].map((slug) => {
      const { allocations } = payAccountsOf('test', 'test_3', itemOf(slug));
      return allocations.at(-1)?.bank?.account_number;
    });

    expect(new Set(banks.filter(Boolean)).size).toBe(1);
  });
});
