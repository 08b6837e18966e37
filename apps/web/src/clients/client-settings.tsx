import type { Client } from '@intarsia/domain';
import { NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useInstanceApi } from '../app/api.tsx';
import { useReadOnly } from '../session/operator.tsx';
import { Action } from '../ui/action.tsx';
import { fieldError } from '../ui/explain.ts';
import { Problem } from '../ui/problem.tsx';
import { duration } from '../ui/times.ts';
import { useToast } from '../ui/toasts.tsx';
import { oneOf } from '../url/search.ts';
import { changesOf, draftOf, type SettingsDraft, secondsFrom } from './settings.ts';

const algorithms = ['HS256', 'ES256', 'EdDSA'] as const;
const algorithmNotes = {
  HS256: 'HS256, a shared secret: only this server can verify',
  ES256: 'ES256, public keys at /.well-known/jwks.json',
  EdDSA: 'EdDSA, public keys at /.well-known/jwks.json',
};

/** How user tokens of this client are made, and whether it switches pay. */
export function ClientSettingsForm({ client }: { client: Client }) {
  const [draft, setDraft] = useState(() => draftOf(client.settings));
  const save = useSave();
  const readOnly = useReadOnly() !== undefined;
  const change = (part: Partial<SettingsDraft>) => setDraft((current) => ({ ...current, ...part }));
  const changes = changesOf(draft, client.settings);
  const unchanged = changes && Object.keys(changes).length === 0;
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (changes && !unchanged) save.mutate({ id: client.id, settings: changes });
  };
  const errorOf = (name: string) => fieldError(save.error, `settings.${name}`);
  return (
    <form className="form settings" onSubmit={send}>
      {save.error && !Object.keys(draft).some(errorOf) ? <Problem error={save.error} /> : null}
      <TextInput
        label="Issuer"
        description="The iss of every user token."
        value={draft.issuer}
        readOnly={readOnly}
        error={errorOf('issuer')}
        onChange={(event) => change({ issuer: event.currentTarget.value })}
      />
      <Lifetime
        label="Access token lifetime, in seconds"
        text={draft.access_token_lifetime}
        readOnly={readOnly}
        error={errorOf('access_token_lifetime')}
        change={(text) => change({ access_token_lifetime: text })}
      />
      <Lifetime
        label="Refresh token lifetime, in seconds"
        text={draft.refresh_token_lifetime}
        readOnly={readOnly}
        error={errorOf('refresh_token_lifetime')}
        change={(text) => change({ refresh_token_lifetime: text })}
      />
      <NativeSelect
        label="Signature"
        description="Choosing another one makes a new key. Tokens of the old one stay good until they end."
        value={draft.token_algorithm}
        disabled={readOnly}
        data={algorithms.map((value) => ({ value, label: algorithmNotes[value] }))}
        onChange={(event) =>
          change({ token_algorithm: oneOf(event.currentTarget.value, algorithms) ?? 'HS256' })
        }
      />
      <label className="check">
        <input
          type="checkbox"
          checked={draft.pay_distribution}
          disabled={readOnly}
          onChange={(event) => change({ pay_distribution: event.currentTarget.checked })}
        />
        <span>
          Pay distribution
          <span className="muted small">Off: accounts do not mention pay allocations.</span>
        </span>
      </label>
      <div className="form-end">
        <Action
          type="submit"
          loading={save.isPending}
          reason={unchanged ? 'Nothing is changed.' : undefined}
        >
          Save settings
        </Action>
      </div>
    </form>
  );
}

function Lifetime(props: {
  label: string;
  text: string;
  readOnly: boolean;
  error: string | undefined;
  change(text: string): void;
}) {
  const seconds = secondsFrom(props.text);
  return (
    <TextInput
      label={props.label}
      description={seconds === undefined ? ' ' : duration(seconds)}
      inputMode="numeric"
      value={props.text}
      readOnly={props.readOnly}
      error={seconds === undefined ? 'Write a whole number of seconds.' : props.error}
      onChange={(event) => props.change(event.currentTarget.value)}
    />
  );
}

function useSave() {
  const api = useInstanceApi();
  const queryClient = useQueryClient();
  const say = useToast();
  return useMutation(
    api.clients.update.mutationOptions({
      onSuccess(client) {
        queryClient.setQueryData(api.clients.get.queryKey({ id: client.id }), client);
        void queryClient.invalidateQueries({ queryKey: api.clients.list.pathKey() });
        say('Settings saved.');
      },
    }),
  );
}
