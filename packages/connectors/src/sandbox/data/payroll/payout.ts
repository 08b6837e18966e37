import {
  amountOf,
  type EarningType,
  type GrossPayLine,
  type Payout,
  proportion,
  rateOf,
  type ScannedRecord,
  sumOf,
} from '@intarsia/domain';
import { midnightText } from '../calendar.ts';
import type { Frame } from '../key.ts';
import { destinationsOf, paperCheck } from '../money/accounts.ts';
import type { PayAccounts } from '../money/allocation.ts';
import { switchBefore } from '../money/switches.ts';
import { isCounted } from './earnings.ts';
import { filingOf, type Slip, type SlipLine } from './slips.ts';

/** A slip as the JSON that the source would show. */
export function payoutOf(
  slip: Slip,
  frame: Frame,
  accounts: PayAccounts,
): ScannedRecord<'payouts'> {
  const { job, totals, lines, paid, paid_by } = slip;
  // Invoices know nothing of a year to date.
  const ytd = job.employee ? slip.ytd : null;
  const { net } = totals;
  const dates = { start: midnightText(slip.start), end: midnightText(slip.end) };
  const { instant, allocations } = switchBefore(frame.switches, paid) ?? accounts;
  const parts = paid_by === 'pay_card' ? [instant] : allocations;
  return {
    kind: 'payouts',
    source_id: slip.source_id,
    employer: job.employer.slug,
    document: job.employee ? stubOf(slip) : null,
    data: {
      metadata: {},
      employer_address: job.employer.address,
      status: 'completed',
      type: paid_by,
      payout_date: midnightText(slip.payday),
      payout_period: { start_date: dates.start, end_date: dates.end },
      currency: 'USD',
      hours: hoursText(totals.hours),
      gross_pay: amountOf(totals.gross),
      net_pay: amountOf(net),
      reimbursements: amountOf(totals.reimbursements),
      deductions: amountOf(totals.deductions),
      taxes: amountOf(totals.taxes),
      fees: amountOf(totals.fees),
      overtime: oldTotal(lines, 'overtime'),
      bonuses: oldTotal(lines, 'bonus'),
      commission: oldTotal(lines, 'commission'),
      hours_ytd: ytd && hoursText(ytd.hours),
      gross_pay_ytd: ytd && amountOf(ytd.gross),
      net_pay_ytd: ytd && amountOf(ytd.net),
      reimbursements_ytd: ytd && amountOf(ytd.reimbursements),
      deductions_ytd: ytd && amountOf(ytd.deductions),
      taxes_ytd: ytd && amountOf(ytd.taxes),
      fees_ytd: ytd && amountOf(ytd.fees),
      filing_status: filingStatus(slip, frame),
      gross_pay_list: lines.map((line) => lineOf(line, { ...dates, counts: job.employee })),
      gross_pay_list_totals: {
        base: totalOf(lines, 'base'),
        overtime: totalOf(lines, 'overtime'),
        bonus: totalOf(lines, 'bonus'),
        commission: totalOf(lines, 'commission'),
        other: totalOf(lines, 'other'),
      },
      deduction_list: slip.deductions.map(({ name, cents, before }) => ({
        name,
        amount: amountOf(cents),
        tax_classification: before === 'no_tax' ? 'post_tax' : 'pre_tax',
      })),
      tax_list: slip.taxes.map(({ name, type, cents }) => ({
        name,
        type,
        amount: amountOf(cents),
      })),
      destinations: paid_by === 'paper_check' ? paperCheck(net) : destinationsOf(net, parts),
    },
  };
}

/** The source id of the payslip. */
export function stubOf({ source_id }: Slip): string {
  return `stub/${source_id}`;
}

/** All hours are quarters, so two places hold them exactly. */
function hoursText(tenThousandths: number): string {
  return amountOf(proportion(tenThousandths, 1, 100));
}

function lineOf(
  line: SlipLine,
  {
    start,
    end,
    counts,
  }: { readonly start: string; readonly end: string; readonly counts: boolean },
): GrossPayLine {
  return {
    name: line.name,
    type: line.type,
    start_date: start,
    end_date: end,
    rate: line.rate === null ? null : rateOf(line.rate),
    hours: line.hours === null ? null : rateOf(line.hours),
    amount: amountOf(line.cents),
    hours_ytd: line.hours_ytd === null || !counts ? null : rateOf(line.hours_ytd),
    amount_ytd: counts ? amountOf(line.cents_ytd) : null,
  };
}

function totalOf(
  lines: readonly SlipLine[],
  type: EarningType,
): Payout['gross_pay_list_totals']['base'] {
  const own = lines.filter((line) => line.type === type);
  const timed = own.filter((line) => line.hours !== null && isCounted(line));
  return {
    amount: amountOf(sumOf(own.map(({ cents }) => cents))),
    hours: timed.length === 0 ? null : hoursText(sumOf(timed.map(({ hours }) => hours ?? 0))),
  };
}

/** The fields that the totals have replaced say null where there is nothing. */
function oldTotal(lines: readonly SlipLine[], type: EarningType): string | null {
  const { amount } = totalOf(lines, type);
  return amount === '0.00' ? null : amount;
}

/** Contractors file on their own. */
function filingStatus({ job }: Slip, frame: Frame): Payout['filing_status'] {
  if (!job.employee) return [];
  const status = filingOf(frame);
  return [
    { type: 'federal', location: null, status },
    { type: 'state', location: frame.person.city.state, status },
  ];
}
