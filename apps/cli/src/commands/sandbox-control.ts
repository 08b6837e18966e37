import {
  AccountRef,
  ConnectionErrorCode,
  ConnectionStatus,
  PayDistributionErrorCode,
  PayDistributionStatus,
} from '@intarsia/domain';
import { arg, command, option } from '../command.ts';
import { usage } from '../failures.ts';
import { accountView } from '../views/accounts.ts';

const account = arg('Id of the account', AccountRef.shape.id);
const ID = '018051aa-f7a9-7000-8000-000000000002';

export const sandboxControlCommands = [
  command({
    name: 'sandbox connection',
    summary: 'Bring the connection of an account into a state, by its legal path',
    args: {
      account,
      status: arg(`One of ${ConnectionStatus.options.join(', ')}`, ConnectionStatus),
    },
    options: {
      error: option(
        '<code>',
        'Exactly with error: which one, such as auth_required',
        ConnectionErrorCode.optional(),
      ),
    },
    examples: [
      `sandbox connection ${ID} error --error auth_required`,
      `sandbox connection ${ID} connected`,
    ],
    run: async ({ api, print }, { account: id, status, error }) => {
      assertErrorGoesWith(status, error);
      const target = { id, status, error_code: error ?? null };
      await print(await api.sandbox.setConnection.mutate(target), accountView);
    },
  }),
  command({
    name: 'sandbox pay-distribution',
    summary: 'Bring the deposit switch of an account into a state, by its legal path',
    args: {
      account,
      status: arg(`One of ${PayDistributionStatus.options.join(', ')}`, PayDistributionStatus),
    },
    options: {
      error: option(
        '<code>',
        'Exactly with error: which one, such as card_update_failed',
        PayDistributionErrorCode.optional(),
      ),
    },
    examples: [
      `sandbox pay-distribution ${ID} success`,
      `sandbox pay-distribution ${ID} error --error card_update_failed`,
    ],
    run: async ({ api, print }, { account: id, status, error }) => {
      assertErrorGoesWith(status, error);
      const target = { id, status, error_code: error ?? null };
      await print(await api.sandbox.setPayDistribution.mutate(target), accountView);
    },
  }),
];

/** A code says why there is an error, so it stands with `error` and with nothing else. */
function assertErrorGoesWith(status: string, error: string | undefined): void {
  if (status === 'error' && error === undefined) throw usage('--error: is required with error');
  if (status !== 'error' && error !== undefined) throw usage('--error: goes with error only');
}
