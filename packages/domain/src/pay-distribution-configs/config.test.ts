import { describe, expect, test } from 'vitest';
import { assertUnexpired, PayDistributionConfig } from './config.ts';

const bank_account = {
  bank_name: 'New Bank',
  routing_number: '084101234',
  account_number: '9483746361234',
  account_type: 'checking',
};
const card = {
  card_number: '4253177385403456',
  cardholder_title: 'Mr',
  cardholder_first_name: 'John',
  cardholder_last_name: 'Doe',
  card_name: 'Viza',
  expiration_year: 2030,
  expiration_month: 10,
  card_cvc_cvv: '900',
  address_line1: '759 Victoria Plaza',
  address_line2: 'Unit 12',
  city: 'Los Angeles',
  state: 'CA',
  postal_code: '90210',
  country: 'US',
};
const whole = { bank_account, entire_allocation: true };

describe('a config is taken', () => {
  test.each([
    ['with a bank account and a card, as the documents show it', { ...whole, card }],
    ['with a bank account', whole],
    ['with a card alone', { card }],
    [
      'with a card that says little',
      { card: only(card, 'card_number', 'expiration_year', 'expiration_month', 'card_cvc_cvv') },
    ],
    ['with a third party for the card', { card_source: { source: 'issuer', id: 7 } }],
    [
      'without the name of the bank',
      { ...whole, bank_account: { ...bank_account, bank_name: undefined } },
    ],
    [
      'with a percentage',
      { bank_account, percent_allocation: { value: '35', min_value: '5', max_value: '75' } },
    ],
    ['with all of the pay in percent', { bank_account, percent_allocation: { value: '100' } }],
    [
      'with an amount',
      { bank_account, amount_allocation: { value: '120.50', allow_editing: true } },
    ],
    [
      'with both, and a word on which',
      {
        bank_account,
        percent_allocation: { value: '5' },
        amount_allocation: { value: '100' },
        default_allocation_type: 'amount',
      },
    ],
    [
      'that says what it is not',
      { bank_account, entire_allocation: false, percent_allocation: { value: '0.5' } },
    ],
    ['with members that nobody knows', { ...whole, allow_editing: true }],
  ])('%s', (_, config) => {
    expect(PayDistributionConfig.safeParse(config).error).toBeUndefined();
  });
});

const bank = (change: object) => ({ ...whole, bank_account: { ...bank_account, ...change } });
const onCard = (change: object) => ({ card: { ...card, ...change } });
const percent = (change: object) => ({
  bank_account,
  percent_allocation: { value: '25', ...change },
});
const amount = (change: object) => ({
  bank_account,
  amount_allocation: { value: '25', ...change },
});

