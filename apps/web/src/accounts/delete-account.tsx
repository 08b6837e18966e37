import type { Account } from '@intarsia/domain';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useApi } from '../app/api.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { shortId } from '../ui/ids.ts';
import { useToast } from '../ui/toasts.tsx';

const route = getRouteApi('/in/$environment/accounts/$id');

/** Erases one account, after naming what goes. */
export function DeleteAccount(props: { account: Account; opened: boolean; close(): void }) {
  const { account, opened, close } = props;
  const api = useApi();
  const queryClient = useQueryClient();
  const navigate = route.useNavigate();
  const say = useToast();
  const remove = useMutation(
    api.accounts.delete.mutationOptions({
      async onSuccess() {
        close();
        say('Account deleted.');
        await navigate({ to: '/$environment/accounts', search: true });
        queryClient.removeQueries({ queryKey: api.accounts.get.queryKey({ id: account.id }) });
        void queryClient.invalidateQueries({ queryKey: api.pathKey() });
      },
    }),
  );
  return (
    <Confirm
      title={`Delete account ${shortId(account.id)}`}
      opened={opened}
      close={close}
      action="Delete account"
      confirm={() => remove.mutate({ id: account.id })}
      busy={remove.isPending}
      error={remove.error}
    >
      <p>This erases, for good:</p>
      <ul className="bullets">
        <li>
          the connection to <strong>{account.link_item}</strong> with its stored login
        </li>
        <li>everything that was read through it: {kindsOf(account)}</li>
      </ul>
      <p>
        The user stays. Your backend is told by <code>accounts.removed</code>.
      </p>
    </Confirm>
  );
}

function kindsOf({ availability }: Account): string {
  const kinds = Object.entries(availability)
    .filter(([, value]) => value)
    .map(([kind]) => kind.replace('_', ' '));
  return kinds.length === 0 ? 'nothing so far' : kinds.join(', ');
}
