import type { Operator } from '@intarsia/domain';
import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { live, useInstanceApi } from '../app/api.tsx';
import { useOperator } from '../session/operator.tsx';
import { Action } from '../ui/action.tsx';
import { Moment } from '../ui/moment.tsx';
import { Page } from '../ui/page.tsx';
import { Problem } from '../ui/problem.tsx';
import { type Column, Table, TableWaiting } from '../ui/table.tsx';
import { SignInLink } from './sign-in-link.tsx';

/** The people who may sign in to this Console. */
export function OperatorsPage() {
  const api = useInstanceApi();
  const operators = useQuery(api.operators.list.queryOptions({}, live));
  const [inviting, setInviting] = useState(false);
  return (
    <Page
      title="Operators"
      lead="People who sign in to this Console. An admin may change things, a viewer reads."
      action={
        <Action
          onClick={() => setInviting(true)}
          leftSection={<Plus size={16} strokeWidth={1.5} />}
        >
          Invite operator
        </Action>
      }
    >
      {operators.error ? (
        <Problem error={operators.error} retry={() => void operators.refetch()} />
      ) : null}
      {operators.isPending ? <TableWaiting rows={2} what="operators" /> : null}
      {operators.data ? (
        <div className="list-box">
          <Table
            caption="Operators, oldest first"
            columns={columns}
            rows={operators.data}
            keyOf={({ id }) => id}
          />
        </div>
      ) : null}
      <SignInLink opened={inviting} close={() => setInviting(false)} />
    </Page>
  );
}

const columns: readonly Column<Operator>[] = [
  { name: 'E-mail', grow: true, cell: (operator) => <Email operator={operator} /> },
  { name: 'Role', cell: ({ role }) => (role === 'admin' ? 'Admin' : 'Viewer') },
  {
    name: 'Password',
    gives: 'second',
    cell: ({ has_password }) => (has_password ? 'Set' : <span className="muted">Not set yet</span>),
  },
  {
    name: 'Added',
    gives: 'first',
    align: 'right',
    cell: ({ created_at }) => <Moment at={created_at} wall />,
  },
  { name: 'Actions', align: 'right', cell: (operator) => <LinkFor operator={operator} /> },
];

function Email({ operator }: { operator: Operator }) {
  const { id } = useOperator();
  return (
    <>
      {operator.email}
      {operator.id === id ? <span className="muted"> (you)</span> : null}
    </>
  );
}

function LinkFor({ operator }: { operator: Operator }) {
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Action variant="subtle" size="compact-sm" onClick={() => setOpened(true)}>
        Sign-in link<span className="sr-only"> for {operator.email}</span>
      </Action>
      <SignInLink opened={opened} close={() => setOpened(false)} operator={operator} />
    </>
  );
}
