import { AccountRef, Id } from '@intarsia/domain';
import { z } from 'zod';
import { arg, command, flag, option } from '../command.ts';
import { usage } from '../failures.ts';
import { Duration } from '../texts.ts';
import { accountView } from '../views/accounts.ts';
import { failIfInError, waitForConnection } from '../waiting.ts';

const text = z.string().min(1, 'must not be empty');
const waiting = {
  wait: flag('Wait until the login has ended; exit code 1 when it failed'),
  timeout: option('<time>', 'Wait at most this long (2m when not given)', Duration.default(120)),
};

export const sandboxCommands = [
  command({
    name: 'sandbox connect',
    summary: 'Connect an account as a person would in Link',
    args: { link_item: arg('Id of the link item, such as `warpride`', text) },
    options: {
      username: option('<name>', 'Login: test_1, test_2, test_3 or gen_<n>', text),
      password: option('<text>', 'passgood, or pass_<error_code> to see that error', text),
      user: option('<id>', 'User who connects; a new one when not given', Id.optional()),
      mfa_code: option('<code>', 'Answer for link items that ask for a code', text.optional()),
      ...waiting,
    },
    examples: [
      'sandbox connect warpride --username test_1 --password passgood --wait',
      'sandbox connect warpride --username test_1 --password pass_account_disabled --wait',
    ],
    run: async (call, { wait, timeout, user, mfa_code, ...login }) => {
      const submitted = await call.api.sandbox.connect.mutate({
        ...login,
        ...(user === undefined ? {} : { user }),
        ...(mfa_code === undefined ? {} : { mfa_code }),
      });
      if (!wait) return call.print(submitted, accountView);
      const account = await waitForConnection(call, submitted, {
        seconds: timeout,
        mayAsk: mfa_code === undefined,
      });
      await call.print(account, accountView);
      failIfInError(account);
    },
  }),
  command({
    name: 'sandbox answer',
    summary: 'Answer what a sandbox login asks for',
    args: { account: arg('Id of the account', AccountRef.shape.id) },
    options: {
      code: option('<code>', 'The code', text.optional()),
      choice: option('<id>', 'Which of the choices', text.optional()),
      ...waiting,
    },
    examples: ['sandbox answer 018051aa-f7a9-7000-8000-000000000002 --code 8081 --wait'],
    run: async (call, { account: id, code, choice, wait, timeout }) => {
      if ((code === undefined) === (choice === undefined))
        throw usage('Give either --code or --choice.');
      const answer = code === undefined ? { choice } : { code };
      const answered = await call.api.sandbox.answer.mutate({ id, ...answer });
      if (!wait) return call.print(answered, accountView);
      const limits = { seconds: timeout, mayAsk: false };
      const account = await waitForConnection(call, answered, limits);
      await call.print(account, accountView);
      failIfInError(account);
    },
  }),
];
