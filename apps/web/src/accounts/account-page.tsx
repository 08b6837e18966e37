import type { Account } from '@intarsia/domain';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, Outlet } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi } from '../app/api.tsx';
import { accountsSearch } from '../app/search.ts';
import { LinkItemName } from '../link-items/link-item-name.tsx';
import { Action } from '../ui/action.tsx';
import { BackMark } from '../ui/back.tsx';
import { Detail } from '../ui/detail.tsx';
import { shortId } from '../ui/ids.ts';
import { Problem } from '../ui/problem.tsx';
import { Waiting } from '../ui/waiting.tsx';
import { AccountProvider } from './account-context.tsx';
import { AccountTabs } from './account-tabs.tsx';
import { ConnectAgain } from './connect-again.tsx';
import { ConnectionState } from './connection-state.tsx';
import { DeleteAccount } from './delete-account.tsx';
import { paceOf } from './states.ts';
import { useItem } from './use-item.ts';

const route = getRouteApi('/in/$environment/accounts/$id');

/** One account: how it stands and all that was read through it, each kind under an address of its own. */
export function AccountPage() {
  const { id } = route.useParams();
  const api = useApi();
  const account = useQuery(
    api.accounts.get.queryOptions({ id }, { refetchInterval: ({ state }) => paceOf(state.data) }),
  );
  const gone = account.error?.data?.httpStatus === 404;
  const known = gone ? undefined : account.data;
  return (
    <Detail
      key={id}
      noun="Account"
      name={shortId(id)}
      wide
      heading={known ? <LinkItemName id={known.link_item} /> : 'Account'}
      beside={known ? <Standing account={known} /> : null}
      close={<BackLink />}
      actions={known ? <AccountActions account={known} /> : null}
    >
      {account.isPending ? <Waiting lines={10} what="the account" /> : null}
      {account.error ? (
        <Problem error={account.error} retry={() => void account.refetch()} />
      ) : null}
      {known ? (
        <AccountProvider value={known}>
          <AccountTabs />
          <Outlet />
        </AccountProvider>
      ) : null}
    </Detail>
  );
}

/** How the connection stands, for an account that has one: those that take forms do not. */
function Standing({ account }: { account: Account }) {
  const item = useItem(account);
  if (item?.type === 'documents') return null;
  return <ConnectionState status={account.connection.status} />;
}

function AccountActions({ account }: { account: Account }) {
  const [deleting, setDeleting] = useState(false);
  return (
    <>
      <Action variant="default" onClick={() => setDeleting(true)}>
        Delete
      </Action>
      <ConnectAgain account={account} />
      <DeleteAccount account={account} opened={deleting} close={() => setDeleting(false)} />
    </>
  );
}

function BackLink() {
  const { environment } = route.useParams();
  return (
    <Link
      to="/$environment/accounts"
      params={{ environment }}
      search={accountsSearch}
      className="detail-link"
    >
      <BackMark list="Accounts" />
    </Link>
  );
}
