import { Timestamp } from '@intarsia/domain';
import { z } from 'zod';
import { secondsIn } from '../calendar.ts';
import { PayAccounts } from './allocation.ts';

/** A deposit switch that was done: where pay goes from then on. */
export const PaySwitch = PayAccounts.extend({
  at: Timestamp,
  /** How many scans had been forced before it. */
  forced: z.int().min(0),
});
export type PaySwitch = z.infer<typeof PaySwitch>;

/** When a payment was made. Days are all that payslips say, so those of forced scans go by their order. */
export interface PaidAt {
  /** Unix seconds. */
  readonly second: number;
  /** Which forced scan brought it, counted from 0; absent for all others. */
  readonly forced?: number | undefined;
}

/** The newest switch that was done before a payment, if one was. */
export function switchBefore(
  switches: readonly PaySwitch[],
  { second, forced }: PaidAt,
): PaySwitch | undefined {
  return switches.findLast((one) =>
    forced === undefined ? secondsIn(one.at) < second : one.forced <= forced,
  );
}

type PaidBy = 'direct_deposit' | 'pay_card' | 'paper_check';

/** How a payment is made: in the usual way, until the person has chosen where the pay goes. */
export function paidBy(usual: PaidBy, chosen: PaySwitch | undefined): PaidBy {
  if (!chosen) return usual;
  return chosen.allocations.every(({ card }) => card !== null) ? 'pay_card' : 'direct_deposit';
}
