import type { Employment } from '@intarsia/domain';
import { useQuery } from '@tanstack/react-query';
import { useApi } from '../app/api.tsx';
import { money } from '../ui/amounts.ts';
import { Fact, Facts } from '../ui/facts.tsx';
import { Nothing } from '../ui/nothing.tsx';
import { State } from '../ui/states.tsx';
import type { Column } from '../ui/table.tsx';
import { useAsked } from './asked.ts';
import { Day } from './day.tsx';
import { EmployerName } from './employer-name.tsx';
import { kindAt } from './kinds.ts';
import { RowLink } from './row-link.tsx';
import { Rows } from './rows.tsx';
import { employmentStates } from './states.ts';
import { capital } from './words.ts';

const kind = kindAt('employments');

/** Jobs of the person. */
export function Employments() {
  const api = useApi();
  const { many, one, pace, kept } = useAsked();
  return (
    <Rows
      kind={kind}
      noun={['employment', 'employments']}
      columns={columns}
      list={useQuery(api.employments.list.queryOptions(many, kept))}
      open={useQuery(api.employments.get.queryOptions(one, pace))}
      panel={(employment) => ({
        title: titleOf(employment),
        content: <EmploymentFacts employment={employment} />,
      })}
    />
  );
}

const columns: readonly Column<Employment>[] = [
  {
    name: 'Job title',
    grow: true,
    cell: (employment) => (
      <RowLink kind="employments" id={employment.id}>
        {titleOf(employment)}
      </RowLink>
    ),
  },
  {
    name: 'Employer',
    gives: 'first',
    cell: ({ employer }) => <EmployerName slug={employer} />,
  },
  { name: 'Status', cell: ({ status }) => <EmploymentState status={status} /> },
  {
    name: 'Hired',
    align: 'right',
    gives: 'second',
    cell: ({ hire_datetime }) => <Day at={hire_datetime} />,
  },
  {
    name: 'Ended',
    align: 'right',
    gives: 'first',
    cell: ({ termination_datetime }) => <Day at={termination_datetime} />,
  },
  {
    name: 'Base pay',
    align: 'right',
    gives: 'second',
    cell: ({ base_pay }) => <BasePay base={base_pay} />,
  },
];

function EmploymentFacts({ employment }: { employment: Employment }) {
  const { platform_ids: ids, termination_reason } = employment;
  return (
    <Facts>
      <Fact name="Employer">
        <EmployerName slug={employment.employer} />
      </Fact>
      <Fact name="Status">
        <EmploymentState status={employment.status} />
      </Fact>
      <Fact name="Type">{capital(employment.type)}</Fact>
      <Fact name="Hired">
        <Day at={employment.hire_datetime} />
      </Fact>
      <Fact name="Ended">
        <Day at={employment.termination_datetime} />
      </Fact>
      {termination_reason === null ? null : <Fact name="Reason">{termination_reason}</Fact>}
      <Fact name="Base pay">
        <BasePay base={employment.base_pay} />
      </Fact>
      <Fact name="Paid">{capital(employment.pay_cycle)}</Fact>
      <Fact name="Employee id">
        {ids.employee_id === null ? <Nothing /> : <code>{ids.employee_id}</code>}
      </Fact>
    </Facts>
  );
}

function titleOf({ job_title, type }: Employment): string {
  return job_title ?? capital(type);
}

function EmploymentState({ status }: Pick<Employment, 'status'>) {
  return status === null ? <Nothing /> : <State {...employmentStates[status]} />;
}

/** `$18.40 hourly`. */
function BasePay({ base }: { base: Employment['base_pay'] }) {
  if (base.amount === null) return <Nothing />;
  return (
    <>
      <span className="amount">{money(base.amount, base.currency ?? 'USD')}</span>{' '}
      <span className="muted">{base.period}</span>
    </>
  );
}
