import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { accountColumns } from '../accounts/columns.tsx';
import { live, useApi } from '../app/api.tsx';
import { useEnvironment } from '../shell/environment.tsx';
import { Section } from '../ui/page.tsx';
import { Table, TableWaiting } from '../ui/table.tsx';

const SHOWN = 6;

/** The accounts that were made last. */
export function LatestAccounts() {
  const api = useApi();
  const { id: environment } = useEnvironment();
  const accounts = useQuery(api.accounts.list.queryOptions({ limit: SHOWN }, live));
  return (
    <Section
      title="Latest accounts"
      action={
        <Link to="/$environment/accounts" params={{ environment }}>
          All accounts
        </Link>
      }
    >
      <div className="list-box">
        {accounts.data ? (
          <Table
            caption="Latest accounts, newest first"
            columns={accountColumns}
            rows={accounts.data.results}
            keyOf={({ id }) => id}
          />
        ) : (
          <TableWaiting rows={SHOWN} what="accounts" />
        )}
      </div>
    </Section>
  );
}
