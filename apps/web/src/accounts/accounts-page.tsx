import type { Account } from '@intarsia/domain';
import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Outlet, useMatch } from '@tanstack/react-router';
import { Plug } from 'lucide-react';
import { useState } from 'react';
import { useApi } from '../app/api.tsx';
import type { AccountsSearch } from '../app/search.ts';
import { ConnectAccount } from '../sandbox/connect-account.tsx';
import { useEnvironment } from '../shell/environment.tsx';
import { Action } from '../ui/action.tsx';
import { count } from '../ui/numbers.ts';
import { Problem } from '../ui/problem.tsx';
import { ListHead, Split } from '../ui/split.tsx';
import { TableWaiting } from '../ui/table.tsx';
import { AccountFilters } from './account-filters.tsx';
import { AccountsTable } from './accounts-table.tsx';
import { NoAccounts } from './no-accounts.tsx';
import { paceOf } from './states.ts';
import './accounts.css';

const route = getRouteApi('/in/$environment/accounts');
const PAGE = 50;

/** Every account in the environment: filters, pages, and one account beside the list. */
export function AccountsPage() {
  const open = useMatch({ from: '/in/$environment/accounts/$id', shouldThrow: false });
  const [connecting, setConnecting] = useState(false);
  const { user } = route.useSearch();
  return (
    <>
      <Split
        open={open !== undefined}
        roomy
        list={<AccountsList selected={open?.params.id} connect={() => setConnecting(true)} />}
        detail={<Outlet />}
      />
      <ConnectAccount opened={connecting} close={() => setConnecting(false)} user={user} />
    </>
  );
}

function AccountsList({ selected, connect }: { selected: string | undefined; connect(): void }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { kind } = useEnvironment();
  const api = useApi();
  const accounts = useQuery(
    api.accounts.browse.queryOptions(
      { ...search, limit: PAGE },
      {
        placeholderData: keepPreviousData,
        refetchInterval: ({ state }) => quickest(state.data?.results),
      },
    ),
  );
  const filter = (changed: AccountsSearch) =>
    void navigate({ to: '.', search: changed, replace: true });
  const filtered = search.user !== undefined || search.status !== undefined;

  return (
    <>
      <ListHead
        title="Accounts"
        beside={selected !== undefined}
        count={accounts.data && count(accounts.data.count)}
        action={
          kind === 'sandbox' ? (
            <Action
              onClick={connect}
              variant={selected === undefined ? 'filled' : 'default'}
              leftSection={<Plug size={16} strokeWidth={1.5} />}
            >
              Connect account
            </Action>
          ) : null
        }
      />
      <AccountFilters search={search} filter={filter} />
      {accounts.error ? (
        <Problem error={accounts.error} retry={() => void accounts.refetch()} />
      ) : null}
      {accounts.error && search.cursor !== undefined ? (
        <Button variant="default" onClick={() => filter({})}>
          Go to the first page
        </Button>
      ) : null}
      {accounts.isPending ? <TableWaiting what="accounts" /> : null}
      {accounts.data?.results.length === 0 ? (
        <NoAccounts filtered={filtered} connect={connect} clear={() => filter({})} />
      ) : null}
      {accounts.data && accounts.data.results.length > 0 ? (
        <AccountsTable
          page={accounts.data}
          stale={accounts.isPlaceholderData}
          selected={selected}
        />
      ) : null}
    </>
  );
}

/** As often as the account that moves most. */
function quickest(accounts: readonly Account[] = []): number {
  return Math.min(paceOf(undefined), ...accounts.map(paceOf));
}
