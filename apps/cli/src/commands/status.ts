import type { ApiKey } from '@intarsia/domain';
import { command } from '../command.ts';
import { Failure } from '../failures.ts';
import type { Io, Remote } from '../io.ts';
import { keyIdOf } from '../texts.ts';
import { type Status, statusView } from '../views/status.ts';

export const statusCommands = [
  command({
    name: 'status',
    summary: 'Say whether the server answers and who you are to it',
    run: async (call) => {
      const status = await statusOf(call);
      await call.print(status, statusView);
      if (!status.ready) throw new Failure('unreachable', 'The server is there, but not ready.');
      if (status.key === null)
        call.note('No API key is known for it. Keep one with `intarsia login`.');
    },
  }),
];

async function statusOf(call: Io & Remote): Promise<Status> {
  const { target } = call;
  const ready = await isReady(call);
  const place = { url: target.url, profile: target.profile ?? null, ready };
  if (!ready || target.api_key === undefined) return { ...place, key: null };
  const id = keyIdOf(target.api_key);
  const { api } = call;
  const [keys, users, accounts] = await Promise.all([
    api.keys.list.query({ limit: 200 }),
    api.users.list.query({ limit: 1 }),
    api.accounts.list.query({ limit: 1 }),
  ]);
  const known: ApiKey | undefined = keys.results.find((key) => key.id === id);
  const key = { id, name: known?.name ?? null, kind: known?.kind ?? null };
  return { ...place, key, users: users.count, accounts: accounts.count };
}

async function isReady({ get, target }: Remote): Promise<boolean> {
  const response = await get('/readyz');
  const body: unknown = await response.json().catch(() => undefined);
  if (typeof body === 'object' && body !== null && 'ready' in body) return body.ready === true;
  throw new Failure('unreachable', `What answers at ${target.url} is not an Intarsia server.`, {
    hints: [`/readyz answered HTTP ${response.status}.`],
  });
}
