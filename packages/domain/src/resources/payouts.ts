import { z } from 'zod';
import { Id, WholeSecond } from '../values.ts';
import { Address, Currency, commonFields, Moment, Text } from './common.ts';
import { Amount, Rate } from './decimals.ts';

/** How far a payment has come. */
export const PayoutStatus = z.enum(['completed', 'scheduled', 'cancelled']);
export type PayoutStatus = z.infer<typeof PayoutStatus>;

/** How the money was sent. */
export const PayoutType = z.enum([
  'direct_deposit',
  'paper_check',
  'paypal',
  'money_network',
  'pay_card',
  'other',
]);
export type PayoutType = z.infer<typeof PayoutType>;

/** The kinds of earnings that `gross_pay_list_totals` adds up. */
export const EarningType = z.enum(['base', 'overtime', 'bonus', 'commission', 'other']);
export type EarningType = z.infer<typeof EarningType>;

/** One line of earnings. */
export const GrossPayLine = z.object({
  name: z.string(),
  type: EarningType,
  start_date: Moment,
  end_date: Moment,
  rate: Rate.nullable(),
  hours: Rate.nullable(),
  amount: Amount,
  hours_ytd: Rate.nullable(),
  amount_ytd: Amount.nullable(),
});
export type GrossPayLine = z.infer<typeof GrossPayLine>;

/** All lines of one kind of earnings together; hours where they apply. */
export const EarningTotal = z.object({ amount: Amount, hours: Amount.nullable() });
export type EarningTotal = z.infer<typeof EarningTotal>;

/** One line of deductions. */
export const DeductionLine = z.object({
  name: z.string(),
  amount: Amount,
  tax_classification: Text.meta({ description: '`pre_tax` or `post_tax`.' }),
});
export type DeductionLine = z.infer<typeof DeductionLine>;

/** One line of taxes. */
export const TaxLine = z.object({ name: z.string(), type: Text, amount: Amount });
export type TaxLine = z.infer<typeof TaxLine>;

/** A part of the net pay and where it went. All parts add up to the net pay. */
export const PayoutDestination = z.object({
  method: Text.meta({ description: 'The way the money moved, such as `direct_deposit`.' }),
  amount: Amount,
  currency: Currency,
  bank_account: z
    .object({ bank_name: Text, routing_number: Text, account_number: Text, account_type: Text })
    .nullable(),
  card: z.object({ card_number: Text, card_name: Text }).nullable(),
});
export type PayoutDestination = z.infer<typeof PayoutDestination>;

const total = Amount.nullable();
const lines = { deprecated: true, description: 'Replaced by `gross_pay_list_totals`.' };
const copied = { description: 'Copied from the stub, never computed.' };

/**
 * One payment to the person: the documented payout object. Where the totals are known, gross pay is the
 * sum of its list, and net = gross − taxes − deductions − fees + reimbursements.
 */
export const Payout = z.object({
  ...commonFields,
  document_id: Id.nullable().meta({ description: 'The document that shows this payment.' }),
  employer_address: Address.nullable(),
  status: PayoutStatus,
  type: PayoutType.nullable(),
  payout_date: WholeSecond.meta({ description: 'Midnight UTC of the day.' }),
  payout_period: z.object({ start_date: Moment, end_date: Moment }),
  currency: Currency,
  hours: total,
  gross_pay: total,
  net_pay: total,
  reimbursements: total,
  deductions: total,
  taxes: total,
  fees: total,
  overtime: total.meta(lines),
  bonuses: total.meta(lines),
  commission: total.meta(lines),
  hours_ytd: total.meta(copied),
  gross_pay_ytd: total.meta(copied),
  net_pay_ytd: total.meta(copied),
  reimbursements_ytd: total.meta(copied),
  deductions_ytd: total.meta(copied),
  taxes_ytd: total.meta(copied),
  fees_ytd: total.meta(copied),
  filing_status: z.array(
    z.object({ type: z.enum(['federal', 'state']), location: Text, status: Text }),
  ),
  gross_pay_list: z.array(GrossPayLine),
  gross_pay_list_totals: z.object({
    base: EarningTotal,
    overtime: EarningTotal,
    bonus: EarningTotal,
    commission: EarningTotal,
    other: EarningTotal,
  }),
  deduction_list: z.array(DeductionLine),
  tax_list: z.array(TaxLine),
  destinations: z.array(PayoutDestination),
});
export type Payout = z.infer<typeof Payout>;
