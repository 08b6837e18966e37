import { AccountRef, issuesOf, PayDistributionConfig } from '@intarsia/domain';
import { z } from 'zod';
import { arg, command, flag, option } from '../command.ts';
import { Failure, usage } from '../failures.ts';
import { Duration } from '../texts.ts';
import { accountView } from '../views/accounts.ts';
import { lookUntil } from '../waiting.ts';

const account = arg('Id of the account', AccountRef.shape.id);
const text = z.string().min(1, 'must not be empty');
const ID = '018051aa-f7a9-7000-8000-000000000002';

export const payDistributionCommands = [
  command({
    name: 'pay-distribution encrypt',
    summary: 'Seal where pay is to go, so that the text may pass through a browser',
    options: { file: option('<file>', 'JSON file with the config; - for stdin', text) },
    examples: ['pay-distribution encrypt --file config.json'],
    run: async ({ api, print, read }, { file }) => {
      const config = configOf(file, await read(file));
      const sealed = await api.payDistributionConfigs.encrypt.mutate(config);
      await print(sealed, ({ encrypted_config }) => encrypted_config);
    },
  }),
  command({
    name: 'pay-distribution start',
    summary: 'Ask for a switch of pay, which then has to be confirmed',
    args: { account },
    options: { config: option('<text>', 'The sealed config; - for stdin', text) },
    examples: [
      `pay-distribution start ${ID} --config "$(intarsia pay-distribution encrypt --file config.json)"`,
    ],
    run: async ({ api, print, read, note }, { account: id, config }) => {
      const encrypted_config = config === '-' ? (await read('-')).trim() : config;
      const started = await api.accounts.startPayDistribution.mutate({ id, encrypted_config });
      await print(started, accountView);
      failIfSwitchFailed(started);
      note(`Confirm it with \`intarsia pay-distribution confirm ${id}\`.`);
    },
  }),
  command({
    name: 'pay-distribution confirm',
    summary: 'Confirm a switch of pay, as the person does in Link',
    args: { account },
    options: {
      wait: flag('Wait until the switch has ended; exit code 1 when it failed'),
      timeout: option(
        '<time>',
        'Wait at most this long (2m when not given)',
        Duration.default(120),
      ),
    },
    examples: [`pay-distribution confirm ${ID} --wait`],
    run: async (call, { account: id, wait, timeout }) => {
      const confirmed = await call.api.accounts.confirmPayDistribution.mutate({ id });
      const account = wait
        ? await lookUntil(call, confirmed, {
            seconds: timeout,
            isDone: hasSwitchEnded,
            says: ({ link_item, pay_distribution: { status } }) =>
              `switching pay at ${link_item}, ${status.replaceAll('_', ' ')}`,
          })
        : confirmed;
      await call.print(account, accountView);
      failIfSwitchFailed(account);
    },
  }),
];

type Switched = Parameters<typeof accountView>[0];

function hasSwitchEnded({ pay_distribution: { status } }: Switched): boolean {
  return status === 'success' || status === 'error';
}

/** Ends the command as a failure when the switch did. */
function failIfSwitchFailed({ pay_distribution: { status, error_code, error_message } }: Switched) {
  if (status !== 'error') return;
  throw new Failure('failure', `The switch failed: ${error_message} (${error_code})`);
}

/** The config of a file, checked as the server does, with every wrong field named. */
function configOf(file: string, content: string): PayDistributionConfig {
  const given = jsonOf(file, content);
  const faults = issuesOf(PayDistributionConfig, given).map(
    ({ path, message }) => `${path.length > 0 ? `${path.join('.')}: ` : ''}${message}`,
  );
  if (faults.length > 0) throw usage(`${file} is no good config.`, ...faults);
  return PayDistributionConfig.parse(given);
}

function jsonOf(file: string, content: string): unknown {
  try {
    return JSON.parse(content);
  } catch (error) {
    throw usage(`${file} must be JSON (${error instanceof Error ? error.message : error}).`);
  }
}
