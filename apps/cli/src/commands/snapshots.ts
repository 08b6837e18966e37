import { IdInput } from '@intarsia/domain';
import { arg, command, flag } from '../command.ts';
import { listOptions, printPages } from '../lists.ts';
import { snapshotColumns, snapshotView, worldView } from '../views/snapshots.ts';

const id = arg('Id of the snapshot', IdInput);

export const snapshotCommands = [
  command({
    name: 'sandbox snapshot take',
    summary: 'Copy the world of your sandbox as it is now',
    examples: ['sandbox snapshot take --json | jq -r .id'],
    run: async ({ api, print }) => print(await api.snapshots.create.mutate({}), snapshotView),
  }),
  command({
    name: 'sandbox snapshot list',
    summary: 'List the copies of your world, newest first',
    options: listOptions,
    run: (call, asked) =>
      printPages(call, asked, {
        noun: 'snapshot',
        columns: snapshotColumns,
        page: (input) => call.api.snapshots.list.query(input),
      }),
  }),
  command({
    name: 'sandbox snapshot restore',
    summary: 'Bring a world back, in the place of the present one',
    args: { id },
    run: async ({ api, print }, input) =>
      print(await api.snapshots.restore.mutate(input), worldView),
  }),
  command({
    name: 'sandbox snapshot remove',
    summary: 'Take a copy away',
    args: { id },
    options: { yes: flag('Take it away without asking') },
    run: async ({ api, print, confirm }, { id, yes }) => {
      await confirm(`Take the snapshot ${id} away?`, yes);
      await api.snapshots.delete.mutate({ id });
      await print({ id, removed: true }, () => `Removed the snapshot ${id}.`);
    },
  }),
  command({
    name: 'sandbox reset',
    summary: 'Empty your sandbox: no users, no accounts, settings and clock as at first',
    options: { yes: flag('Empty it without asking') },
    run: async ({ api, print, confirm }, { yes }) => {
      await confirm('Empty the sandbox, with all its users and accounts?', yes);
      await print(await api.snapshots.reset.mutate({}), worldView);
    },
  }),
];
