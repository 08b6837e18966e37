import type { Account, Page } from '@intarsia/domain';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { counted } from '../ui/numbers.ts';
import { Pager } from '../ui/pager.tsx';
import { Table } from '../ui/table.tsx';
import { accountColumns } from './columns.tsx';

/** One page of accounts. */
export function AccountsTable(props: {
  page: Page<Account>;
  stale: boolean;
  selected: string | undefined;
}) {
  const { results, next, previous, count } = props.page;
  return (
    <>
      <Table
        caption="Accounts, newest first"
        columns={accountColumns}
        rows={results}
        keyOf={({ id }) => id}
        selected={props.selected}
        stale={props.stale}
      />
      {next || previous ? (
        <Pager
          shown={`${results.length} of ${counted(count, 'account')}`}
          previous={previous ? (text) => <PageLink cursor={previous}>{text}</PageLink> : undefined}
          next={next ? (text) => <PageLink cursor={next}>{text}</PageLink> : undefined}
        />
      ) : null}
    </>
  );
}

function PageLink({ cursor, children }: { cursor: string; children: ReactNode }) {
  return (
    <Link from="/$environment/accounts" to="." search={(search) => ({ ...search, cursor })}>
      {children}
    </Link>
  );
}
