import type { Instance } from '@intarsia/runtime';
import type { Config } from '../config.ts';
import { exits } from '../failures.ts';
import type { Io } from '../io.ts';
import { openLog } from '../log.ts';
import { openExisting } from '../opening.ts';

interface ClientOptions {
  readonly io: Io;
  readonly json: boolean;
}

const PAGE = 200;

/** Lists the clients of the instance, newest first. */
export async function listClients(config: Config, { io, json }: ClientOptions): Promise<number> {
  return onInstance(config, async (instance) => {
    const { clients } = instance.callAs({ actor: { kind: 'local' } });
    const results: Awaited<ReturnType<typeof clients.list>>['results'] = [];
    let cursor: string | null | undefined;
    do {
      const page = await clients.list({ limit: PAGE, ...(cursor ? { cursor } : {}) });
      results.push(...page.results);
      cursor = page.next;
    } while (cursor);
    if (json) io.out(`${JSON.stringify(results)}\n`);
    else for (const { id, name } of results) io.out(`${id}  ${name}\n`);
  });
}

/** Makes a client with both environments; the secret of its first key is shown this once. */
export async function createClient(
  config: Config,
  { io, json, name }: ClientOptions & { readonly name: string },
): Promise<number> {
  return onInstance(config, async (instance) => {
    const made = await instance.callAs({ actor: { kind: 'local' } }).clients.create({ name });
    if (json) {
      io.out(`${JSON.stringify(made)}\n`);
      return;
    }
    const { api_key, link_keys } = made;
    io.out(`Client ${made.id}: ${made.name}\n`);
    io.out(`Sandbox API key, shown once: ${api_key.id}:${api_key.secret}\n`);
    io.out(`Link keys: sandbox ${link_keys.sandbox.id}, live ${link_keys.live.id}\n`);
  });
}

async function onInstance(
  config: Config,
  work: (instance: Instance) => Promise<void>,
): Promise<number> {
  const instance = await openExisting(config, openLog('error'));
  try {
    await work(instance);
    return exits.ok;
  } finally {
    await instance.close();
  }
}
