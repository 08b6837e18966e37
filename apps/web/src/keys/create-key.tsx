import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useApi } from '../app/api.tsx';
import { useEnvironment } from '../shell/environment.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { fieldError } from '../ui/explain.ts';
import { Problem } from '../ui/problem.tsx';
import { NewSecret } from './new-secret.tsx';

/** Makes a key and shows its secret once. */
export function CreateKey({ opened, close }: { opened: boolean; close(): void }) {
  const { kind } = useEnvironment();
  const api = useApi();
  const queryClient = useQueryClient();
  const create = useMutation(
    api.keys.create.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: api.keys.pathKey() }),
    }),
  );
  const end = () => {
    close();
    // The secret leaves the memory of the page with the dialog.
    create.reset();
  };
  return (
    <Dialog
      title={create.data ? `${create.data.name}: your new key` : `Create a ${kind} key`}
      opened={opened}
      close={end}
      firm={create.data !== undefined}
    >
      {create.data ? (
        <NewSecret created={create.data} done={end} />
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
        description="To tell it from others: who uses it, and where."
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
          Create key
        </Button>
      </div>
    </form>
  );
}
