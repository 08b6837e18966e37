import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useInstanceApi } from '../app/api.tsx';
import { Command } from '../ui/command.tsx';
import { fieldError } from '../ui/explain.ts';
import { Problem } from '../ui/problem.tsx';
import { Frame } from './frame.tsx';
import { useSignInToken } from './sign-in-token.ts';
import { useSignedIn } from './signed-in.ts';
import './session.css';

/** Signs in with a password, or by itself when the page was opened by a one-time link. */
export function SignInPage() {
  const api = useInstanceApi();
  const signedIn = useSignedIn();
  const redeem = useMutation(api.session.redeem.mutationOptions({ onSuccess: signedIn }));
  const signIn = useMutation(api.session.signIn.mutationOptions({ onSuccess: signedIn }));
  useSignInToken((token) => redeem.mutate({ token }));

  if (redeem.isPending) {
    return (
      <Frame title="Signing in">
        <p role="status" className="muted">
          The link is being checked…
        </p>
      </Frame>
    );
  }
  const failure = signIn.error ?? redeem.error;
  return (
    <Frame title="Sign in to the Console">
      {failure && !fieldError(failure, 'email') ? <Problem error={failure} /> : null}
      <PasswordForm
        busy={signIn.isPending}
        error={signIn.error}
        submit={(input) => signIn.mutate(input)}
      />
      <details className="sign-in-help">
        <summary>No password yet, or forgotten?</summary>
        <p className="muted">
          An admin can make you a sign-in link under Operators. On the machine that runs Intarsia,
          this makes one for the oldest admin:
        </p>
        <Command text="intarsia login-link" />
      </details>
    </Frame>
  );
}

function PasswordForm(props: {
  busy: boolean;
  error: unknown;
  submit(input: { email: string; password: string }): void;
}) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const send = (event: FormEvent) => {
    event.preventDefault();
    props.submit({ email, password });
  };
  return (
    <form className="form" onSubmit={send}>
      <TextInput
        label="E-mail"
        type="email"
        name="email"
        autoComplete="username"
        required
        withAsterisk={false}
        value={email}
        error={fieldError(props.error, 'email')}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <PasswordInput
        label="Password"
        name="password"
        autoComplete="current-password"
        required
        withAsterisk={false}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Button type="submit" loading={props.busy}>
        Sign in
      </Button>
    </form>
  );
}
