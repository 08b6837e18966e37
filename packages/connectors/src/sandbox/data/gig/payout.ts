import {
  amountOf,
  type GrossPayLine,
  type Payout,
  proportion,
  rateOf,
  type ScannedRecord,
  sumOf,
} from '@intarsia/domain';
import { midnightText, secondText } from '../calendar.ts';
import { destinationsOf } from '../money/accounts.ts';
import type { PayAccounts } from '../money/allocation.ts';
import { switchBefore } from '../money/switches.ts';
import type { Ledger, Settlement } from './ledger.ts';
import { type Task, totalOf, type Work } from './task.ts';

/** What the platform takes for paying at once. */
const INSTANT_FEE = 85;

/** A settlement as the JSON that the platform would show. */
export function payoutOf(
  settlement: Settlement,
  { employer, frame }: Ledger,
  accounts: PayAccounts,
): ScannedRecord<'payouts'> {
  const { works, instant, paid } = settlement;
  const chosen = switchBefore(frame.switches, paid) ?? accounts;
  const gross = sumOf(works.map(({ task }) => totalOf(task)));
  // Whoever earned nothing but a little is not charged more than that.
  const fee = instant ? Math.min(INSTANT_FEE, gross) : 0;
  const net = gross - fee;
  const lines = instant ? taskLines(works) : weekLines(settlement);
  return {
    kind: 'payouts',
    source_id: settlement.source_id,
    employer: employer.slug,
    document: null,
    data: {
      metadata: {},
      employer_address: employer.address,
      status: 'completed',
      type: instant ? 'pay_card' : 'direct_deposit',
      payout_date: midnightText(settlement.day),
      payout_period: {
        start_date: secondText(settlement.from),
        end_date: secondText(settlement.to),
      },
      currency: 'USD',
      hours: amountOf(proportion(secondsOf(works), 100, 3600)),
      gross_pay: amountOf(gross),
      net_pay: amountOf(net),
      reimbursements: '0.00',
      deductions: '0.00',
      taxes: '0.00',
      fees: amountOf(fee),
      // Platforms print no running totals, and no field that the totals have replaced.
      overtime: null,
      bonuses: null,
      commission: null,
      hours_ytd: null,
      gross_pay_ytd: null,
      net_pay_ytd: null,
      reimbursements_ytd: null,
      deductions_ytd: null,
      taxes_ytd: null,
      fees_ytd: null,
      filing_status: [],
      gross_pay_list: lines,
      gross_pay_list_totals: totalsOf(works, instant),
      deduction_list: [],
      tax_list: [],
      destinations: destinationsOf(net, instant ? [chosen.instant] : chosen.allocations),
    },
  };
}

/** A week in up to three lines. */
function weekLines({ works, from, to }: Settlement): GrossPayLine[] {
  const { pay, bonus, tips } = partsOf(works);
  const hours = hoursOf(secondsOf(works));
  const lines: Omit<LineParts, 'from' | 'to'>[] = [
    { name: 'Task earnings', type: 'base', hours, cents: pay },
    { name: 'Surge and promotions', type: 'bonus', hours: null, cents: bonus },
    { name: 'Tips', type: 'other', hours: null, cents: tips },
  ];
  return lines.filter(({ cents }) => cents !== 0).map((line) => lineOf({ ...line, from, to }));
}

/** An instant payment names its tasks one by one, by when they began and ended. */
function taskLines(works: readonly Work[]): GrossPayLine[] {
  return works.map(({ task }) =>
    lineOf({
      name: `Task earnings: ${task.service}`,
      type: 'base',
      from: task.start,
      to: task.end,
      hours: hoursOf(task.end - task.start),
      cents: totalOf(task),
    }),
  );
}

interface LineParts {
  readonly name: string;
  readonly type: GrossPayLine['type'];
  readonly from: number;
  readonly to: number;
  readonly hours: string | null;
  readonly cents: number;
}

function lineOf({ name, type, from, to, hours, cents }: LineParts): GrossPayLine {
  return {
    name,
    type,
    start_date: secondText(from),
    end_date: secondText(to),
    rate: null,
    hours,
    amount: amountOf(cents),
    hours_ytd: null,
    amount_ytd: null,
  };
}

function totalsOf(works: readonly Work[], instant: boolean): Payout['gross_pay_list_totals'] {
  const { pay, bonus, tips } = partsOf(works);
  const hours = amountOf(proportion(secondsOf(works), 100, 3600));
  const total = (cents: number) => ({ amount: amountOf(cents), hours: null });
  return {
    base: { amount: amountOf(instant ? pay + bonus + tips : pay), hours },
    overtime: total(0),
    bonus: total(instant ? 0 : bonus),
    commission: total(0),
    other: total(instant ? 0 : tips),
  };
}

function partsOf(works: readonly Work[]): { pay: number; bonus: number; tips: number } {
  const sum = (of: (task: Task) => number) => sumOf(works.map(({ task }) => of(task)));
  return {
    pay: sum(({ earned }) => earned.pay),
    bonus: sum(({ earned }) => earned.bonus),
    tips: sum(({ earned }) => earned.tips),
  };
}

function secondsOf(works: readonly Work[]): number {
  return sumOf(works.map(({ task }) => task.end - task.start));
}

function hoursOf(seconds: number): string {
  return rateOf(proportion(seconds, 10_000, 3600));
}
