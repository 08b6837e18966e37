import { ClientRef, CreateClientInput } from '@intarsia/domain';
import { arg, command } from '../command.ts';
import { listOptions, printPages } from '../lists.ts';
import { clientColumns, clientView, createdClientView } from '../views/clients.ts';

export const clientsCommands = [
  command({
    name: 'clients list',
    summary: 'List the clients of the instance (operators only)',
    options: listOptions,
    run: (call, asked) =>
      printPages(call, asked, {
        noun: 'client',
        columns: clientColumns,
        page: (input) => call.api.clients.list.query(input),
      }),
  }),
  command({
    name: 'clients get',
    summary: 'Show a client and its settings (operators only)',
    args: { id: arg('Id of the client', ClientRef.shape.id) },
    run: async ({ api, print }, input) => print(await api.clients.get.query(input), clientView),
  }),
  command({
    name: 'clients create',
    summary: 'Create a client with both environments and its first key (operators only)',
    args: { name: arg('Name of the company', CreateClientInput.shape.name) },
    run: async ({ api, print }, input) =>
      print(await api.clients.create.mutate(input), createdClientView),
  }),
];
