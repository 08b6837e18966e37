import type { LinkItem } from '@intarsia/domain';
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useApi } from '../app/api.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { fieldError, namesFields } from '../ui/explain.ts';
import { shortId } from '../ui/ids.ts';
import { Problem } from '../ui/problem.tsx';
import { useToast } from '../ui/toasts.tsx';
import { ItemPicker } from './item-picker.tsx';
import { LoginFields } from './login-fields.tsx';
import { changedLogin, firstLogin, type Login } from './logins.ts';
import './sandbox.css';

const route = getRouteApi('/in/$environment');

/** Connects an account in the sandbox, for a user or for a new one, and goes to it. */
export function ConnectAccount(props: {
  opened: boolean;
  close(): void;
  user?: string | undefined;
  item?: LinkItem;
  /** A login that is not one of the personas, such as that of a scenario. */
  login?: Login | undefined;
}) {
  return (
    <Dialog title="Connect a sandbox account" opened={props.opened} close={props.close} wide>
      <ConnectForm {...props} />
    </Dialog>
  );
}

const fields = ['link_item', 'username', 'password'];

function ConnectForm({
  close,
  user,
  item: given,
  login: first,
}: Parameters<typeof ConnectAccount>[0]) {
  const [item, setItem] = useState(given);
  const [login, setLogin] = useState(first ?? firstLogin);
  const connect = useConnect(close);
  const refused = fields.map((field) => fieldError(connect.error, field)).find(Boolean);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (item) connect.mutate(submission(item, login, user));
  };
  return (
    <form className="form" onSubmit={send}>
      {connect.error && !namesFields(connect.error, fields) ? (
        <Problem error={connect.error} />
      ) : null}
      {refused ? <p role="alert">{refused}</p> : null}
      <p className="muted">
        {user === undefined
          ? 'A new user is made for it.'
          : `For user ${shortId(user)}. The same login again reconnects the account it has.`}
      </p>
      {given ? null : <ItemPicker chosen={item} choose={setItem} />}
      {first ? (
        <p>
          Login <code>{first.username}</code>, password <code>{first.password}</code>
        </p>
      ) : (
        <LoginFields
          login={login}
          asksForCode={item?.has_two_fa === true}
          change={(part) => setLogin((current) => changedLogin(current, part))}
        />
      )}
      <div className="form-end">
        <Button variant="default" onClick={close}>
          Cancel
        </Button>
        <Button type="submit" loading={connect.isPending} disabled={!item}>
          {item ? `Connect ${item.name}` : 'Pick a link item'}
        </Button>
      </div>
    </form>
  );
}

/** What is sent: the code only where one is asked for, the user only when there is one. */
function submission(item: LinkItem, { mfa_code, ...credentials }: Login, user: string | undefined) {
  return {
    ...(user === undefined ? {} : { user }),
    link_item: item.id,
    ...credentials,
    ...(item.has_two_fa && mfa_code !== '' ? { mfa_code } : {}),
  };
}

function useConnect(close: () => void) {
  const api = useApi();
  const queryClient = useQueryClient();
  const navigate = route.useNavigate();
  const say = useToast();
  return useMutation(
    api.sandbox.connect.mutationOptions({
      async onSuccess(account) {
        queryClient.setQueryData(api.accounts.get.queryKey({ id: account.id }), account);
        void queryClient.invalidateQueries({ queryKey: api.accounts.pathKey() });
        close();
        say('Login submitted.');
        await navigate({
          to: '/$environment/accounts/$id',
          params: (all) => ({ ...all, id: account.id }),
        });
      },
    }),
  );
}
