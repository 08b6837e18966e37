import { expect, test } from 'vitest';
import { en } from '../texts/en.ts';
import { boundsText, fitsBounds, payWords } from './pay-words.ts';

const words = payWords('en-US', en.pay);
const bounds = { min_value: '10', max_value: '50', step: '1' };

test('shares are said as numbers of their language', () => {
  expect(words.share({ kind: 'percent', value: '12.5' })).toBe('12.5 % of each payment');
  expect(words.share({ kind: 'amount', value: '1200.5' })).toBe('$1,200.50 of each payment');
  expect(words.share({ kind: 'entire', value: null })).toBe('All of your pay');
  expect(payWords('fr', en.pay).share({ kind: 'percent', value: '12.5' })).toContain('12,5');
});

test('destinations are known by their last digits', () => {
  const bank_account = { bank_name: null, account_type: 'savings', last_digits: '6789' };
  const card = { card_name: 'Visa', last_digits: '4242' };
  const review = { bank_account, card, is_elsewhere: false } as const;
  const rest = {
    share: { kind: 'entire', value: null },
    editing: null,
    fits: true,
    current: null,
  } as const;

  expect(words.destinations({ ...review, ...rest })).toEqual([
    'Savings account ending in 6789',
    'Visa ending in 4242',
  ]);
});

test.each([
  ['10', true],
  ['50', true],
  ['25.5', true],
  ['9.99', false],
  ['51', false],
  ['1e1', false],
  ['-20', false],
  ['', false],
])('%j fits between 10 and 50: %s', (value, fits) => {
  expect(fitsBounds(value, bounds)).toBe(fits);
});

test('bounds are said as far as there are any', () => {
  const said = [bounds, { ...bounds, max_value: null }, { ...bounds, min_value: null }].map((one) =>
    boundsText(one, en.pay),
  );

  expect(said).toEqual(['From 10 to 50.', '10 at least.', '50 at most.']);
  expect(boundsText({ min_value: null, max_value: null, step: null }, en.pay)).toBeUndefined();
});
