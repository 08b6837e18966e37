import type { Account, ConnectionErrorCode, PayDistributionErrorCode } from '@intarsia/domain';
import { connectionErrors, payDistributionErrors } from '@intarsia/domain';
import { NativeSelect } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useApi } from '../app/api.tsx';
import { useEnvironment } from '../shell/environment.tsx';
import { Action } from '../ui/action.tsx';
import { Section } from '../ui/page.tsx';
import { Problem } from '../ui/problem.tsx';
import { useToast } from '../ui/toasts.tsx';
import { connectionStates, paySteps } from './states.ts';

/** Brings connection and deposit switch of a sandbox account into any state, by their legal path. */
export function StateControl({ account }: { account: Account }) {
  const { kind } = useEnvironment();
  if (kind === 'live') return null;
  return (
    <Section title="Set a state">
      <div className="panel controls">
        <ConnectionControl account={account} />
        <PayControl account={account} />
      </div>
    </Section>
  );
}

const statuses = ['connected', 'connecting', 'error'] as const;
const connectionChoices = statuses.map((value) => ({
  value,
  label: connectionStates[value].word,
}));

// Safe: each table has exactly its codes as keys.
const connectionCodes = Object.keys(connectionErrors).sort() as ConnectionErrorCode[];
const payCodes = Object.keys(payDistributionErrors).sort() as PayDistributionErrorCode[];

function ConnectionControl({ account: { id } }: { account: Account }) {
  const api = useApi();
  const say = useSaved();
  const set = useMutation(api.sandbox.setConnection.mutationOptions({ onSuccess: say }));
  return (
    <ControlForm
      label="Connection"
      choices={connectionChoices}
      codes={connectionCodes}
      busy={set.isPending}
      error={set.error}
      set={(status, error_code) => set.mutate({ id, status, error_code })}
    />
  );
}

const payChoices = [
  ...paySteps.map(({ status, word }) => ({ value: status, label: word })),
  { value: 'error' as const, label: 'Error' },
];

function PayControl({ account: { id } }: { account: Account }) {
  const api = useApi();
  const say = useSaved();
  const set = useMutation(api.sandbox.setPayDistribution.mutationOptions({ onSuccess: say }));
  return (
    <ControlForm
      label="Pay distribution"
      choices={payChoices}
      codes={payCodes}
      busy={set.isPending}
      error={set.error}
      set={(status, error_code) => set.mutate({ id, status, error_code })}
    />
  );
}

/** Asks for the account as it is now, and says that it changed. */
function useSaved() {
  const api = useApi();
  const queryClient = useQueryClient();
  const say = useToast();
  return () => {
    void queryClient.invalidateQueries({ queryKey: api.accounts.pathKey() });
    say('State set.');
  };
}

function ControlForm<Status extends string, Code extends string>(props: {
  label: string;
  choices: readonly { readonly value: Status; readonly label: string }[];
  codes: readonly Code[];
  busy: boolean;
  error: unknown;
  set(status: Status, error_code: Code | null): void;
}) {
  const { label, choices, codes } = props;
  const [status, setStatus] = useState(choices[0]?.value);
  const [code, setCode] = useState(codes[0]);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (status !== undefined) props.set(status, status === 'error' ? (code ?? null) : null);
  };
  return (
    <form className="control" onSubmit={send} aria-label={`Set ${label.toLowerCase()}`}>
      <NativeSelect
        label={label}
        data={[...choices]}
        value={status ?? ''}
        onChange={({ currentTarget: { value } }) =>
          setStatus(choices.find((choice) => choice.value === value)?.value)
        }
      />
      {status === 'error' ? (
        <NativeSelect
          label="Error code"
          data={[...codes]}
          value={code ?? ''}
          onChange={({ currentTarget: { value } }) => setCode(codes.find((each) => each === value))}
        />
      ) : null}
      <Action type="submit" variant="default" loading={props.busy}>
        Set
      </Action>
      {props.error ? <Problem error={props.error} /> : null}
    </form>
  );
}
