import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useApi } from '../app/api.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { fieldError } from '../ui/explain.ts';
import { checkJson } from '../ui/json/check.ts';
import { JsonField } from '../ui/json/json-field.tsx';
import { Problem } from '../ui/problem.tsx';
import { useToast } from '../ui/toasts.tsx';

const route = getRouteApi('/in/$environment');

/** Creates a user, with metadata if there is any, and goes to it. */
export function CreateUser({ opened, close }: { opened: boolean; close(): void }) {
  return (
    <Dialog title="Create user" opened={opened} close={close}>
      <CreateUserForm close={close} />
    </Dialog>
  );
}

function CreateUserForm({ close }: { close(): void }) {
  const api = useApi();
  const queryClient = useQueryClient();
  const navigate = route.useNavigate();
  const say = useToast();
  const [text, setText] = useState('');
  const create = useMutation(
    api.users.create.mutationOptions({
      async onSuccess({ id }) {
        close();
        say('User created.');
        void queryClient.invalidateQueries({ queryKey: api.users.pathKey() });
        await navigate({ to: '/$environment/users/$id', params: (all) => ({ ...all, id }) });
      },
    }),
  );
  const metadata = text.trim() === '' ? undefined : checkJson(text);
  const refused = fieldError(create.error, 'external_metadata');
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (metadata === undefined) create.mutate({});
    else if (metadata.ok) create.mutate({ external_metadata: metadata.value });
  };
  return (
    <form className="form" onSubmit={send}>
      {create.error && !refused ? <Problem error={create.error} /> : null}
      <JsonField
        label="Metadata (optional)"
        description="Any JSON value: your own ids, a group, whatever helps to find the user again."
        text={text}
        change={setText}
        optional
        error={refused}
      />
      <div className="form-end">
        <Button variant="default" onClick={close}>
          Cancel
        </Button>
        <Button type="submit" loading={create.isPending} disabled={metadata?.ok === false}>
          Create user
        </Button>
      </div>
    </form>
  );
}
