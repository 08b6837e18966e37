import { Button, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useApi } from '../app/api.tsx';
import { Action } from '../ui/action.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { fieldErrors } from '../ui/explain.ts';
import { Problem } from '../ui/problem.tsx';
import { useToast } from '../ui/toasts.tsx';

const example = `name: slow-login
description: The source takes a minute to accept the login.
connect:
  - wait: 1m
`;

/** Takes a scenario as it was written, and says line by line what is wrong with it. */
export function AddScenario({ opened, close }: { opened: boolean; close(): void }) {
  return (
    <Dialog title="Add a scenario" opened={opened} close={close} wide>
      <ScenarioForm close={close} />
    </Dialog>
  );
}

function ScenarioForm({ close }: { close(): void }) {
  const api = useApi();
  const queryClient = useQueryClient();
  const say = useToast();
  const [source, setSource] = useState(example);
  const put = useMutation(
    api.scenarios.put.mutationOptions({
      onSuccess({ name }) {
        void queryClient.invalidateQueries({ queryKey: api.scenarios.pathKey() });
        close();
        say(`Scenario ${name} saved.`);
      },
    }),
  );
  const send = (event: FormEvent) => {
    event.preventDefault();
    put.mutate({ source });
  };
  const faults = fieldErrors(put.error);
  return (
    <form className="form" onSubmit={send}>
      {put.error && faults.length === 0 ? <Problem error={put.error} /> : null}
      <Textarea
        className="json-field"
        label="Scenario"
        description="YAML or JSON. One of a name that is known here is replaced."
        data-autofocus
        rows={14}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        value={source}
        error={
          faults.length === 0 ? undefined : (
            <span className="lines" role="alert">
              {faults.map(({ field, text }) => (
                <span key={`${field} ${text}`}>
                  {text}
                  {field === 'source' ? null : (
                    <>
                      {' '}
                      (<code>{field}</code>)
                    </>
                  )}
                </span>
              ))}
            </span>
          )
        }
        onChange={(event) => setSource(event.currentTarget.value)}
      />
      <div className="form-end">
        <Button variant="default" onClick={close}>
          Cancel
        </Button>
        <Action type="submit" loading={put.isPending}>
          Save scenario
        </Action>
      </div>
    </form>
  );
}
