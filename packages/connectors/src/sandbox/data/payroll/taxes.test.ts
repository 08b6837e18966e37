import { describe, expect, test } from 'vitest';
import { type TaxableWages, type Taxpayer, taxesOn } from './taxes.ts';

const payer: Taxpayer = { filing: 'single', state: 'TX', periods: 26 };
const wages = (regular: number, more: Partial<TaxableWages> = {}): TaxableWages => ({
  regular,
  supplemental: 0,
  insured: regular,
  insured_before: 0,
  ...more,
});
const byType = (all: ReturnType<typeof taxesOn>) =>
  Object.fromEntries(all.map(({ type, cents }) => [type, cents]));

describe('taxes', () => {
  test('of 2,000.00 every two weeks, single, in Texas', () => {
    // 52,000 a year, 37,000 of it taxable: 10 % of 11,925 and 12 % of 25,075, in 26 parts.
    expect(byType(taxesOn(wages(200_000), payer))).toEqual({
      federal: 16_160,
      social_security: 12_400,
      medicare: 2900,
    });
  });

  test('of the same for the married, who pay less', () => {
    // 22,000 taxable: 10 % of all of it.
    expect(byType(taxesOn(wages(200_000), { ...payer, filing: 'married' })).federal).toBe(8462);
  });

  test('of a bonus are flat', () => {
    const bonus = wages(0, { supplemental: 100_000, insured: 100_000 });
    expect(byType(taxesOn(bonus, payer)).federal).toBe(22_000);
  });

  test('of little pay are insurance only', () => {
    expect(taxesOn(wages(40_000), payer).map(({ type }) => type)).toEqual([
      'social_security',
      'medicare',
    ]);
  });

  test('for social security end with the base of the year', () => {
    const near = wages(500_000, { insured_before: 17_500_000 });
    expect(byType(taxesOn(near, payer)).social_security).toBe(6820);
    const beyond = wages(500_000, { insured_before: 17_610_000 });
    expect(byType(taxesOn(beyond, payer)).social_security).toBeUndefined();
  });

  test('for Medicare rise above 200,000 a year', () => {
    const across = wages(1_000_000, { insured_before: 19_500_000 });
    expect(byType(taxesOn(across, payer)).medicare).toBe(14_500 + 4500);
  });

  test('of a state and a city stand on lines of their own', () => {
    const all = taxesOn(wages(200_000), { ...payer, state: 'PA' });
    expect(all.slice(3)).toEqual([
      { name: 'PA State Income Tax', type: 'state', cents: 6140 },
      { name: 'Philadelphia Wage Tax', type: 'local', cents: 7480 },
    ]);
  });

  test('of a state that taxes retirement savings too are on what social security is on', () => {
    const saving = wages(180_000, { insured: 200_000 });
    const ofState = (state: string) => byType(taxesOn(saving, { ...payer, state }));

    // 3.07 % and 3.74 % of 2,000.00; 4.95 % of 1,800.00 less a free part of 109.62.
    expect(ofState('PA')).toMatchObject({ state: 6140, local: 7480, federal: 13_760 });
    expect(ofState('IL')).toMatchObject({ state: 8367, federal: 13_760 });
  });

  test('of nothing are none', () => {
    expect(taxesOn(wages(0), { ...payer, state: 'NY' })).toEqual([]);
  });
});
