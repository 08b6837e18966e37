import type { Account, Page } from '@intarsia/domain';
import { Link } from '@tanstack/react-router';
import { PagedTable } from '../ui/paged-table.tsx';
import { accountColumns } from './columns.tsx';

/** One page of accounts. */
export function AccountsTable(props: {
  page: Page<Account>;
  stale: boolean;
  selected: string | undefined;
}) {
  return (
    <PagedTable
      caption="Accounts, newest first"
      columns={accountColumns}
      noun={['account', 'accounts']}
      link={(cursor, text) => (
        <Link from="/$environment/accounts" to="." search={(search) => ({ ...search, cursor })}>
          {text}
        </Link>
      )}
      {...props}
    />
  );
}
