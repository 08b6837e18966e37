import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useApi } from '../app/api.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { shortId } from '../ui/ids.ts';
import { counted } from '../ui/numbers.ts';
import { useToast } from '../ui/toasts.tsx';

const route = getRouteApi('/in/$environment/users/$id');

/** Erases a user, after naming what goes and a typed confirmation. */
export function DeleteUser(props: { user: string; opened: boolean; close(): void }) {
  const { user, opened, close } = props;
  const api = useApi();
  const queryClient = useQueryClient();
  const navigate = route.useNavigate();
  const say = useToast();
  const accounts = useQuery(
    api.accounts.list.queryOptions({ user, limit: 25 }, { enabled: opened }),
  );
  const remove = useMutation(
    api.users.delete.mutationOptions({
      async onSuccess() {
        close();
        say('User deleted.');
        await navigate({ to: '/$environment/users', search: true });
        queryClient.removeQueries({ queryKey: api.users.get.queryKey({ id: user }) });
        void queryClient.invalidateQueries({ queryKey: api.pathKey() });
      },
    }),
  );
  return (
    <Confirm
      title={`Delete user ${shortId(user)}`}
      opened={opened}
      close={close}
      action="Delete user"
      confirm={() => remove.mutate({ id: user })}
      busy={remove.isPending}
      error={remove.error}
      word={user.slice(-6)}
    >
      <p>This erases everything about the person, for good:</p>
      <ul className="bullets">
        <li>
          {accounts.data ? counted(accounts.data.count, 'account') : 'all accounts'}
          {linkItems(accounts.data?.results)}, with the data read from them and their stored logins
        </li>
        <li>the metadata, and all user tokens</li>
        <li>the person’s data in events and kept answers</li>
      </ul>
      <p>Your backend is told by one accounts.removed event per account, and users.removed.</p>
    </Confirm>
  );
}

function linkItems(accounts: readonly { link_item: string }[] | undefined): string {
  const names = [...new Set(accounts?.map(({ link_item }) => link_item))];
  if (names.length === 0) return '';
  return ` (${names.slice(0, 5).join(', ')}${names.length > 5 ? ' …' : ''})`;
}
