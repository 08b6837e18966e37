import type { Payout } from '@intarsia/domain';
import type { View } from '../../io.ts';
import { figure, masked, short } from '../figures.ts';
import type { Paint } from '../paint.ts';
import { type Column, table } from '../table.ts';
import { joined, said, words } from '../words.ts';

/** A line of a payslip; a sum stands out and the lines that make it up stand in. */
interface Line {
  readonly name: string;
  readonly isSum?: true;
  readonly hours?: string | null;
  readonly rate?: string | null;
  readonly amount?: string | null;
  readonly ytd?: string | null;
}

/** What was earned, what was taken, what is left, and where it went. */
export const payslip: View<Payout> = (payout, paint) =>
  [table(columnsOf(payout))(linesOf(payout), paint), destinations(payout, paint)]
    .filter((part) => part !== '')
    .join('\n\n');

function columnsOf({ currency }: Payout): readonly Column<Line>[] {
  return [
    {
      title: 'Payslip',
      of: ({ name, isSum }) => (isSum ? name : `  ${name}`),
      paint: stressed,
      cut: true,
    },
    { title: 'Hours', of: ({ hours = null }) => shown(hours, short), align: 'right' },
    { title: 'Rate', of: ({ rate = null }) => shown(rate, short), align: 'right' },
    {
      title: `Amount (${currency})`,
      of: ({ amount = null }) => shown(amount, figure),
      paint: stressed,
      align: 'right',
    },
    { title: 'Year to date', of: ({ ytd = null }) => shown(ytd, figure), align: 'right' },
  ];
}

function stressed(text: string, { isSum }: Line, paint: Paint): string {
  return isSum ? paint.bold(text) : text;
}

/** Nothing, where a payslip says nothing. */
function shown(value: string | null, as: (value: string) => string): string {
  return value === null ? '' : as(value);
}

function linesOf(payout: Payout): readonly Line[] {
  const sum = (name: string, of: Sum): Line[] =>
    of.amount === null && of.ytd === null ? [] : [{ name, isSum: true, ...of }];
  const { gross_pay_list, tax_list, deduction_list, hours } = payout;
  return [
    ...gross_pay_list.map(({ name, ...line }) => ({
      ...line,
      name: said(name),
      ytd: line.amount_ytd,
    })),
    ...sum('Gross pay', { hours, amount: payout.gross_pay, ytd: payout.gross_pay_ytd }),
    ...tax_list.map(({ name, amount }) => ({ name: said(name), amount })),
    ...sum('Taxes', { amount: payout.taxes, ytd: payout.taxes_ytd }),
    ...deduction_list.map(({ name, amount, tax_classification }) => ({
      name: `${said(name)}${tax_classification === null ? '' : ` (${words(tax_classification)})`}`,
      amount,
    })),
    ...sum('Deductions', { amount: payout.deductions, ytd: payout.deductions_ytd }),
    ...sum('Fees', { amount: payout.fees, ytd: payout.fees_ytd }),
    ...sum('Reimbursements', { amount: payout.reimbursements, ytd: payout.reimbursements_ytd }),
    ...sum('Net pay', { amount: payout.net_pay, ytd: payout.net_pay_ytd }),
  ];
}

type Sum = Required<Pick<Line, 'amount' | 'ytd'>> & Pick<Line, 'hours'>;
type Destination = Payout['destinations'][number];

function destinations({ destinations }: Payout, paint: Paint): string {
  if (destinations.length === 0) return '';
  const columns: readonly Column<Destination>[] = [
    { title: 'Paid to', of: (part) => `  ${placeOf(part)}`, cut: true },
    { title: 'Number', of: numberOf },
    {
      title: 'Amount',
      of: ({ amount, currency }) => `${figure(amount)} ${currency}`,
      align: 'right',
    },
  ];
  return table(columns)(destinations, paint);
}

function placeOf({ bank_account, card, method }: Destination): string {
  if (card) return said(card.card_name ?? 'card');
  return bank_account
    ? joined([bank_account.bank_name, bank_account.account_type], ' ')
    : words(method);
}

function numberOf({ bank_account, card }: Destination): string {
  return masked(card?.card_number ?? bank_account?.account_number ?? null);
}
