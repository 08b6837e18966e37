import type { Account } from '@intarsia/domain';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi } from '../app/api.tsx';
import { Raw } from '../keys/raw.tsx';
import { LinkItemName } from '../link-items/link-item-name.tsx';
import { Action } from '../ui/action.tsx';
import { BackMark } from '../ui/back.tsx';
import { Detail } from '../ui/detail.tsx';
import { Fact, Facts } from '../ui/facts.tsx';
import { IdText } from '../ui/id.tsx';
import { shortId } from '../ui/ids.ts';
import { Moment } from '../ui/moment.tsx';
import { Problem } from '../ui/problem.tsx';
import { Waiting } from '../ui/waiting.tsx';
import { AvailabilityGrid } from './availability-grid.tsx';
import { UserLink } from './columns.tsx';
import { ConnectAgain } from './connect-again.tsx';
import { Connection } from './connection.tsx';
import { DeleteAccount } from './delete-account.tsx';
import { PayDistributionPart } from './pay-distribution.tsx';
import { isMoving } from './states.ts';

const route = getRouteApi('/in/$environment/accounts/$id');
/** How often an account is asked for while something is about to happen to it, and while nothing is. */
const MOVING = 800;
const RESTING = 3000;

/** One account: its connection, what data is there, its deposit switch. */
export function AccountPage() {
  const { id } = route.useParams();
  const api = useApi();
  const account = useQuery(
    api.accounts.get.queryOptions(
      { id },
      { refetchInterval: ({ state }) => (state.data && isMoving(state.data) ? MOVING : RESTING) },
    ),
  );
  const gone = account.error?.data?.httpStatus === 404;
  return (
    <Detail
      key={id}
      noun="Account"
      name={shortId(id)}
      heading={account.data ? <LinkItemName id={account.data.link_item} /> : 'Account'}
      close={<BackLink />}
      actions={account.data && !gone ? <AccountActions account={account.data} /> : null}
    >
      {account.isPending ? <Waiting lines={10} what="the account" /> : null}
      {account.error ? (
        <Problem error={account.error} retry={() => void account.refetch()} />
      ) : null}
      {account.data && !gone ? <AccountParts account={account.data} /> : null}
    </Detail>
  );
}

function AccountParts({ account }: { account: Account }) {
  return (
    <>
      <Connection account={account} />
      <Facts>
        <Fact name="Account id">
          <IdText id={account.id} what="account id" />
        </Fact>
        <Fact name="User">
          <UserLink id={account.user} />
        </Fact>
        <Fact name="Employers">
          {account.employers.join(', ') || <span className="muted">none known yet</span>}
        </Fact>
        <Fact name="Source">
          <code>{account.source}</code>
        </Fact>
        <Fact name="Created">
          <Moment at={account.created_at} />
        </Fact>
        <Fact name="Updated">
          <Moment at={account.updated_at} />
        </Fact>
        <Fact name="Was ever connected">{account.was_connected ? 'Yes' : 'No'}</Fact>
      </Facts>
      <AvailabilityGrid availability={account.availability} />
      <PayDistributionPart account={account} />
      <Raw value={account} path={`/v1/accounts/${account.id}`} />
    </>
  );
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
    <Link to="/$environment/accounts" params={{ environment }} search className="detail-link">
      <BackMark list="Accounts" />
    </Link>
  );
}
