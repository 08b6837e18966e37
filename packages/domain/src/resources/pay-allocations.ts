import { z } from 'zod';
import { Currency, commonFields, Text } from './common.ts';

/** Where a part of the pay goes. */
export const DestinationType = z.enum(['bank_account', 'card', 'acss_debit']);
export type DestinationType = z.infer<typeof DestinationType>;

const decimalOrRemainder = /^(?:remainder|(?:0|[1-9]\d{0,12})(?:\.\d{1,4})?)$/;

/** One destination of the person's pay: the documented pay allocation object. */
export const PayAllocation = z.object({
  ...commonFields,
  destination_type: DestinationType,
  bank_account: z
    .object({
      bank_name: Text,
      routing_number: Text,
      account_number: Text,
      account_type: Text,
    })
    .meta({ description: 'Always there; its fields are null for other destinations.' }),
  card: z.object({ card_number: Text, card_name: Text }).nullable(),
  acss_debit: z
    .object({
      bank_name: Text,
      institution_number: Text,
      transit_number: Text,
      account_number: Text,
      account_type: Text,
    })
    .nullable(),
  status: z.enum(['active', 'inactive']).nullable(),
  allocation_type: z.enum(['percent', 'amount']),
  allocation_value: z
    .string()
    .regex(decimalOrRemainder, 'must be a decimal or "remainder"')
    .meta({ description: 'A decimal, or `remainder` for all that is left.' }),
  currency: Currency.nullable(),
  method: Text.meta({ description: 'The way the money moves.' }),
});
export type PayAllocation = z.infer<typeof PayAllocation>;
