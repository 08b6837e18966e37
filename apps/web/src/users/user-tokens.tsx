import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../app/api.tsx';
import { Action } from '../ui/action.tsx';
import { Command } from '../ui/command.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { Moment } from '../ui/moment.tsx';
import { Section } from '../ui/page.tsx';
import { Problem } from '../ui/problem.tsx';
import { useToast } from '../ui/toasts.tsx';
import { readClaims } from './claims.ts';

/** User tokens: what Link is opened with for this person. */
export function UserTokens({ user }: { user: string }) {
  const api = useApi();
  const create = useMutation(api.tokens.create.mutationOptions());
  const [revoking, setRevoking] = useState(false);
  return (
    <Section
      title="User tokens"
      action={
        <div className="detail-actions">
          <Action variant="default" size="xs" onClick={() => setRevoking(true)}>
            Revoke all
          </Action>
          <Action
            variant="default"
            size="xs"
            loading={create.isPending}
            onClick={() => create.mutate({ user })}
          >
            Create user token
          </Action>
        </div>
      }
    >
      {create.error ? <Problem error={create.error} /> : null}
      {create.data ? (
        <NewTokens {...create.data} />
      ) : (
        <p className="muted">
          Link is opened with a user token, which is good for this person’s data alone.
        </p>
      )}
      <RevokeAll
        user={user}
        opened={revoking}
        close={() => setRevoking(false)}
        done={() => create.reset()}
      />
    </Section>
  );
}

function NewTokens({ access, refresh }: { access: string; refresh: string }) {
  const { expires_at } = readClaims(access);
  return (
    <div className="form" role="status">
      <p className="muted">
        Shown until you leave this page.
        {expires_at ? (
          <>
            {' '}
            The access token ends <Moment at={expires_at} />.
          </>
        ) : null}
      </p>
      <div>
        <h3>Access, for Link</h3>
        <Command text={access} what="access token" />
      </div>
      <div>
        <h3>Refresh, for your backend</h3>
        <Command text={refresh} what="refresh token" />
      </div>
    </div>
  );
}

function RevokeAll(props: { user: string; opened: boolean; close(): void; done(): void }) {
  const api = useApi();
  const say = useToast();
  const revoke = useMutation(
    api.tokens.revoke.mutationOptions({
      onSuccess() {
        props.done();
        props.close();
        say('All user tokens are revoked.');
      },
    }),
  );
  return (
    <Confirm
      title="Revoke all user tokens"
      opened={props.opened}
      close={props.close}
      action="Revoke all tokens"
      confirm={() => revoke.mutate({ user: props.user })}
      busy={revoke.isPending}
      error={revoke.error}
    >
      <p>
        Every access and refresh token of this user stops working with the next request. Where Link
        is open for the person, it ends. Accounts stay connected.
      </p>
    </Confirm>
  );
}
