import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { fieldError } from './explain.ts';
import { Problem } from './problem.tsx';

/** Asks for the name of something that is to be made. */
export function NameForm(props: {
  /** What the name is for. */
  description: string;
  /** What the button says: "Create key". */
  action: string;
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
        description={props.description}
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
          {props.action}
        </Button>
      </div>
    </form>
  );
}
