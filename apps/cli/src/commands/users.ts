import { Id, UserRef } from '@intarsia/domain';
import { z } from 'zod';
import { arg, command, flag, option } from '../command.ts';
import { usage } from '../failures.ts';
import { orderedListOptions, printPages } from '../lists.ts';
import { metadataOf } from '../metadata.ts';
import { secretsView } from '../views/secrets.ts';
import { userColumns, userView } from '../views/users.ts';

const id = arg('Id of the user', UserRef.shape.id);
const metadata = option(
  '<json>',
  'Your own data about the user: any JSON, or @file, or @- for stdin',
  z.string().optional(),
);

export const usersCommands = [
  command({
    name: 'users list',
    summary: 'List users, newest first',
    options: orderedListOptions,
    examples: ['users list --limit 50', 'users list --all --json'],
    run: (call, asked) =>
      printPages(call, asked, {
        noun: 'user',
        columns: userColumns,
        page: (input) => call.api.users.list.query(input),
      }),
  }),
  command({
    name: 'users search',
    summary: 'List users whose id or metadata values begin with a text',
    args: { text: arg('What to look for', z.string().min(1, 'must not be empty')) },
    options: orderedListOptions,
    examples: ['users search lending'],
    run: (call, { text, ...asked }) =>
      printPages(call, asked, {
        noun: 'user',
        columns: userColumns,
        page: (input) => call.api.users.list.query({ ...input, q: text }),
      }),
  }),
  command({
    name: 'users get',
    summary: 'Show a user',
    args: { id },
    run: async ({ api, print }, input) => print(await api.users.get.query(input), userView),
  }),
  command({
    name: 'users create',
    summary: 'Create a user and a first user token',
    options: { metadata },
    examples: [`users create --metadata '{"group": "A5"}'`, 'users create --metadata @person.json'],
    run: async ({ api, print, read }, { metadata }) => {
      const input = metadata === undefined ? {} : await metadataOf(metadata, read);
      await print(await api.users.create.mutate(input), secretsView('id', 'token'));
    },
  }),
  command({
    name: 'users update',
    summary: "Replace a user's metadata",
    args: { id },
    options: { metadata },
    examples: [`users update 018051aa-f7a9-7000-8000-000000000001 --metadata '"gold"'`],
    run: async ({ api, print, read }, { id, metadata }) => {
      if (metadata === undefined) throw usage('--metadata: is required');
      const input = { id, ...(await metadataOf(metadata, read)) };
      await print(await api.users.update.mutate(input), userView);
    },
  }),
  command({
    name: 'users delete',
    summary: 'Erase a user with the accounts and everything that was read from them',
    args: { id: arg('Id of the user', Id) },
    options: { yes: flag('Delete without asking') },
    run: async ({ api, print, confirm }, { id, yes }) => {
      await confirm(`Erase the user ${id} with all accounts and their data?`, yes);
      await api.users.delete.mutate({ id });
      await print({ id, deleted: true }, () => `Deleted the user ${id}.`);
    },
  }),
];
