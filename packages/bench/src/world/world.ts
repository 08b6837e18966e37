import { cpSync } from 'node:fs';
import path from 'node:path';
import type { Log } from '@intarsia/domain';
import { loadMasterKey, openInstance, systemRandom } from '@intarsia/runtime';
import type { Signing } from '../baseline/tokens.ts';
import { fillUsers, sampleIds } from './fill.ts';

/** A data folder with a database of so many users, and what callers and the baseline must know of it. */
export interface World {
  readonly folder: string;
  readonly file: string;
  /** A PostgreSQL that takes the place of the file. */
  readonly postgres?: string | undefined;
  readonly users: number;
  readonly environment_id: string;
  readonly signing: Signing;
  /** Ids of some of the users. */
  readonly ids: readonly string[];
}

/** The sandbox credentials of every world. */
export const credentials = {
  key_id: '11111111-1111-4111-8111-111111111111',
  key_secret: 'a-secret-of-the-bench-alone',
  link_key: '22222222-2222-4222-8222-222222222222',
} as const;

const IDS = 1000;

/** Makes a world: the product itself brings up the schema and its first client, then users are filled in. */
export async function makeWorld(folder: string, users: number): Promise<World> {
  const file = path.join(folder, 'intarsia.db');
  const { environment_id, signing } = await startOnce(folder, file);
  fillUsers(file, environment_id, users);
  const ids = sampleIds(users, Math.min(users, IDS));
  return { folder, file, users, environment_id, signing, ids };
}

/** A copy of a world that nobody has open. */
export function copyWorld(world: World, folder: string): World {
  cpSync(world.folder, folder, { recursive: true });
  return { ...world, folder, file: path.join(folder, path.basename(world.file)) };
}

async function startOnce(
  data_dir: string,
  file: string,
): Promise<Pick<World, 'environment_id' | 'signing'>> {
  const instance = await openInstance({
    database_url: file,
    master_key: loadMasterKey({ data_dir }, systemRandom()),
    public_url: 'http://localhost',
    log: silent,
    fixed_credentials: credentials,
  });
  try {
    if (!instance.first_start) throw new Error(`${data_dir} holds an instance already`);
    const { sandbox_id: environment_id, client_id } = instance.first_start;
    return { environment_id, signing: await readSigning(instance, client_id) };
  } finally {
    await instance.close();
  }
}

/** Opens the client's own secret, so that the baseline signs the very same tokens. */
async function readSigning(
  { deps }: Awaited<ReturnType<typeof openInstance>>,
  client_id: string,
): Promise<Signing> {
  const { read } = deps.store;
  const client = await read.clients.find(client_id);
  const [key] = await read.signingKeys.listOfClient(client_id);
  if (!client || !key) throw new Error('the first start made no client');
  const vault = await deps.vaultOf(client_id);
  const opened = vault.open(key.sealed_private, `signing_keys.private:${key.kid}`);
  const { k } = JSON.parse(new TextDecoder().decode(opened));
  const { issuer, access_token_lifetime, refresh_token_lifetime } = client.settings;
  return {
    secret: k,
    client_id,
    issuer,
    access_lifetime: access_token_lifetime,
    refresh_lifetime: refresh_token_lifetime,
  };
}

/** A log that keeps nothing. */
export const silent: Log = { debug: ignore, info: ignore, warn: ignore, error: ignore };

function ignore(): void {
  // Opening a world has nothing to tell.
}
