import type { Client } from '@intarsia/domain';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useInstanceApi } from '../app/api.tsx';
import { Action } from '../ui/action.tsx';
import { fieldError } from '../ui/explain.ts';
import { Problem } from '../ui/problem.tsx';
import { useToast } from '../ui/toasts.tsx';
import { changesOf, draftOf } from './settings.ts';
import { SettingsFields } from './settings-fields.tsx';

/** How user tokens of this client are made, and whether it switches pay. */
export function ClientSettingsForm({ client }: { client: Client }) {
  const [draft, setDraft] = useState(() => draftOf(client.settings));
  const save = useSave();
  const changes = changesOf(draft, client.settings);
  const unchanged = changes && Object.keys(changes).length === 0;
  const errorOf = (name: string) => fieldError(save.error, `settings.${name}`);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (changes && !unchanged) save.mutate({ id: client.id, settings: changes });
  };
  return (
    <form className="form settings" onSubmit={send}>
      {save.error && !Object.keys(draft).some(errorOf) ? <Problem error={save.error} /> : null}
      <SettingsFields
        draft={draft}
        errorOf={errorOf}
        change={(part) => setDraft((current) => ({ ...current, ...part }))}
      />
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
