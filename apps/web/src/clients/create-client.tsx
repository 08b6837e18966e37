import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useInstanceApi } from '../app/api.tsx';
import { NewSecret } from '../keys/new-secret.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { fieldError } from '../ui/explain.ts';
import { Problem } from '../ui/problem.tsx';

const route = getRouteApi('/in/$environment');

/** Makes a client with its two environments, and shows its first sandbox key once. */
export function CreateClient({ opened, close }: { opened: boolean; close(): void }) {
  const api = useInstanceApi();
  const queryClient = useQueryClient();
  const navigate = route.useNavigate();
  const create = useMutation(
    api.clients.create.mutationOptions({
      async onSuccess() {
        await queryClient.invalidateQueries({ queryKey: api.pathKey() });
      },
    }),
  );
  const end = () => {
    const made = create.data;
    close();
    create.reset();
    if (!made) return;
    const environment = made.environments.sandbox.id;
    void navigate({ to: '/$environment', params: { environment } });
  };
  return (
    <Dialog
      title={create.data ? `${create.data.name}: its first sandbox key` : 'Create a client'}
      opened={opened}
      close={end}
      firm={create.data !== undefined}
    >
      {create.data ? (
        <NewSecret created={create.data.api_key} done={end} />
      ) : (
        <NameForm
          busy={create.isPending}
          error={create.error}
          cancel={end}
          submit={(name) => create.mutate({ name })}
        />
      )}
    </Dialog>
  );
}

function NameForm(props: {
  busy: boolean;
  error: unknown;
  cancel(): void;
  submit(name: string): void;
}) {
  const [name, setName] = useState('');
  const refused = fieldError(props.error, 'name');
  const send = (event: FormEvent) => {
    event.preventDefault();
    props.submit(name);
  };
  return (
    <form className="form" onSubmit={send}>
      {props.error && !refused ? <Problem error={props.error} /> : null}
      <TextInput
        label="Name"
        description="People read it in Link: it says who asks for their data."
        required
        withAsterisk={false}
        data-autofocus
        maxLength={100}
        value={name}
        error={refused}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <div className="form-end">
        <Button variant="default" onClick={props.cancel}>
          Cancel
        </Button>
        <Button type="submit" loading={props.busy}>
          Create client
        </Button>
      </div>
    </form>
  );
}
