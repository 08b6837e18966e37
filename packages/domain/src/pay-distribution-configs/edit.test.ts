import { expect, test } from 'vitest';
import { catalogueItem } from '../testing.ts';
import type { PayDistributionConfig } from './config.ts';
import { withShare } from './edit.ts';

const bank_account = {
  routing_number: '084101234',
  account_number: '9483746361234',
  account_type: 'checking',
} as const;
const percent: PayDistributionConfig = {
  bank_account,
  percent_allocation: { value: '25', min_value: '10', allow_editing: true },
};
const both: PayDistributionConfig = {
  ...percent,
  amount_allocation: { value: '100', allow_editing: true },
};

/** A link item that offers percentages, amounts or both. */
function offering(offered: { percent?: boolean; amount?: boolean }) {
  const { item } = catalogueItem();
  const bank = item.features.pay_distribution_update;
  const pay_distribution_update = {
    ...bank,
    supported: true,
    percent_allocation: offered.percent ?? false,
    amount_allocation: offered.amount ?? false,
    percent_precision: offered.percent ? '1' : null,
    amount_precision: offered.amount ? '0.01' : null,
  };
  return { features: { ...item.features, pay_distribution_update } };
}

test('the share that counts at the link item is the one that changes', () => {
  const changed = withShare(both, '40', offering({ percent: true, amount: true }));
  const amount = withShare(both, '40.50', offering({ amount: true }));

  expect(changed).toEqual({
    ...both,
    percent_allocation: { value: '40', min_value: '10', allow_editing: true },
  });
  expect(amount).toEqual({ ...both, amount_allocation: { value: '40.50', allow_editing: true } });
});

test.each([
  ['9', 'must be at least 10'],
  ['101', 'must be at most 100'],
  ['25.5', 'must be a whole number of steps of 1'],
])('%s percent are refused: %s', (value, text) => {
  expect(() => withShare(percent, value, offering({ percent: true }))).toThrowError(
    expect.objectContaining({ code: 'input_invalid', fields: { value: [text] } }),
  );
});

test.each<[string, PayDistributionConfig]>([
  ['a whole pay', { bank_account, entire_allocation: true }],
  ['a share without a word on it', { bank_account, percent_allocation: { value: '25' } }],
  [
    'a share that is not to be changed',
    { bank_account, percent_allocation: { value: '25', allow_editing: false } },
  ],
])('%s can not be chosen', (_, config) => {
  expect(() => withShare(config, '30', offering({ percent: true }))).toThrowError(
    expect.objectContaining({ fields: { value: [expect.stringContaining('can not be chosen')] } }),
  );
});

test('nothing can be chosen where the link item is gone', () => {
  expect(() => withShare(percent, '30', undefined)).toThrowError(
    expect.objectContaining({ fields: { account: [expect.any(String)] } }),
  );
});
