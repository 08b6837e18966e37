import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { accountColumns } from '../accounts/columns.tsx';
import { live, useApi } from '../app/api.tsx';
import { ApiCommand } from '../keys/api-command.tsx';
import { useEnvironment } from '../shell/environment.tsx';
import { counted } from '../ui/numbers.ts';
import { Section } from '../ui/page.tsx';
import { Problem } from '../ui/problem.tsx';
import { Table } from '../ui/table.tsx';
import { Waiting } from '../ui/waiting.tsx';

const SHOWN = 25;

/** The accounts that a person has connected. */
export function UserAccounts({ user }: { user: string }) {
  const api = useApi();
  const accounts = useQuery(api.accounts.list.queryOptions({ user, limit: SHOWN }, live));
  return (
    <Section title="Accounts">
      {accounts.isPending ? <Waiting lines={2} what="accounts" /> : null}
      {accounts.error ? <Problem error={accounts.error} /> : null}
      {accounts.data?.count === 0 ? <NoAccounts user={user} /> : null}
      {accounts.data && accounts.data.count > 0 ? (
        <Table
          caption="Accounts of this user, newest first"
          columns={accountColumns.filter(({ name }) => name !== 'User')}
          rows={accounts.data.results}
          keyOf={({ id }) => id}
        />
      ) : null}
      {accounts.data?.next ? <MoreAccounts user={user} count={accounts.data.count} /> : null}
    </Section>
  );
}

function NoAccounts({ user }: { user: string }) {
  const { kind } = useEnvironment();
  if (kind === 'live') {
    return <p className="muted">None yet. The person connects accounts in Link.</p>;
  }
  return (
    <>
      <p className="muted">
        None yet. The button above connects one, and so does this command from a test suite.
      </p>
      <ApiCommand
        method="POST"
        path="/v1/sandbox/accounts"
        body={{ user, link_item: 'warpride', username: 'test_1', password: 'passgood' }}
      />
    </>
  );
}

function MoreAccounts({ user, count }: { user: string; count: number }) {
  const { id } = useEnvironment();
  return (
    <Link to="/$environment/accounts" params={{ environment: id }} search={{ user }}>
      Show all {counted(count, 'account')}
    </Link>
  );
}
