import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Plug } from 'lucide-react';
import { useState } from 'react';
import { live, useApi } from '../app/api.tsx';
import { Raw } from '../keys/raw.tsx';
import { ConnectAccount } from '../sandbox/connect-account.tsx';
import { useEnvironment } from '../shell/environment.tsx';
import { Action } from '../ui/action.tsx';
import { BackMark } from '../ui/back.tsx';
import { Detail } from '../ui/detail.tsx';
import { Fact, Facts } from '../ui/facts.tsx';
import { IdText } from '../ui/id.tsx';
import { shortId } from '../ui/ids.ts';
import { Moment } from '../ui/moment.tsx';
import { Problem } from '../ui/problem.tsx';
import { Waiting } from '../ui/waiting.tsx';
import { DeleteUser } from './delete-user.tsx';
import { Metadata } from './metadata.tsx';
import type { User } from './user.ts';
import { UserAccounts } from './user-accounts.tsx';
import { UserTokens } from './user-tokens.tsx';

const route = getRouteApi('/in/$environment/users/$id');

/** One person: metadata, accounts, tokens. */
export function UserPage() {
  const { id } = route.useParams();
  const api = useApi();
  const user = useQuery(
    api.users.get.queryOptions({ id }, { refetchInterval: live.refetchInterval }),
  );
  return (
    <Detail
      key={id}
      noun="User"
      name={shortId(id)}
      heading={<IdText id={id} what="user id" />}
      close={<BackLink />}
      actions={user.data ? <UserActions user={user.data} /> : null}
    >
      {user.isPending ? <Waiting lines={8} what="the user" /> : null}
      {user.error ? <Problem error={user.error} retry={() => void user.refetch()} /> : null}
      {user.data && !isGone(user.error) ? <UserParts user={user.data} /> : null}
    </Detail>
  );
}

/** A deleted user answers 404; what was known of the person is not shown any longer. */
function isGone(error: { data?: { httpStatus: number } | null | undefined } | null): boolean {
  return error?.data?.httpStatus === 404;
}

function UserParts({ user }: { user: User }) {
  return (
    <>
      <Facts>
        <Fact name="Created">
          <Moment at={user.created_at} />
        </Fact>
        <Fact name="Employers, current and past">{names(user.employers_connected)}</Fact>
        <Fact name="Link items, current and past">{names(user.data_providers_connected)}</Fact>
      </Facts>
      <UserAccounts user={user.id} />
      <Metadata user={user} />
      <UserTokens user={user.id} />
      <Raw value={user} path={`/v1/users/${user.id}`} />
    </>
  );
}

function names(all: readonly string[]) {
  return all.length === 0 ? <span className="muted">none yet</span> : all.join(', ');
}

function UserActions({ user }: { user: User }) {
  const { kind } = useEnvironment();
  const [shown, show] = useState<'connect' | 'delete'>();
  const close = () => show(undefined);
  return (
    <>
      <Action variant="default" onClick={() => show('delete')}>
        Delete
      </Action>
      {kind === 'sandbox' ? (
        <Action leftSection={<Plug size={16} strokeWidth={1.5} />} onClick={() => show('connect')}>
          Connect account
        </Action>
      ) : null}
      <ConnectAccount opened={shown === 'connect'} close={close} user={user.id} />
      <DeleteUser opened={shown === 'delete'} close={close} user={user.id} />
    </>
  );
}

function BackLink() {
  const { environment } = route.useParams();
  return (
    <Link to="/$environment/users" params={{ environment }} search className="detail-link">
      <BackMark list="Users" />
    </Link>
  );
}
