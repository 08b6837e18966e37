import { z } from 'zod';
import { invalidField } from '../errors.ts';
import { Name, type Timestamp } from '../values.ts';
import { ShareValue, tenThousandthsIn } from './decimals.ts';

function digits(pattern: RegExp, length: string) {
  return z.string().regex(pattern, `must be ${length} digits`);
}

const BankAccount = z.object({
  bank_name: Name.optional().meta({ description: 'Some link items ask for it.' }),
  routing_number: digits(/^\d{9}$/, '9'),
  account_number: digits(/^\d{8,17}$/, '8 to 17'),
  account_type: z.enum(['checking', 'savings']),
});

const Card = z
  .object({
    card_number: digits(/^\d{8,19}$/, '8 to 19'),
    card_name: Name.optional(),
    cardholder_title: Name.optional(),
    cardholder_first_name: Name.optional(),
    cardholder_last_name: Name.optional(),
    expiration_year: z
      .int('must be a whole number')
      .min(2000, 'must be a year of four digits')
      .max(9999, 'must be a year of four digits'),
    expiration_month: z
      .int('must be a whole number')
      .min(1, 'must be 1 to 12')
      .max(12, 'must be 1 to 12'),
    card_cvc_cvv: digits(/^\d{3,4}$/, '3 or 4'),
    address_line1: Name.optional(),
    address_line2: Name.optional(),
    city: Name.optional(),
    state: Name.optional(),
    postal_code: Name.optional(),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'must be two capital letters (ISO 3166-1)')
      .optional(),
  })
  .superRefine((card, issues) => {
    const { cardholder_title: title } = card;
    const first = card.cardholder_first_name;
    const last = card.cardholder_last_name;
    if ((first ?? last ?? title) === undefined) return;
    const message = 'is required: a name is given as a whole';
    for (const [name, value] of Object.entries({
      cardholder_first_name: first,
      cardholder_last_name: last,
    })) {
      if (value === undefined) issues.addIssue({ code: 'custom', path: [name], message });
    }
  });

/** In ten-thousandths. */
const HUNDRED_PERCENT = 1_000_000;

/** The most JSON, in characters, that says where a third party keeps a card. */
const MOST_SOURCE = 4096;

const CardSource = z
  .record(z.string(), z.unknown())
  .refine((source) => Object.keys(source).length > 0, 'must not be empty')
  .refine(
    (source) => JSON.stringify(source).length <= MOST_SOURCE,
    `must be at most ${MOST_SOURCE} characters of JSON`,
  );

/** A part of the pay; the bounds are for whoever lets the person change it. */
const Part = z
  .object({
    value: ShareValue,
    min_value: ShareValue.optional(),
    max_value: ShareValue.optional(),
    allow_editing: z.boolean().optional(),
  })
  .superRefine(({ value, min_value, max_value }, issues) => {
    const own = tenThousandthsIn(value);
    const isBelow = min_value !== undefined && own < tenThousandthsIn(min_value);
    const isAbove = max_value !== undefined && own > tenThousandthsIn(max_value);
    if (!isBelow && !isAbove) return;
    const message = 'must lie between min_value and max_value';
    issues.addIssue({ code: 'custom', path: ['value'], message });
  });

const Percent = Part.superRefine(({ value, max_value }, issues) => {
  for (const [name, part] of Object.entries({ value, max_value })) {
    if (part === undefined || tenThousandthsIn(part) <= HUNDRED_PERCENT) continue;
    issues.addIssue({ code: 'custom', path: [name], message: 'must be at most 100' });
  }
});

const config = z.object({
  bank_account: BankAccount.optional(),
  card: Card.optional(),
  card_source: CardSource.optional().meta({
    description: 'Where a third party keeps the card. Stands alone.',
  }),
  entire_allocation: z.boolean().optional().meta({
    description: 'The whole pay goes to the bank account.',
  }),
  percent_allocation: Percent.optional().meta({
    description: 'A part of each payment in percent for the bank account: `{"value": "25"}`.',
  }),
  amount_allocation: Part.optional().meta({
    description: 'An amount of each payment for the bank account: `{"value": "120.50"}`.',
  }),
  default_allocation_type: z
    .enum(['percent', 'amount', 'entire'])
    .optional()
    .meta({ deprecated: true, description: 'Which one counts when both allocations are given.' }),
});

/** Where pay is to go, and how much of it. Whether a card has expired is for `assertUnexpired`. */
export const PayDistributionConfig = config.superRefine((asked, issues) => {
  const told = (name: keyof typeof asked, message: string) =>
    issues.addIssue({ code: 'custom', path: [name], message });
  const { bank_account, card, card_source, entire_allocation: entire } = asked;
  const parts = (['percent_allocation', 'amount_allocation'] as const).filter(
    (name) => asked[name] !== undefined,
  );
  if (!bank_account && !card && !card_source) {
    return told('bank_account', 'is required unless card or card_source is given');
  }
  if (card_source && (bank_account || card)) {
    told('card_source', 'can not be combined with bank_account or card');
  }
  if (!bank_account) {
    for (const name of parts) told(name, 'is for a bank_account, and none is given');
  } else if (entire && parts.length > 0) {
    told('entire_allocation', `can not be combined with ${parts.join(' and ')}`);
  } else if (!entire && parts.length === 0) {
    told(
      'entire_allocation',
      'must be true unless percent_allocation or amount_allocation is given',
    );
  }
});
export type PayDistributionConfig = z.infer<typeof PayDistributionConfig>;

/** Refuses a card that is no longer good: the last day is that of its month. Throws `input_invalid`. */
export function assertUnexpired({ card }: PayDistributionConfig, now: Timestamp): void {
  if (!card) return;
  const year = String(card.expiration_year);
  const month = `${year}-${String(card.expiration_month).padStart(2, '0')}`;
  if (month >= now.slice(0, 7)) return;
  const field = year < now.slice(0, 4) ? 'card.expiration_year' : 'card.expiration_month';
  throw invalidField(field, 'is in the past: the card has expired');
}
