import type { ListedScenario } from '@intarsia/domain';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../app/api.tsx';
import { Action } from '../ui/action.tsx';
import { Section } from '../ui/page.tsx';
import { Problem } from '../ui/problem.tsx';
import { type Column, Table } from '../ui/table.tsx';
import { Waiting } from '../ui/waiting.tsx';
import { AddScenario } from './add-scenario.tsx';
import { ScenarioDialog } from './scenario-dialog.tsx';

/** Scripts of what logins do over time: those of this sandbox, of the server's folder, and shipped. */
export function ScenariosPart() {
  const api = useApi();
  const [adding, setAdding] = useState(false);
  const [shown, setShown] = useState<string>();
  const scenarios = useQuery(api.scenarios.list.queryOptions({}));
  return (
    <Section
      title="Scenarios"
      action={
        <Action variant="default" size="xs" onClick={() => setAdding(true)}>
          Add scenario
        </Action>
      }
    >
      <p className="muted">
        A scenario scripts what a login does: waits, questions, errors, a session that is lost
        later.
      </p>
      {scenarios.isPending ? <Waiting lines={6} what="scenarios" /> : null}
      {scenarios.error ? <Problem error={scenarios.error} /> : null}
      {scenarios.data ? (
        <div className="list-box">
          <Table
            caption="Scenarios by name"
            columns={columnsOf(setShown)}
            rows={scenarios.data.results}
            keyOf={({ name }) => name}
            selected={shown}
          />
        </div>
      ) : null}
      <AddScenario opened={adding} close={() => setAdding(false)} />
      <ScenarioDialog
        scenario={scenarios.data?.results.find(({ name }) => name === shown)}
        close={() => setShown(undefined)}
      />
    </Section>
  );
}

const origins = {
  environment: 'Added here',
  folder: 'Server’s folder',
  shipped: 'Shipped',
} as const;

function columnsOf(show: (name: string) => void): readonly Column<ListedScenario>[] {
  return [
    {
      name: 'Scenario',
      cell: ({ name }) => (
        <button type="button" className="row-link row-button" onClick={() => show(name)}>
          <code>{name}</code>
        </button>
      ),
    },
    {
      name: 'What happens',
      grow: true,
      gives: 'second',
      cell: ({ description }) => description,
    },
    { name: 'From', cell: ({ origin }) => origins[origin] },
  ];
}
