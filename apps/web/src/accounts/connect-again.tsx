import type { Account } from '@intarsia/domain';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useInstanceApi } from '../app/api.tsx';
import { ConnectAccount } from '../sandbox/connect-account.tsx';
import { useEnvironment } from '../shell/environment.tsx';
import { Action } from '../ui/action.tsx';

/** Submits a login for an account once more: the same one reconnects it. In the sandbox only. */
export function ConnectAgain({ account }: { account: Account }) {
  const { kind } = useEnvironment();
  const api = useInstanceApi();
  const [opened, setOpened] = useState(false);
  const item = useQuery(
    api.linkItems.get.queryOptions(
      { id: account.link_item },
      { staleTime: Number.POSITIVE_INFINITY },
    ),
  );
  if (kind === 'live' || account.connection.status !== 'error' || !item.data) return null;
  return (
    <>
      <Action onClick={() => setOpened(true)}>Connect again</Action>
      <ConnectAccount
        opened={opened}
        close={() => setOpened(false)}
        user={account.user}
        item={item.data}
      />
    </>
  );
}
