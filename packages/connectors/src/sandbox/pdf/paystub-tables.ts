import type { PaystubContent } from '../data/papers/contents.ts';
import { type Column, drawTable, type Flow, type Place, type Table } from './table.ts';
import { dayFigure, figure, hoursFigure, phrase } from './words.ts';

type Payout = PaystubContent['payout'];

const LEFT = 48;
/** Two tables stand side by side, this wide and this far apart. */
const HALF = 246;
const BETWEEN = 24;
const BELOW = 16;

/** Draws the lines of a payment from a place on: earnings, what is taken off, and where the rest goes. */
export function drawTables(flow: Flow, start: Place, payout: Payout): void {
  const earned = drawTable(flow, start, earningTable(payout));
  const below = spaced(earned);
  const taxes = drawTable(flow, below, taxTable(payout));
  const deductions = drawTable(flow, below, deductionTable(payout));
  const kinds = drawTable(flow, spaced(deductions), kindTable(payout));
  drawTable(flow, spaced(later(taxes, kinds)), destinationTable(payout));
}

function spaced({ page, y }: Place): Place {
  return { page, y: y + BELOW };
}

function later(a: Place, b: Place): Place {
  if (a.page !== b.page) return a.page > b.page ? a : b;
  return a.y > b.y ? a : b;
}

const left = (title: string, width: number): Column => ({ title, width, align: 'left' });
const right = (title: string, width: number): Column => ({ title, width, align: 'right' });

function earningTable({ gross_pay_list, payout_period, ...payout }: Payout): Table {
  return {
    title: 'Earnings',
    x: LEFT,
    columns: [
      left('Description', 152),
      left('Kind', 58),
      right('Rate', 58),
      right('Hours', 52),
      right('Amount', 66),
      right('Hours YTD', 62),
      right('Amount YTD', 68),
    ],
    rows: gross_pay_list.map((line) => [
      `${line.name}${ownDays(line, payout_period)}`,
      phrase(line.type),
      figure(line.rate),
      hoursFigure(line.hours),
      figure(line.amount),
      hoursFigure(line.hours_ytd),
      figure(line.amount_ytd),
    ]),
    sums: [
      'Gross pay',
      '',
      '',
      figure(payout.hours),
      figure(payout.gross_pay),
      figure(payout.hours_ytd),
      figure(payout.gross_pay_ytd),
    ],
  };
}

/** The days of a line where they are not those of the payment. */
function ownDays(
  { start_date, end_date }: Payout['gross_pay_list'][number],
  period: Payout['payout_period'],
): string {
  if (start_date === period.start_date && end_date === period.end_date) return '';
  return `, ${dayFigure(start_date)} – ${dayFigure(end_date)}`;
}

function taxTable({ tax_list, taxes }: Payout): Table {
  return {
    title: 'Taxes',
    x: LEFT,
    columns: [left('Description', 120), left('Kind', 62), right('Amount', HALF - 182)],
    rows: tax_list.map(({ name, type, amount }) => [name, phrase(type), figure(amount)]),
    sums: ['Taxes', '', figure(taxes)],
  };
}

function deductionTable({ deduction_list, deductions }: Payout): Table {
  return {
    title: 'Deductions',
    x: LEFT + HALF + BETWEEN,
    columns: [left('Description', 120), left('Kind', 62), right('Amount', HALF - 182)],
    rows: deduction_list.map(({ name, tax_classification, amount }) => [
      name,
      phrase(tax_classification).replace(' tax', '-tax'),
      figure(amount),
    ]),
    sums: ['Deductions', '', figure(deductions)],
  };
}

/** Kinds of which there was nothing are left out. */
function kindTable({ gross_pay_list_totals, gross_pay, hours }: Payout): Table {
  const kinds = Object.entries(gross_pay_list_totals).filter(
    ([, total]) => total.amount !== '0.00' || total.hours !== null,
  );
  return {
    title: 'Earnings by kind',
    x: LEFT + HALF + BETWEEN,
    columns: [left('Kind', 120), right('Hours', 62), right('Amount', HALF - 182)],
    rows: kinds.map(([kind, total]) => [phrase(kind), figure(total.hours), figure(total.amount)]),
    sums: ['Gross pay', figure(hours), figure(gross_pay)],
  };
}

function destinationTable({ destinations, net_pay }: Payout): Table {
  return {
    title: 'Net pay goes to',
    x: LEFT,
    columns: [
      left('Method', 88),
      left('Bank or card', 148),
      left('Routing number', 80),
      left('Type', 60),
      left('Account', 72),
      right('Amount', 68),
    ],
    rows: destinations.map(({ method, amount, bank_account, card }) => [
      phrase(method),
      bank_account?.bank_name ?? card?.card_name ?? '–',
      bank_account?.routing_number ?? '–',
      phrase(bank_account?.account_type ?? null),
      bank_account?.account_number ?? card?.card_number ?? '–',
      figure(amount),
    ]),
    sums: ['Net pay', '', '', '', '', figure(net_pay)],
  };
}
