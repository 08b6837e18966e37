import type { Payout } from '@intarsia/domain';
import { useQuery } from '@tanstack/react-query';
import { useApi } from '../app/api.tsx';
import { Amount } from '../ui/amount.tsx';
import { difference, isSome } from '../ui/amounts.ts';
import { State } from '../ui/states.tsx';
import type { Column } from '../ui/table.tsx';
import { span, utcDay } from '../ui/times.ts';
import { useAsked } from './asked.ts';
import { kindAt } from './kinds.ts';
import { PayoutSlip } from './payout-slip.tsx';
import { RowLink } from './row-link.tsx';
import { Rows } from './rows.tsx';
import { payoutStates } from './states.ts';

const kind = kindAt('payouts');

/** What the person was paid, newest first. */
export function Payouts() {
  const api = useApi();
  const { events, one, pace, kept } = useAsked();
  return (
    <Rows
      kind={kind}
      noun={['payout', 'payouts']}
      dated
      columns={columns}
      list={useQuery(api.payouts.list.queryOptions(events, kept))}
      open={useQuery(api.payouts.get.queryOptions(one, pace))}
      panel={(payout) => ({
        title: <Amount value={payout.net_pay} currency={payout.currency} />,
        content: <PayoutSlip payout={payout} />,
      })}
    />
  );
}

const columns: readonly Column<Payout>[] = [
  {
    name: 'Pay date',
    cell: ({ id, payout_date }) => (
      <RowLink kind="payouts" id={id}>
        {utcDay(payout_date)}
      </RowLink>
    ),
  },
  {
    name: 'Period',
    gives: 'first',
    grow: true,
    cell: ({ payout_period: { start_date, end_date } }) => span(start_date, end_date),
  },
  {
    name: 'Gross',
    align: 'right',
    gives: 'second',
    cell: ({ gross_pay, currency }) => <Amount value={gross_pay} currency={currency} />,
  },
  {
    name: 'Taxes',
    align: 'right',
    gives: 'first',
    cell: ({ taxes, currency }) => <Amount value={taxes} currency={currency} />,
  },
  {
    name: 'Deductions',
    align: 'right',
    gives: 'first',
    cell: ({ deductions, currency }) => <Amount value={deductions} currency={currency} />,
  },
  {
    name: 'Other',
    align: 'right',
    gives: 'first',
    cell: (payout) => <Amount value={otherOf(payout)} currency={payout.currency} />,
  },
  {
    name: 'Net',
    align: 'right',
    cell: ({ net_pay, currency }) => <Amount value={net_pay} currency={currency} />,
  },
  { name: 'Status', cell: ({ status }) => <State {...payoutStates[status]} /> },
];

/** What else leads from gross to net: reimbursements without fees. None where there is neither. */
function otherOf({ reimbursements, fees }: Payout): string | null {
  const other = difference(reimbursements ?? '0.00', fees ?? '0.00');
  return isSome(other) ? other : null;
}
