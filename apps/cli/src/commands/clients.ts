import { ClientRef, CreateClientInput } from '@intarsia/domain';
import { arg, command, flag, machineCommand, onServer } from '../command.ts';
import { listOptions, printPages } from '../lists.ts';
import { clientColumns, clientView, createdClientView } from '../views/clients.ts';

const local = flag("On the server's machine, in its data folder: no key is needed");

export const clientsCommands = [
  machineCommand({
    name: 'clients list',
    summary: 'List the clients of the instance (operators, or with --local)',
    options: { local, ...listOptions },
    run: async (io, { local: isLocal, ...asked }) => {
      if (isLocal) return io.runServer(localArgs('list', io));
      return onServer(io, (call) =>
        printPages(call, asked, {
          noun: 'client',
          columns: clientColumns,
          page: (input) => call.api.clients.list.query(input),
        }),
      );
    },
  }),
  command({
    name: 'clients get',
    summary: 'Show a client and its settings (operators only)',
    args: { id: arg('Id of the client', ClientRef.shape.id) },
    run: async ({ api, print }, input) => print(await api.clients.get.query(input), clientView),
  }),
  machineCommand({
    name: 'clients create',
    summary:
      'Create a client with both environments and its first key (operators, or with --local)',
    args: { name: arg('Name of the company', CreateClientInput.shape.name) },
    options: { local },
    examples: ['clients create --local "Another company"'],
    run: async (io, { local: isLocal, name }) => {
      if (isLocal) return io.runServer([...localArgs('create', io), `--name=${name}`]);
      return onServer(io, async ({ api, print }) =>
        print(await api.clients.create.mutate({ name }), createdClientView),
      );
    },
  }),
];

function localArgs(verb: 'list' | 'create', { json }: { json: boolean }): string[] {
  return ['clients', verb, '--local', ...(json ? ['--json'] : [])];
}
