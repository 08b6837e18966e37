import { Button, PasswordInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useInstanceApi } from '../app/api.tsx';
import { useGoTo } from '../app/moves.tsx';
import { fieldError } from '../ui/explain.ts';
import { Problem } from '../ui/problem.tsx';
import { useToast } from '../ui/toasts.tsx';
import { Frame } from './frame.tsx';
import './session.css';

const route = getRouteApi('/in/password');
const SHORTEST = 12;

/** Sets the password to sign in with from now on. */
export function PasswordPage() {
  const { session } = route.useRouteContext();
  const { email, has_password } = session.operator;
  const { to } = route.useSearch();
  const goTo = useGoTo();
  return (
    <Frame title={has_password ? 'Change your password' : 'Set a password for next time'}>
      <p className="muted">
        {has_password
          ? 'Everywhere else you are signed in, you will be signed out.'
          : 'The link that brought you here works once. With a password you get in without one.'}
      </p>
      <PasswordForm
        email={email}
        done={() => void goTo(to)}
        skip={has_password ? 'Cancel' : 'Not now'}
      />
    </Frame>
  );
}

function PasswordForm(props: { email: string; done(): void; skip: string }) {
  const api = useInstanceApi();
  const queryClient = useQueryClient();
  const say = useToast();
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const save = useMutation(
    api.session.setPassword.mutationOptions({
      onSuccess(session) {
        queryClient.setQueryData(api.session.current.queryKey({}), session);
        say('Your password is set.');
        props.done();
      },
    }),
  );
  const short = [...password].length < SHORTEST;
  const refused = fieldError(save.error, 'password');
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!short) save.mutate({ password });
  };
  return (
    <form className="form" onSubmit={send} noValidate>
      {save.error && !refused ? <Problem error={save.error} /> : null}
      {/* Tells password managers whose password this is. */}
      <input
        className="sr-only"
        type="email"
        autoComplete="username"
        value={props.email}
        readOnly
        tabIndex={-1}
        aria-hidden="true"
      />
      <PasswordInput
        label="New password"
        description={`At least ${SHORTEST} characters. Long is better than complicated.`}
        autoComplete="new-password"
        value={password}
        error={tried && short ? `Must have at least ${SHORTEST} characters.` : refused}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Button type="submit" loading={save.isPending}>
        Set password
      </Button>
      <Button variant="subtle" onClick={props.done}>
        {props.skip}
      </Button>
    </form>
  );
}
