import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useApi } from '../app/api.tsx';
import { Action } from '../ui/action.tsx';
import { Command } from '../ui/command.tsx';
import { fieldError } from '../ui/explain.ts';
import { checkJson, formatJson, mayHaveLostDigits } from '../ui/json/check.ts';
import { JsonField } from '../ui/json/json-field.tsx';
import { Section } from '../ui/page.tsx';
import { Problem } from '../ui/problem.tsx';
import { useToast } from '../ui/toasts.tsx';
import type { User } from './user.ts';

/** The caller's own data about a user: to read, copy and replace. */
export function Metadata({ user }: { user: User }) {
  const [editing, setEditing] = useState(false);
  const inexact = mayHaveLostDigits(user.external_metadata);
  return (
    <Section
      title="Metadata"
      action={
        editing ? null : (
          <Action
            variant="default"
            size="xs"
            onClick={() => setEditing(true)}
            reason={inexact ? 'It holds a number that a browser cannot keep exactly.' : undefined}
          >
            Edit
          </Action>
        )
      }
    >
      {inexact ? <InexactNote /> : null}
      {editing ? (
        <MetadataForm user={user} close={() => setEditing(false)} />
      ) : (
        <Command text={formatJson(user.external_metadata)} what="metadata" />
      )}
    </Section>
  );
}

function InexactNote() {
  return (
    <div className="note" data-tone="warn">
      <TriangleAlert size={16} strokeWidth={1.5} aria-hidden="true" />
      <p>
        The metadata holds a number with more digits than a browser can keep. The server has it
        exactly; read and change it over the REST API.
      </p>
    </div>
  );
}

function MetadataForm({ user, close }: { user: User; close(): void }) {
  const api = useApi();
  const queryClient = useQueryClient();
  const say = useToast();
  const [text, setText] = useState(() => formatJson(user.external_metadata));
  const save = useMutation(
    api.users.update.mutationOptions({
      onSuccess(updated) {
        queryClient.setQueryData(api.users.get.queryKey({ id: user.id }), updated);
        void queryClient.invalidateQueries({ queryKey: api.users.list.pathKey() });
        say('Metadata saved.');
        close();
      },
    }),
  );
  const checked = checkJson(text);
  const refused = fieldError(save.error, 'external_metadata');
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (checked.ok) save.mutate({ id: user.id, external_metadata: checked.value });
  };
  return (
    <form className="form" onSubmit={send}>
      {save.error && !refused ? <Problem error={save.error} /> : null}
      <JsonField
        label="Metadata as JSON"
        description="Replaces the whole value."
        text={text}
        change={setText}
        error={refused}
      />
      <div className="form-end">
        <Button variant="default" onClick={close}>
          Cancel
        </Button>
        <Button type="submit" loading={save.isPending} disabled={!checked.ok}>
          Save metadata
        </Button>
      </div>
    </form>
  );
}
