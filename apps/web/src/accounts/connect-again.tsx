import type { Account } from '@intarsia/domain';
import { useState } from 'react';
import { ConnectAccount } from '../sandbox/connect-account.tsx';
import { useEnvironment } from '../shell/environment.tsx';
import { Action } from '../ui/action.tsx';
import { useItem } from './use-item.ts';

/** Submits a login for an account once more: the same one reconnects it. In the sandbox only. */
export function ConnectAgain({ account }: { account: Account }) {
  const { kind } = useEnvironment();
  const [opened, setOpened] = useState(false);
  const item = useItem(account);
  if (kind === 'live' || account.connection.status !== 'error' || !item) return null;
  return (
    <>
      <Action onClick={() => setOpened(true)}>Connect again</Action>
      <ConnectAccount
        opened={opened}
        close={() => setOpened(false)}
        user={account.user}
        item={item}
      />
    </>
  );
}
