import { ScenarioRef } from '@intarsia/domain';
import { z } from 'zod';
import { arg, command, machineCommand } from '../command.ts';
import { usage } from '../failures.ts';
import { scenarioColumns, scenarioView, sourceView } from '../views/scenarios.ts';
import { table } from '../views/table.ts';

const name = arg('Name of the scenario', ScenarioRef.shape.name);
const file = arg(
  'File with the scenario, in YAML or JSON; - for stdin',
  z.string().min(1, 'must not be empty'),
);

export const scenarioCommands = [
  command({
    name: 'sandbox scenario list',
    summary: 'List the scenarios that logins of your sandbox can have',
    run: async ({ api, print }) => {
      const view = table(scenarioColumns);
      await print(await api.scenarios.list.query({}), ({ results }, paint) => view(results, paint));
    },
  }),
  command({
    name: 'sandbox scenario show',
    summary: 'Show the text of a scenario',
    args: { name },
    examples: ['sandbox scenario show session-lost > mine.yaml'],
    run: async ({ api, print }, input) => print(await api.scenarios.get.query(input), sourceView),
  }),
  command({
    name: 'sandbox scenario add',
    summary: 'Add a scenario, or replace the one of its name',
    args: { file },
    examples: ['sandbox scenario add mine.yaml'],
    run: async ({ api, print, read }, { file }) => {
      const source = await read(file);
      await print(await api.scenarios.put.mutate({ source }), scenarioView);
    },
  }),
  command({
    name: 'sandbox scenario remove',
    summary: 'Remove a scenario that you added',
    args: { name },
    run: async ({ api, print }, { name }) => {
      await api.scenarios.delete.mutate({ name });
      await print({ name, removed: true }, () => `Removed the scenario ${name}.`);
    },
  }),
  machineCommand({
    name: 'sandbox scenario check',
    summary: 'Check a scenario on this machine, without a server',
    args: { file },
    examples: ['sandbox scenario check mine.yaml'],
    run: async ({ print, read }, { file }) => {
      // Reading YAML takes a lot of code, and no other command needs it or knows the link items.
      const { readScenario } = await import('@intarsia/domain/scenario-text');
      const { createCatalogue } = await import('@intarsia/connectors/link-items');
      const catalogue = createCatalogue({ compatibility: true });
      const { scenario, faults } = readScenario(await read(file), catalogue);
      if (scenario) return print(scenario, () => `${file} is a good scenario.`);
      const lines = faults.map(
        ({ path, line, column, message }) => `${file}:${line}:${column}: ${path}: ${message}`,
      );
      throw usage(`${file} is no good scenario.`, ...lines);
    },
  }),
];
