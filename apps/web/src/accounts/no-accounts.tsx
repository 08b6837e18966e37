import { Button } from '@mantine/core';
import { ApiCommand } from '../keys/api-command.tsx';
import { useEnvironment } from '../shell/environment.tsx';
import { Action } from '../ui/action.tsx';
import { Empty } from '../ui/empty.tsx';

/** There are no accounts, or none that fit the filters. */
export function NoAccounts(props: { filtered: boolean; connect(): void; clear(): void }) {
  const { kind } = useEnvironment();
  if (props.filtered) {
    return (
      <Empty title="No account fits these filters.">
        <Button variant="default" onClick={props.clear}>
          Clear the filters
        </Button>
      </Empty>
    );
  }
  if (kind === 'live') {
    return (
      <Empty title="Nobody has connected an account yet.">
        <p className="muted">
          People connect accounts in Link, which your page opens with a user token. Create a user,
          then a token on the user’s page.
        </p>
      </Empty>
    );
  }
  return (
    <Empty title="No account is connected yet.">
      <p className="muted">
        The sandbox has three personas and any number of generated ones. This command connects the
        first of them and makes the user too; so does the button.
      </p>
      <ApiCommand
        method="POST"
        path="/v1/sandbox/accounts"
        body={{ link_item: 'warpride', username: 'test_1', password: 'passgood' }}
      />
      <Action variant="default" onClick={props.connect}>
        Connect account
      </Action>
    </Empty>
  );
}
