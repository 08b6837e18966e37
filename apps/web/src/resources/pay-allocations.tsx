import type { PayAllocation } from '@intarsia/domain';
import { useQuery } from '@tanstack/react-query';
import { useApi } from '../app/api.tsx';
import { masked, money, plainDecimal } from '../ui/amounts.ts';
import { Fact, Facts } from '../ui/facts.tsx';
import { Nothing } from '../ui/nothing.tsx';
import { State } from '../ui/states.tsx';
import type { Column } from '../ui/table.tsx';
import { useAsked } from './asked.ts';
import { EmployerName } from './employer-name.tsx';
import { kindAt } from './kinds.ts';
import { RowLink } from './row-link.tsx';
import { Rows } from './rows.tsx';
import { allocationStates } from './states.ts';
import { capital } from './words.ts';

const kind = kindAt('pay-allocations');

/** Where pay goes, and how much of it. */
export function PayAllocations() {
  const api = useApi();
  const { many, one, pace, kept } = useAsked();
  return (
    <Rows
      kind={kind}
      noun={['pay allocation', 'pay allocations']}
      columns={columns}
      list={useQuery(api.payAllocations.list.queryOptions(many, kept))}
      open={useQuery(api.payAllocations.get.queryOptions(one, pace))}
      panel={(allocation) => ({
        title: placeOf(allocation).name,
        content: (
          <Facts>
            <Fact name="Kind">{capital(allocation.destination_type)}</Fact>
            <Fact name="Number">
              <Masked text={placeOf(allocation).number} />
            </Fact>
            <Fact name="Share">{shareOf(allocation)}</Fact>
            <Fact name="Status">
              <AllocationState status={allocation.status} />
            </Fact>
            <Fact name="Method">{capital(allocation.method)}</Fact>
            <Fact name="Employer">
              <EmployerName slug={allocation.employer} />
            </Fact>
          </Facts>
        ),
      })}
    />
  );
}

const columns: readonly Column<PayAllocation>[] = [
  {
    name: 'Destination',
    grow: true,
    cell: (allocation) => (
      <RowLink kind="pay-allocations" id={allocation.id}>
        {placeOf(allocation).name}
      </RowLink>
    ),
  },
  {
    name: 'Number',
    gives: 'second',
    cell: (allocation) => <Masked text={placeOf(allocation).number} />,
  },
  {
    name: 'Kind',
    gives: 'first',
    cell: ({ destination_type }) => capital(destination_type),
  },
  { name: 'Share', align: 'right', cell: shareOf },
  { name: 'Status', cell: ({ status }) => <AllocationState status={status} /> },
];

/** Whose account it is and its number. */
function placeOf({ bank_account, card, acss_debit, destination_type }: PayAllocation) {
  const bank = acss_debit ?? bank_account;
  const name = (card?.card_name && `${card.card_name} card`) ?? bank.bank_name;
  return {
    name: name ?? capital(destination_type),
    number: card?.card_number ?? bank.account_number,
  };
}

/** `60 %`, `$250.00`, or what is left. */
function shareOf({ allocation_type, allocation_value, currency }: PayAllocation): string {
  if (allocation_value === 'remainder') return 'The rest';
  return allocation_type === 'percent'
    ? `${plainDecimal(allocation_value)} %`
    : money(allocation_value, currency ?? 'USD');
}

function Masked({ text }: { text: string | null }) {
  return text === null ? <Nothing /> : <span className="tabular">{masked(text)}</span>;
}

function AllocationState({ status }: Pick<PayAllocation, 'status'>) {
  return status === null ? <Nothing /> : <State {...allocationStates[status]} />;
}
