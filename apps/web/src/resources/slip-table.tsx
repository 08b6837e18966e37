import type { GrossPayLine, Payout } from '@intarsia/domain';
import { Amount } from '../ui/amount.tsx';
import { isSome, money, plainDecimal } from '../ui/amounts.ts';
import { words } from './words.ts';

/** One line of a payslip. */
interface Line {
  readonly name: string;
  readonly note?: string | undefined;
  readonly amount: string | null;
  readonly ytd?: string | null;
  readonly total?: boolean;
}

/** The lines of a payment, each group with its total, down to what is left. */
export function SlipTable({ payout }: { payout: Payout }) {
  const running = payout.gross_pay_ytd !== null;
  return (
    <table className="slip">
      <caption className="sr-only">Lines of this payment</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">This payment</th>
          {running ? <th scope="col">Year to date</th> : null}
        </tr>
      </thead>
      {groupsOf(payout).map(({ name, lines }) => (
        <tbody key={name}>
          {lines.map((line, index) => (
            <SlipLine key={index} line={line} running={running} currency={payout.currency} />
          ))}
        </tbody>
      ))}
    </table>
  );
}

function SlipLine(props: { line: Line; running: boolean; currency: string }) {
  const { line, running, currency } = props;
  return (
    <tr className={line.total ? 'slip-total' : undefined}>
      <th scope="row">
        {line.name}
        {line.note === undefined ? null : <span className="muted small">{line.note}</span>}
      </th>
      <td>
        <Amount value={line.amount} currency={currency} />
      </td>
      {running ? (
        <td>{line.ytd == null ? null : <Amount value={line.ytd} currency={currency} />}</td>
      ) : null}
    </tr>
  );
}

/** Earnings, then what was taken and given, then what is left; groups with nothing in them are left out. */
function groupsOf(payout: Payout): { name: string; lines: Line[] }[] {
  const { currency, gross_pay_list, tax_list, deduction_list } = payout;
  const sum = (name: string, amount: string | null, ytd: string | null): Line => ({
    name,
    amount,
    ytd,
    total: true,
  });
  const some = (line: Line): Line[] => (isSome(line.amount) ? [line] : []);
  const groups = [
    {
      name: 'earnings',
      lines: [
        ...gross_pay_list.map((line) => ({
          name: line.name,
          note: reckoning(line, currency),
          amount: line.amount,
          ytd: line.amount_ytd,
        })),
        sum('Gross', payout.gross_pay, payout.gross_pay_ytd),
      ],
    },
    { name: 'taxes', lines: [...tax_list, ...some(sum('Taxes', payout.taxes, payout.taxes_ytd))] },
    {
      name: 'deductions',
      lines: [
        ...deduction_list.map(({ name, amount, tax_classification: kind }) => ({
          name,
          amount,
          note: kind === null ? undefined : words(kind).replace(' ', '-'),
        })),
        ...some(sum('Deductions', payout.deductions, payout.deductions_ytd)),
      ],
    },
    {
      name: 'other',
      lines: [
        ...some(sum('Fees', payout.fees, payout.fees_ytd)),
        ...some(sum('Reimbursements', payout.reimbursements, payout.reimbursements_ytd)),
      ],
    },
    { name: 'net', lines: [sum('Net', payout.net_pay, payout.net_pay_ytd)] },
  ];
  return groups.filter(({ lines }) => lines.length > 0);
}

/** How a line of earnings comes about: `38 h × $18.40`. */
function reckoning({ hours, rate }: GrossPayLine, currency: string): string | undefined {
  if (hours === null) return undefined;
  const worked = `${plainDecimal(hours)} h`;
  return rate === null ? worked : `${worked} × ${money(rate, currency)}`;
}
