import {
  ListedScenario,
  PutScenarioInput,
  page,
  Scenario,
  ScenarioFile,
  ScenarioRef,
} from '@intarsia/domain';
import { z } from 'zod';
import { mutation, query } from '../kernel/index.ts';
import { deleteScenario, getScenario, listScenarios, putScenario } from './actions.ts';

const tag = 'Sandbox';

const source = `name: slow-login
description: The source takes a minute to accept the login.
connect:
  - wait: 1m
`;
const listed: ListedScenario = {
  name: 'slow-login',
  description: 'The source takes a minute to accept the login.',
  origin: 'environment',
  usernames: ['slow-login'],
  password: 'passgood',
  link_items: null,
  updated_at: '2022-04-22T14:26:40.682437Z',
};

export const scenariosOperations = {
  list: query({
    policy: ['client', 'operator'],
    sandbox: true,
    input: z.object({}),
    output: page(ListedScenario),
    run: listScenarios,
    rest: {
      method: 'GET',
      path: '/v1/sandbox/scenarios',
      status: 200,
      tag,
      summary: 'List scenarios',
      description: 'All in one page, by name: those added here, of the folder, and shipped.',
      example: { response: { count: 1, next: null, previous: null, results: [listed] } },
    },
  }),
  get: query({
    policy: ['client', 'operator'],
    sandbox: true,
    input: ScenarioRef,
    output: ScenarioFile,
    run: getScenario,
    rest: {
      method: 'GET',
      path: '/v1/sandbox/scenarios/{name}',
      status: 200,
      tag,
      summary: 'Retrieve a scenario',
      example: { response: { ...listed, source } },
    },
  }),
  put: mutation({
    policy: ['client', 'operator'],
    sandbox: true,
    input: PutScenarioInput,
    output: ScenarioFile,
    run: putScenario,
    rest: {
      method: 'POST',
      path: '/v1/sandbox/scenarios',
      status: 201,
      otherwise: { 200: 'A scenario of this name was there and is replaced.' },
      text: {
        member: 'source',
        types: ['application/yaml', 'application/x-yaml', 'text/yaml', 'text/plain'],
        schema: Scenario,
      },
      tag,
      summary: 'Add a scenario',
      description:
        'The body is the scenario itself, as YAML or JSON. 400 `scenario_invalid` names every fault with its line. Logins that have begun keep the scenario that they began with.',
      example: { request: source, response: { ...listed, source } },
    },
  }),
  delete: mutation({
    policy: ['client', 'operator'],
    sandbox: true,
    input: ScenarioRef,
    output: z.void(),
    run: deleteScenario,
    rest: {
      method: 'DELETE',
      path: '/v1/sandbox/scenarios/{name}',
      status: 204,
      conflicts: true,
      tag,
      summary: 'Remove a scenario',
      description:
        'Of those that were added here; one that it stood before counts again. 409 `scenario_built_in` for any other.',
    },
  }),
};
