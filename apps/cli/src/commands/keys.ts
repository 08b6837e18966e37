import { ApiKeyRef, CreateApiKeyInput } from '@intarsia/domain';
import { z } from 'zod';
import { arg, command, flag, machineCommand, option } from '../command.ts';
import { usage } from '../failures.ts';
import { listOptions, printPages } from '../lists.ts';
import { Duration, keyIdOf } from '../texts.ts';
import { createdKeyView, keyColumns } from '../views/keys.ts';

const id = arg('Id of the key: the half before the colon', ApiKeyRef.shape.id);
const local = {
  live: flag('With --local: for the live environment'),
  client: option('<id>', 'With --local: for another client than the first', z.string().optional()),
};

export const keysCommands = [
  command({
    name: 'keys list',
    summary: 'List the API keys of your environment, ended and revoked ones included',
    options: listOptions,
    run: (call, asked) =>
      printPages(call, asked, {
        noun: 'key',
        columns: keyColumns(call),
        page: (input) => call.api.keys.list.query(input),
      }),
  }),
  machineCommand({
    name: 'keys create',
    summary: 'Create an API key; its secret is shown once',
    args: { name: arg('A name to tell it from others', CreateApiKeyInput.shape.name.optional()) },
    options: {
      local: flag("Make it on the server's machine, in its data folder: no key is needed"),
      ...local,
    },
    examples: ['keys create "nightly tests"', 'keys create --local --live "production"'],
    run: async (io, { name, ...input }) => {
      if (input.local) return io.runServer(localArgs({ name, ...input, json: io.json }));
      if (input.live) throw usage('--live: goes with --local. A key makes keys of its own kind.');
      if (input.client !== undefined) throw usage('--client: goes with --local.');
      if (name === undefined) throw usage('name: is required');
      const { api, explain } = io.connect();
      const created = await api.keys.create.mutate({ name }).catch((error: unknown) => {
        throw explain(error);
      });
      await io.print(created, createdKeyView);
    },
  }),
  command({
    name: 'keys revoke',
    summary: 'End an API key at once',
    args: { id },
    options: { yes: flag('Revoke without asking') },
    run: async ({ api, print, confirm, target }, { id, yes }) => {
      const isOwn = id === keyIdOf(target.api_key ?? '');
      await confirm(`Revoke the key ${id}${isOwn ? ', which is the one you use' : ''}?`, yes);
      await api.keys.revoke.mutate({ id });
      await print({ id, revoked: true }, () => `Revoked the key ${id}.`);
    },
  }),
  command({
    name: 'keys rotate',
    summary: 'Replace an API key by a new one; the old one works for a while longer',
    args: { id },
    options: {
      overlap: option(
        '<time>',
        'How long: 15m, 24h, 7d … (a day when not given)',
        Duration.optional(),
      ),
    },
    examples: ['keys rotate 0b7c4f9e-5d1a-4c8e-9a55-3f1f6f0f7a11 --overlap 1h'],
    run: async ({ api, print }, { id, overlap }) => {
      const input = overlap === undefined ? { id } : { id, overlap_seconds: overlap };
      await print(await api.keys.rotate.mutate(input), createdKeyView);
    },
  }),
];

/** The same wish in the words of the server's binary. */
function localArgs(wish: {
  name: string | undefined;
  client: string | undefined;
  live: boolean;
  json: boolean;
}): string[] {
  return [
    'keys',
    'create',
    '--local',
    ...(wish.live ? ['--live'] : []),
    ...(wish.name === undefined ? [] : [`--name=${wish.name}`]),
    ...(wish.client === undefined ? [] : [`--client=${wish.client}`]),
    ...(wish.json ? ['--json'] : []),
  ];
}
