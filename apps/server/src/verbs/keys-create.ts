import type { Instance } from '@intarsia/runtime';
import type { Config } from '../config.ts';
import { exits, StartError } from '../failures.ts';
import type { Io } from '../io.ts';
import { openLog } from '../log.ts';
import { openExisting } from '../opening.ts';

/** Which key to make, and how to show it. */
export interface KeyOptions {
  readonly io: Io;
  readonly live: boolean;
  readonly json: boolean;
  readonly name: string | undefined;
  readonly client: string | undefined;
}

/** Makes an API key on this machine; its secret is shown this once. */
export async function createKey(config: Config, options: KeyOptions): Promise<number> {
  const { io, live, json, name = 'Made on the machine' } = options;
  const instance = await openExisting(config, openLog('error'));
  try {
    const place = await placeOf(instance, options);
    const key = await instance.callAs({ actor: { kind: 'local' }, ...place }).keys.create({ name });
    if (json) io.out(`${JSON.stringify(key)}\n`);
    else io.out(`${live ? 'Live' : 'Sandbox'} API key, shown once: ${key.id}:${key.secret}\n`);
    return exits.ok;
  } finally {
    await instance.close();
  }
}

/** The environment of the client that was named, or of the first one. */
async function placeOf({ deps }: Instance, { live, client: client_id }: KeyOptions) {
  const kind = live ? 'live' : 'sandbox';
  const { read } = deps.store;
  const environments = await read.environments.listAll();
  const environment = environments.find(
    (one) => one.kind === kind && (client_id === undefined || one.client_id === client_id),
  );
  const client = environment && (await read.clients.find(environment.client_id));
  if (!environment || !client) throw new StartError(`--client: there is no client ${client_id}`);
  return { environment, client };
}
