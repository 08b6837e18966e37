import { Account } from '@intarsia/domain';
import { mutation } from '../kernel/index.ts';
import {
  SetConnectionInput,
  SetPayDistributionInput,
  setConnection,
  setPayDistribution,
} from './control.ts';

const tag = 'Sandbox';
const policy = ['client', 'operator'] as const;

export const sandboxControlOperations = {
  setConnection: mutation({
    policy,
    sandbox: true,
    input: SetConnectionInput,
    output: Account,
    run: setConnection,
    rest: {
      method: 'POST',
      path: '/v1/sandbox/accounts/{id}/connection',
      status: 200,
      tag,
      summary: 'Bring the connection of an account somewhere',
      description:
        'Walks there by the shortest legal path, with the events of each step. `error_code` stands with `error`, where any code is taken. What a login or scan was doing ends. `connected` begins a scan, also where the login was refused or is under way, and holds where its password or its scenario had taken the session; an outage of a scenario goes on until its end. `connecting` stays until you say more or a login is submitted. An account that is there already stays as it is. 409 `transition_illegal` with `from` and `to` when no path leads there, as for form accounts.',
      example: { request: { status: 'error', error_code: 'auth_required' } },
    },
  }),
  setPayDistribution: mutation({
    policy,
    sandbox: true,
    input: SetPayDistributionInput,
    output: Account,
    run: setPayDistribution,
    rest: {
      method: 'POST',
      path: '/v1/sandbox/accounts/{id}/pay-distribution',
      status: 200,
      tag,
      summary: 'Bring the deposit switch of an account somewhere',
      description:
        'Walks there by the shortest legal path, with the events of each step; it asks for a new switch when the last one has ended. What was under way ends, no allocations change, and the switch stays where it was brought until you say more. `error_code` stands with `error`, where any code is taken. 409 `transition_illegal` with `from` and `to` when no path leads there: back, to `idle`, or on without a connection.',
      example: { request: { status: 'error', error_code: 'card_update_failed' } },
    },
  }),
};
