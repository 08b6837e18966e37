import { describe, expect, test } from 'vitest';
import type { LinkItem } from '../link-items.ts';
import { PayDistributionConfig } from './config.ts';
import { isInSteps } from './decimals.ts';
import { misfitOf, shareOf } from './fit.ts';

type Features = LinkItem['features'];

function features(
  bank: Partial<Features['pay_distribution_update']> = {},
  card: Features['pay_distribution_card_update'] = { supported: false },
): Features {
  return {
    pay_distribution_update: {
      supported: true,
      max_allocations: 4,
      amount_allocation: true,
      percent_allocation: true,
      amount_precision: '0.01',
      percent_precision: '1',
      action_types: [],
      required_fields: { bank_account: ['bank_name', 'routing_number'] },
      ...bank,
    },
    pay_distribution_card_update: card,
  };
}

const cards: Features['pay_distribution_card_update'] = {
  supported: true,
  max_allocations: 1,
  required_fields: { card: ['card_number', 'postal_code'] },
};
const bank_account = {
  bank_name: 'New Bank',
  routing_number: '084101234',
  account_number: '9483746361234',
  account_type: 'checking',
};
const { bank_name: _, ...nameless } = bank_account;
const card = {
  card_number: '4253177385403456',
  expiration_year: 2030,
  expiration_month: 10,
  card_cvc_cvv: '900',
};
const whole = { bank_account, entire_allocation: true };
const percent = { bank_account, percent_allocation: { value: '25' } };
const amount = { bank_account, amount_allocation: { value: '100' } };
const both = { ...percent, ...amount };
const postal = { ...card, postal_code: '90210' };

describe('a config fits an item', () => {
  test.each<[what: string, config: object, features: Features, misfit?: 'incompatible_config']>([
    ['that takes bank accounts', whole, features()],
    ['that takes none', whole, features({ supported: false }), 'incompatible_config'],
    [
      'that wants the name of the bank',
      { ...whole, bank_account: nameless },
      features(),
      'incompatible_config',
    ],
    [
      'that does not want it',
      { ...whole, bank_account: nameless },
      features({ required_fields: { bank_account: [] } }),
    ],
    ['that takes percentages', percent, features({ amount_allocation: false })],
    [
      'that takes none of those',
      percent,
      features({ percent_allocation: false }),
      'incompatible_config',
    ],
    ['that takes amounts', amount, features({ percent_allocation: false })],
    [
      'that takes none of those either',
      amount,
      features({ amount_allocation: false }),
      'incompatible_config',
    ],
    ['that takes one of both', both, features({ percent_allocation: false })],
    [
      'that takes the whole alone',
      both,
      features({ percent_allocation: false, amount_allocation: false }),
      'incompatible_config',
    ],
    ['that takes cards', { card: postal }, features({}, cards)],
    ['that takes no cards', { card: postal }, features(), 'incompatible_config'],
    ['that wants the postal code of cards', { card }, features({}, cards), 'incompatible_config'],
    ['that takes cards, kept by a third party', { card_source: { id: 1 } }, features({}, cards)],
    [
      'that takes no cards, kept by whomever',
      { card_source: { id: 1 } },
      features(),
      'incompatible_config',
    ],
    ['that takes both together', { ...whole, card: postal }, features({}, cards)],
    [
      'that takes only one of the two',
      { ...whole, card: postal },
      features({ supported: false }, cards),
      'incompatible_config',
    ],
  ])('%s, or not', (__, config, offered, misfit) => {
    expect(misfitOf(PayDistributionConfig.parse(config), offered)).toBe(misfit);
  });
});

test.each<[config: object, offered: Partial<Features['pay_distribution_update']>, share: unknown]>([
  [whole, {}, 'entire'],
  [percent, {}, { percent: '25' }],
  [amount, {}, { amount: '100' }],
  [both, {}, { percent: '25' }],
  [{ ...both, default_allocation_type: 'percent' }, {}, { percent: '25' }],
  [{ ...both, default_allocation_type: 'amount' }, {}, { amount: '100' }],
  [{ ...both, default_allocation_type: 'amount' }, { amount_allocation: false }, { percent: '25' }],
  [both, { percent_allocation: false }, { amount: '100' }],
])('of %j an item that has %j takes %j', (config, offered, share) => {
  expect(shareOf(PayDistributionConfig.parse(config), features(offered))).toEqual(share);
});

test.each([
  ['25', '1', true],
  ['12.5', '1', false],
  ['12.5', '0.5', true],
  ['0.1', '0.01', true],
  ['120.005', '0.01', false],
  ['999999999.9999', '0.0001', true],
])('%s is in steps of %s: %s', (value, step, is) => {
  expect(isInSteps(value, step)).toBe(is);
});
