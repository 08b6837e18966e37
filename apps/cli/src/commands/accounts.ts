import { AccountRef, ListAccountsInput } from '@intarsia/domain';
import { arg, command, flag, option } from '../command.ts';
import { orderedListOptions, printPages } from '../lists.ts';
import { Duration } from '../texts.ts';
import { accountColumns, accountView } from '../views/accounts.ts';

import { failIfInError } from '../waiting.ts';
import { watchAccount } from '../watching.ts';

const id = arg('Id of the account', AccountRef.shape.id);

export const accountsCommands = [
  command({
    name: 'accounts list',
    summary: 'List accounts, newest first',
    options: {
      user: option('<id>', 'Only those of one user', ListAccountsInput.shape.user),
      ...orderedListOptions,
    },
    examples: ['accounts list --user 018051aa-f7a9-7000-8000-000000000001'],
    run: (call, { user, ...asked }) =>
      printPages(call, asked, {
        noun: 'account',
        columns: accountColumns,
        page: (input) =>
          call.api.accounts.list.query({ ...input, ...(user === undefined ? {} : { user }) }),
      }),
  }),
  command({
    name: 'accounts get',
    summary: 'Show an account: its connection, and what there is of its data',
    args: { id },
    run: async ({ api, print }, input) => print(await api.accounts.get.query(input), accountView),
  }),
  command({
    name: 'accounts watch',
    summary: 'Watch an account until all its data is read; exit code 1 when it ends in an error',
    args: { id },
    options: {
      timeout: option('<time>', 'Watch at most this long, such as 10m', Duration.optional()),
    },
    examples: ['accounts watch 018051aa-f7a9-7000-8000-000000000002'],
    run: async (call, { id, timeout }) => {
      failIfInError(await watchAccount(call, id, { seconds: timeout }));
    },
  }),
  command({
    name: 'accounts scan',
    summary: 'Scan a sandbox account now instead of when its turn comes',
    args: { id },
    run: async ({ api, print, note }, { id }) => {
      await api.sandbox.scan.mutate({ id });
      await print({ id, scan_requested: true }, () => `Asked for a scan of the account ${id}.`);
      note('What it brings is in `intarsia payouts list` and `intarsia activities list`.');
    },
  }),
  command({
    name: 'accounts delete',
    summary: 'Erase an account with everything that was read from it',
    args: { id },
    options: { yes: flag('Delete without asking') },
    run: async ({ api, print, confirm }, { id, yes }) => {
      await confirm(`Erase the account ${id} with all its data?`, yes);
      await api.accounts.delete.mutate({ id });
      await print({ id, deleted: true }, () => `Deleted the account ${id}.`);
    },
  }),
];
