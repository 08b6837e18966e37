import { Button, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Dialog } from './dialog.tsx';
import { Problem } from './problem.tsx';

/** Asks before something is lost, and names what. `word` must be typed where much goes with it. */
export function Confirm(props: {
  title: string;
  opened: boolean;
  close(): void;
  /** What the button says: "Delete user". */
  action: string;
  confirm(): void;
  busy: boolean;
  error: unknown;
  word?: string;
  children: ReactNode;
}) {
  return (
    <Dialog title={props.title} opened={props.opened} close={props.close}>
      <ConfirmForm {...props} />
    </Dialog>
  );
}

function ConfirmForm(props: Parameters<typeof Confirm>[0]) {
  const { word } = props;
  const [typed, setTyped] = useState('');
  const [tried, setTried] = useState(false);
  const right = word === undefined || typed.trim() === word;
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (right) props.confirm();
  };
  return (
    <form className="form" onSubmit={send}>
      {props.children}
      {props.error ? <Problem error={props.error} /> : null}
      {word === undefined ? null : (
        <TextInput
          label={`Type ${word} to confirm`}
          data-autofocus
          autoComplete="off"
          spellCheck={false}
          value={typed}
          error={tried && !right ? `Type exactly ${word}.` : undefined}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
      <div className="form-end">
        <Button
          variant="default"
          onClick={props.close}
          {...(word === undefined ? { 'data-autofocus': true } : {})}
        >
          Cancel
        </Button>
        <Button type="submit" color="danger" loading={props.busy}>
          {props.action}
        </Button>
      </div>
    </form>
  );
}