/** Every way to be wrong, with the field that is named. */
const refused: [config: unknown, field: string][] = [
  [{}, 'bank_account'],
  [{ entire_allocation: true }, 'bank_account'],
  [{ bank_account: 'mine', entire_allocation: true }, 'bank_account'],
  [{ bank_account: null, entire_allocation: true }, 'bank_account'],
  [{ bank_account }, 'entire_allocation'],
  [{ bank_account, entire_allocation: false }, 'entire_allocation'],
  [{ bank_account, entire_allocation: 'true' }, 'entire_allocation'],
  [{ ...whole, percent_allocation: { value: '25' } }, 'entire_allocation'],
  [{ ...whole, amount_allocation: { value: '25' } }, 'entire_allocation'],
  [{ ...whole, default_allocation_type: 'all' }, 'default_allocation_type'],
  [{ ...whole, card_source: { id: 1 } }, 'card_source'],
  [{ card, card_source: { id: 1 } }, 'card_source'],
  [{ card_source: {} }, 'card_source'],
  [{ card_source: 'issuer' }, 'card_source'],
  [{ card_source: { id: 'x'.repeat(5000) } }, 'card_source'],
  [{ card, percent_allocation: { value: '25' } }, 'percent_allocation'],
  [{ card_source: { id: 1 }, amount_allocation: { value: '25' } }, 'amount_allocation'],
  [bank({ routing_number: undefined }), 'bank_account.routing_number'],
  [bank({ routing_number: '08410123' }), 'bank_account.routing_number'],
  [bank({ routing_number: '0841012345' }), 'bank_account.routing_number'],
  [bank({ routing_number: '08410123a' }), 'bank_account.routing_number'],
  [bank({ routing_number: '084101234\n' }), 'bank_account.routing_number'],
  [bank({ routing_number: '٠٨٤١٠١٢٣٤' }), 'bank_account.routing_number'],
  [bank({ routing_number: 84_101_234 }), 'bank_account.routing_number'],
  [bank({ account_number: undefined }), 'bank_account.account_number'],
  [bank({ account_number: '1234567' }), 'bank_account.account_number'],
  [bank({ account_number: '1'.repeat(18) }), 'bank_account.account_number'],
  [bank({ account_number: '1234 5678' }), 'bank_account.account_number'],
  [bank({ account_number: '-12345678' }), 'bank_account.account_number'],
  [bank({ account_type: undefined }), 'bank_account.account_type'],
  [bank({ account_type: 'Checking' }), 'bank_account.account_type'],
  [bank({ bank_name: '' }), 'bank_account.bank_name'],
  [bank({ bank_name: 'a\u0000b' }), 'bank_account.bank_name'],
  [bank({ bank_name: 'a\ud800b' }), 'bank_account.bank_name'],
  [bank({ bank_name: 7 }), 'bank_account.bank_name'],
  [onCard({ card_number: undefined }), 'card.card_number'],
  [onCard({ card_number: '1234567' }), 'card.card_number'],
  [onCard({ card_number: '1'.repeat(20) }), 'card.card_number'],
  [onCard({ card_number: '4253 1773 8540 3456' }), 'card.card_number'],
  [onCard({ card_cvc_cvv: undefined }), 'card.card_cvc_cvv'],
  [onCard({ card_cvc_cvv: '12' }), 'card.card_cvc_cvv'],
  [onCard({ card_cvc_cvv: '12345' }), 'card.card_cvc_cvv'],
  [onCard({ card_cvc_cvv: 900 }), 'card.card_cvc_cvv'],
  [onCard({ expiration_year: undefined }), 'card.expiration_year'],
  [onCard({ expiration_year: 30 }), 'card.expiration_year'],
  [onCard({ expiration_year: '2030' }), 'card.expiration_year'],
  [onCard({ expiration_year: 2030.5 }), 'card.expiration_year'],
  [onCard({ expiration_month: undefined }), 'card.expiration_month'],
  [onCard({ expiration_month: 0 }), 'card.expiration_month'],
  [onCard({ expiration_month: 13 }), 'card.expiration_month'],
  [onCard({ cardholder_first_name: undefined }), 'card.cardholder_first_name'],
  [onCard({ cardholder_last_name: undefined }), 'card.cardholder_last_name'],
  [
    onCard({ cardholder_first_name: undefined, cardholder_title: undefined }),
    'card.cardholder_first_name',
  ],
  [
    onCard({ cardholder_first_name: undefined, cardholder_last_name: undefined }),
    'card.cardholder_first_name',
  ],
  [onCard({ country: 'USA' }), 'card.country'],
  [onCard({ country: 'us' }), 'card.country'],
  [onCard({ city: '' }), 'card.city'],
  [percent({ value: undefined }), 'percent_allocation.value'],
  [percent({ value: 25 }), 'percent_allocation.value'],
  [percent({ value: '0' }), 'percent_allocation.value'],
  [percent({ value: '-5' }), 'percent_allocation.value'],
  [percent({ value: '25%' }), 'percent_allocation.value'],
  [percent({ value: '1e1' }), 'percent_allocation.value'],
  [percent({ value: '025' }), 'percent_allocation.value'],
  [percent({ value: '.5' }), 'percent_allocation.value'],
  [percent({ value: '100.0001' }), 'percent_allocation.value'],
  [percent({ value: '101', max_value: '200' }), 'percent_allocation.value'],
  [percent({ max_value: '101' }), 'percent_allocation.max_value'],
  [percent({ min_value: '26' }), 'percent_allocation.value'],
  [percent({ max_value: '24.9999' }), 'percent_allocation.value'],
  [percent({ min_value: 'none' }), 'percent_allocation.min_value'],
  [percent({ allow_editing: 'no' }), 'percent_allocation.allow_editing'],
  [amount({ value: 'remainder' }), 'amount_allocation.value'],
  [amount({ value: '1,000' }), 'amount_allocation.value'],
  [amount({ value: '10.12345' }), 'amount_allocation.value'],
  [amount({ value: '1000000000' }), 'amount_allocation.value'],
  [amount({ max_value: '10' }), 'amount_allocation.value'],
  [{ bank_account, amount_allocation: '100' }, 'amount_allocation'],
];

test.each(refused)('%j is refused by its field', (config, field) => {
  const issues = PayDistributionConfig.safeParse(config).error?.issues ?? [];

  expect(issues.map(({ path }) => path.join('.'))).toContain(field);
  expect(issues.every(({ path }) => path.length > 0)).toBe(true);
});

test.each([
  ['the month before', '2030-09-30T23:59:59.999999Z', undefined],
  ['the last second of its month', '2030-10-31T23:59:59.999999Z', undefined],
  ['the month after', '2030-11-01T00:00:00.000000Z', 'card.expiration_month'],
  ['the year after', '2031-01-01T00:00:00.000000Z', 'card.expiration_year'],
])('a card is taken until its month is over: %s', (_, now, field) => {
  const config = PayDistributionConfig.parse({ card });
  const check = () => assertUnexpired(config, now);

  if (field === undefined) return expect(check).not.toThrow();
  expect(check).toThrow(expect.objectContaining({ fields: { [field]: [expect.any(String)] } }));
});

function only(from: object, ...names: string[]): object {
  return Object.fromEntries(Object.entries(from).filter(([name]) => names.includes(name)));
}
