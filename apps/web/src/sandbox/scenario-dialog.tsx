import type { ListedScenario } from '@intarsia/domain';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../app/api.tsx';
import { Action } from '../ui/action.tsx';
import { Command } from '../ui/command.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Fact, Facts } from '../ui/facts.tsx';
import { Problem } from '../ui/problem.tsx';
import { useToast } from '../ui/toasts.tsx';
import { ConnectAccount } from './connect-account.tsx';

/** One scenario: its login, its text, and a way to try it or to remove it. */
export function ScenarioDialog(props: { scenario: ListedScenario | undefined; close(): void }) {
  const { scenario, close } = props;
  const [chosen, setChosen] = useState<ListedScenario>();
  const [doing, setDoing] = useState<'connect' | 'delete'>();
  const begin = (what: 'connect' | 'delete') => {
    close();
    setChosen(scenario);
    setDoing(what);
  };
  const login = chosen && {
    username: chosen.usernames[0] ?? chosen.name,
    password: chosen.password,
    mfa_code: '',
  };
  return (
    <>
      <Dialog
        title={scenario ? `Scenario ${scenario.name}` : 'Scenario'}
        opened={scenario !== undefined}
        close={close}
        wide
      >
        {scenario ? <ScenarioParts scenario={scenario} begin={begin} /> : null}
      </Dialog>
      <ConnectAccount
        opened={doing === 'connect'}
        close={() => setDoing(undefined)}
        login={login}
      />
      {chosen ? (
        <DeleteScenario
          name={chosen.name}
          opened={doing === 'delete'}
          close={() => setDoing(undefined)}
        />
      ) : null}
    </>
  );
}

function ScenarioParts(props: {
  scenario: ListedScenario;
  begin(what: 'connect' | 'delete'): void;
}) {
  const { name, description, usernames, password, link_items, origin } = props.scenario;
  const api = useApi();
  const file = useQuery(api.scenarios.get.queryOptions({ name }));
  return (
    <div className="form">
      <p>{description}</p>
      <Facts>
        <Fact name={usernames.length === 1 ? 'Login' : 'Logins'}>
          <code>{usernames.join(', ')}</code>
        </Fact>
        <Fact name="Password">
          <code>{password}</code>
        </Fact>
        <Fact name="Link items">{link_items?.join(', ') ?? 'All that take a login'}</Fact>
      </Facts>
      {file.error ? <Problem error={file.error} /> : null}
      {file.data ? <Command text={file.data.source} what="scenario" /> : null}
      <div className="form-end">
        <Action
          variant="default"
          reason={
            origin === 'environment'
              ? undefined
              : 'It was not added here. Add one of its name to replace it.'
          }
          onClick={() => props.begin('delete')}
        >
          Delete
        </Action>
        <Action onClick={() => props.begin('connect')}>Connect with it</Action>
      </div>
    </div>
  );
}

function DeleteScenario(props: { name: string; opened: boolean; close(): void }) {
  const { name, opened, close } = props;
  const api = useApi();
  const queryClient = useQueryClient();
  const say = useToast();
  const remove = useMutation(
    api.scenarios.delete.mutationOptions({
      onSuccess() {
        close();
        say('Scenario deleted.');
        void queryClient.invalidateQueries({ queryKey: api.scenarios.pathKey() });
      },
    }),
  );
  return (
    <Confirm
      title={`Delete scenario ${name}`}
      opened={opened}
      close={close}
      action="Delete scenario"
      confirm={() => remove.mutate({ name })}
      busy={remove.isPending}
      error={remove.error}
    >
      <p>
        Logins that have begun keep the scenario that they began with. One of the same name that it
        replaced counts again.
      </p>
    </Confirm>
  );
}
