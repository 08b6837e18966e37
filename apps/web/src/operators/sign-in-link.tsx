import type { Operator } from '@intarsia/domain';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useInstanceApi } from '../app/api.tsx';
import { Command } from '../ui/command.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { fieldError, namesFields } from '../ui/explain.ts';
import { Moment } from '../ui/moment.tsx';
import { Problem } from '../ui/problem.tsx';
import { oneOf } from '../url/search.ts';

const roles = ['viewer', 'admin'] as const;

/** Makes a link that signs somebody in once: for an operator, or for somebody new. */
export function SignInLink(props: { opened: boolean; close(): void; operator?: Operator }) {
  const { opened, close, operator } = props;
  const api = useInstanceApi();
  const queryClient = useQueryClient();
  const make = useMutation(
    api.operators.signInLink.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: api.operators.pathKey() }),
    }),
  );
  const end = () => {
    close();
    make.reset();
  };
  return (
    <Dialog
      title={operator ? `Sign-in link for ${operator.email}` : 'Invite an operator'}
      opened={opened}
      close={end}
      firm={make.data !== undefined}
    >
      {make.data ? (
        <MadeLink url={make.data.url} expires_at={make.data.expires_at} done={end} />
      ) : (
        <LinkForm
          operator={operator}
          busy={make.isPending}
          error={make.error}
          cancel={end}
          submit={(input) => make.mutate(input)}
        />
      )}
    </Dialog>
  );
}

function MadeLink(props: { url: string; expires_at: string; done(): void }) {
  return (
    <div className="form" role="status">
      <p>
        Hand it over in private: whoever opens it first is signed in. It works once and ends{' '}
        <Moment at={props.expires_at} wall />.
      </p>
      <Command text={props.url} what="link" />
      <div className="form-end">
        <Button onClick={props.done}>Done</Button>
      </div>
    </div>
  );
}

function LinkForm(props: {
  operator: Operator | undefined;
  busy: boolean;
  error: unknown;
  cancel(): void;
  submit(input: { email: string; role?: 'viewer' | 'admin' }): void;
}) {
  const { operator, error } = props;
  const [who, setWho] = useState<Who>({ email: '', role: 'viewer' });
  const send = (event: FormEvent) => {
    event.preventDefault();
    props.submit(operator ? { email: operator.email } : who);
  };
  return (
    <form className="form" onSubmit={send}>
      {error && !namesFields(error, ['email', 'role']) ? <Problem error={error} /> : null}
      {operator ? (
        <p>
          It signs {operator.email} in without a password. Earlier links stay good until they end.
        </p>
      ) : (
        <WhoFields who={who} change={setWho} error={error} />
      )}
      <div className="form-end">
        <Button variant="default" onClick={props.cancel}>
          Cancel
        </Button>
        <Button type="submit" loading={props.busy}>
          Make the link
        </Button>
      </div>
    </form>
  );
}

interface Who {
  readonly email: string;
  readonly role: 'viewer' | 'admin';
}

function WhoFields(props: { who: Who; change(who: Who): void; error: unknown }) {
  const { who, change, error } = props;
  return (
    <>
      <TextInput
        label="E-mail"
        data-autofocus
        type="email"
        autoComplete="off"
        required
        withAsterisk={false}
        value={who.email}
        error={fieldError(error, 'email')}
        onChange={(event) => change({ ...who, email: event.currentTarget.value })}
      />
      <NativeSelect
        label="Role"
        value={who.role}
        error={fieldError(error, 'role')}
        onChange={(event) =>
          change({ ...who, role: oneOf(event.currentTarget.value, roles) ?? 'viewer' })
        }
        data={[
          { value: 'viewer', label: 'Viewer: reads everything, changes nothing' },
          { value: 'admin', label: 'Admin: may change everything' },
        ]}
      />
    </>
  );
}
