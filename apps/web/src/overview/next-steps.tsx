import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useApi } from '../app/api.tsx';
import { ApiCommand } from '../keys/api-command.tsx';
import { useKeyId } from '../keys/usable-key.ts';
import { ConnectAccount } from '../sandbox/connect-account.tsx';
import { useEnvironment } from '../shell/environment.tsx';
import { Action } from '../ui/action.tsx';
import { diamond } from '../ui/lattice.tsx';
import { Section } from '../ui/page.tsx';
import { Waiting } from '../ui/waiting.tsx';
import { CreateUser } from '../users/create-user.tsx';
import type { CountsOutput } from './counts.tsx';

/** What to do next: from an empty environment to the first data, each step with its command and its click. */
export function NextSteps({ counts }: { counts: CountsOutput | undefined }) {
  const { kind } = useEnvironment();
  const keyId = useKeyId();
  const [shown, show] = useState<'user' | 'account'>();
  const close = () => show(undefined);
  if (!counts) {
    return (
      <Section title="Next">
        <Waiting lines={6} what="what is next" />
      </Section>
    );
  }

  const done = {
    key: keyId !== null,
    user: counts.users > 0,
    account: counts.accounts.total > 0,
  };
  return (
    <Section title={Object.values(done).every(Boolean) ? 'From your terminal' : 'Next'}>
      <ol className="steps">
        {done.key ? null : <KeyStep />}
        {done.user ? null : (
          <Step title="Create a user" now={done.key}>
            <p className="muted">
              A user is a person whose accounts are connected.
              {done.key ? ' curl asks for the secret of the key.' : null}
            </p>
            {done.key ? <ApiCommand method="POST" path="/v1/users" /> : null}
            <Action variant="default" onClick={() => show('user')}>
              Create user here
            </Action>
          </Step>
        )}
        {done.account ? (
          <ReadStep />
        ) : (
          <AccountStep kind={kind} connect={() => show('account')} now={done.user} />
        )}
      </ol>
      <CreateUser opened={shown === 'user'} close={close} />
      <ConnectAccount opened={shown === 'account'} close={close} />
    </Section>
  );
}

function KeyStep() {
  const { id: environment } = useEnvironment();
  return (
    <Step title="Create an API key" now>
      <p className="muted">Your backend calls the API with a key of this environment.</p>
      <Link to="/$environment/keys" params={{ environment }}>
        Go to API keys
      </Link>
    </Step>
  );
}

function AccountStep(props: { kind: 'sandbox' | 'live'; now: boolean; connect(): void }) {
  const user = useNewestUser();
  if (props.kind === 'live') {
    return (
      <Step title="Let a person connect an account" now={props.now}>
        <p className="muted">
          Open Link on your page with a user token, which you create on the user’s page or over the
          API.
        </p>
        {user === undefined ? null : (
          <ApiCommand method="POST" path="/v1/user-tokens" body={{ user }} />
        )}
      </Step>
    );
  }
  return (
    <Step title="Connect a sandbox account" now={props.now}>
      <p className="muted">It logs in, connects, and fills with data within seconds.</p>
      <ApiCommand
        method="POST"
        path="/v1/sandbox/accounts"
        body={{
          ...(user === undefined ? {} : { user }),
          link_item: 'warpride',
          username: 'test_1',
          password: 'passgood',
        }}
      />
      <Action variant="default" onClick={props.connect}>
        Connect account here
      </Action>
    </Step>
  );
}

function ReadStep() {
  const user = useNewestUser();
  return (
    <Step title="Read what is there" now>
      <ApiCommand path={`/v1/accounts${user === undefined ? '' : `?user=${user}`}`} />
      <p className="muted">
        Every call is in the <a href="/docs">API reference</a>.
      </p>
    </Step>
  );
}

function useNewestUser(): string | undefined {
  const api = useApi();
  const users = useQuery(api.users.list.queryOptions({ limit: 1 }));
  return users.data?.results[0]?.id;
}

function Step({ title, now, children }: { title: string; now: boolean; children: ReactNode }) {
  return (
    <li className="step" data-now={now || undefined}>
      <svg width="18" height="24" viewBox="0 0 18 24" aria-hidden="true">
        <path d={diamond(9, 12, 15, 21)} />
      </svg>
      <div>
        <h3>{title}</h3>
        {children}
      </div>
    </li>
  );
}
