import { AccountRef, ListAccountsInput } from '@intarsia/domain';
import { arg, command, flag, option } from '../command.ts';
import { orderedListOptions, printPages } from '../lists.ts';
import { accountColumns, accountView } from '../views/accounts.ts';

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
