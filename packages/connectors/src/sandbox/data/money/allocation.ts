import { z } from 'zod';

const Bank = z.object({
  bank_name: z.string().nullable(),
  routing_number: z.string(),
  account_number: z.string(),
  account_type: z.enum(['checking', 'savings']),
});

const Card = z.object({
  /** All but its last four digits are stars. */
  card_number: z.string(),
  card_name: z.string(),
});

/** One destination of pay: a bank account or a card, and what part goes there. */
export const Allocation = z.object({
  source_id: z.string(),
  bank: Bank.nullable(),
  card: Card.nullable(),
  /** A share in ten-thousandths of a percent, an amount in cents, or all that is left. */
  share: z.union([z.object({ percent: z.int() }), z.object({ cents: z.int() }), z.literal('rest')]),
});
export type Allocation = z.infer<typeof Allocation>;

/** A hundred percent, in ten-thousandths of a percent. */
export const HUNDRED_PERCENT = 1_000_000;

/** Where the pay of a login goes, the rest last, and the card for payouts in between. */
export const PayAccounts = z.object({ allocations: z.array(Allocation), instant: Allocation });
export type PayAccounts = z.infer<typeof PayAccounts>;
