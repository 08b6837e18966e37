import { z } from 'zod';
import type { LinkItem } from '../link-items.ts';
import {
  misfitOf,
  type OfferedShares,
  type PayDistributionConfig,
  shareOf,
} from '../pay-distribution-configs/index.ts';
import { DestinationType, PayAllocation } from '../resources/pay-allocations.ts';

/** The last digits of a number: enough to know it by, too few to do anything with. */
const LastDigits = z.string().max(4);

/** Where a part of the pay goes today, masked. */
export const CurrentDestination = z.object({
  destination_type: DestinationType,
  /** The bank, or the card, as the source calls it. */
  name: z.string().nullable(),
  last_digits: LastDigits.nullable(),
  allocation_type: PayAllocation.shape.allocation_type,
  allocation_value: PayAllocation.shape.allocation_value,
});
export type CurrentDestination = z.infer<typeof CurrentDestination>;

/** What a deposit switch would change, as a person checks it: masked. */
export const PayReview = z.object({
  bank_account: z
    .object({
      bank_name: z.string().nullable(),
      account_type: z.string(),
      last_digits: LastDigits,
    })
    .nullable(),
  card: z.object({ card_name: z.string().nullable(), last_digits: LastDigits }).nullable(),
  /** The card is kept by somebody else, and nothing more is known of it. */
  is_elsewhere: z.boolean(),
  /** How much of the pay goes to the bank account; `entire` has no value. */
  share: z.object({ kind: z.enum(['percent', 'amount', 'entire']), value: z.string().nullable() }),
  /** Between what, and in which steps, the person may choose another value; null when it stays. */
  editing: z
    .object({
      min_value: z.string().nullable(),
      max_value: z.string().nullable(),
      step: z.string().nullable(),
    })
    .nullable(),
  /** Whether the link item can do it; null before one is picked. */
  fits: z.boolean().nullable(),
  /** Where the pay goes today; null when that is not known. */
  current: z.array(CurrentDestination).nullable(),
});
export type PayReview = z.infer<typeof PayReview>;

/** Before a link item is picked, every share may be one that it offers. */
const everyShare: OfferedShares = {
  pay_distribution_update: { percent_allocation: true, amount_allocation: true },
};

/** What a config would change at a link item, if one is picked, where the pay goes as it goes now. */
export function reviewOf(
  config: PayDistributionConfig,
  item: Pick<LinkItem, 'features'> | undefined,
  current: readonly PayAllocation[] | null,
): PayReview {
  const { bank_account: bank, card, card_source } = config;
  const fits = item ? misfitOf(config, item.features) === undefined : null;
  return {
    bank_account: bank
      ? {
          bank_name: bank.bank_name ?? null,
          account_type: bank.account_type,
          last_digits: lastOf(bank.account_number),
        }
      : null,
    card: card
      ? { card_name: card.card_name ?? null, last_digits: lastOf(card.card_number) }
      : null,
    is_elsewhere: card_source !== undefined,
    ...shareAndBounds(config, item),
    fits,
    current: current === null ? null : current.map(destinationOf),
  };
}

function shareAndBounds(
  config: PayDistributionConfig,
  item: Pick<LinkItem, 'features'> | undefined,
): Pick<PayReview, 'share' | 'editing'> {
  const share = shareOf(config, item?.features ?? everyShare);
  if (share === 'entire') return { share: { kind: 'entire', value: null }, editing: null };
  const kind = 'percent' in share ? 'percent' : 'amount';
  const part = config[`${kind}_allocation`];
  const step = item?.features.pay_distribution_update[`${kind}_precision`] ?? null;
  const { min_value = null, max_value = null } = part ?? {};
  return {
    share: { kind, value: part?.value ?? null },
    editing: part?.allow_editing ? { min_value, max_value, step } : null,
  };
}

function destinationOf(allocation: PayAllocation): CurrentDestination {
  const { destination_type, allocation_type, allocation_value } = allocation;
  const { bank_account: bank, card, acss_debit: debit } = allocation;
  const number = bank.account_number ?? card?.card_number ?? debit?.account_number ?? null;
  return {
    destination_type,
    name: bank.bank_name ?? card?.card_name ?? debit?.bank_name ?? null,
    last_digits: number === null ? null : lastOf(number),
    allocation_type,
    allocation_value,
  };
}

function lastOf(number: string): string {
  return number.replace(/\D/g, '').slice(-4);
}
