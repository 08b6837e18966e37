import type { Payout } from '@intarsia/domain';
import type { View } from '../../io.ts';
import { figure, money } from '../figures.ts';
import { record } from '../record.ts';
import { state, stateColumn } from '../states.ts';
import type { Column } from '../table.ts';
import { day, joined, said, span, words } from '../words.ts';
import { payslip } from './payslip.ts';

export const payoutColumns: readonly Column<Payout>[] = [
  { title: 'Id', of: ({ id }) => id },
  { title: 'Paid', of: ({ payout_date }) => day(payout_date) },
  { title: 'Period', of: shortPeriod, optional: true },
  { title: 'Gross', of: ({ gross_pay }) => figure(gross_pay), align: 'right', optional: true },
  { title: 'Taxes', of: ({ taxes }) => figure(taxes), align: 'right', optional: true },
  {
    title: 'Deductions',
    of: ({ deductions }) => figure(deductions),
    align: 'right',
    optional: true,
  },
  { title: 'Net', of: ({ net_pay, currency }) => money(net_pay, currency), align: 'right' },
  stateColumn,
  { title: 'Employer', of: ({ employer }) => said(employer), optional: true },
];

const head = record<Payout>((payout, paint) => [
  ['Status', state(payout.status, paint)],
  ['Paid', `${day(payout.payout_date)} by ${words(payout.type)}`],
  ['Period', span(payout.payout_period.start_date, payout.payout_period.end_date)],
  ['Filing status', filingOf(payout)],
  ['Document', said(payout.document_id)],
]);

/** A payment, laid out as a payslip is. */
export const payoutView: View<Payout> = (payout, paint) =>
  `${head(payout, paint)}\n\n${payslip(payout, paint)}`;

/** `11-09–11-15`: the year is that of the pay date, as a rule. */
function shortPeriod({ payout_period: { start_date, end_date } }: Payout): string {
  if (start_date === null || end_date === null) return span(start_date, end_date);
  return `${start_date.slice(5, 10)}–${end_date.slice(5, 10)}`;
}

function filingOf({ filing_status }: Payout): string {
  return joined(
    filing_status.map(({ type, location, status }) => `${location ?? type} ${words(status)}`),
  );
}
