import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { IntarsiaError, type Log } from '@intarsia/domain';
import {
  type Instance,
  type InstanceOptions,
  loadMasterKey,
  openInstance,
  systemRandom,
} from '@intarsia/runtime';
import { boundUrl } from './bound-url.ts';
import type { Config } from './config.ts';
import { failureOf, StartError } from './failures.ts';

/** What an instance is opened with, from the configuration. Makes the data folder and its key. */
export function instanceOptions(
  config: Config,
  { log, public_url }: { log: Log; public_url: string },
): InstanceOptions {
  makeFolders(config);
  return {
    database_url: config.database_url,
    master_key: loadMasterKey(config.master_key, systemRandom()),
    public_url: config.public_url ?? public_url,
    log,
    seed: config.seed,
    fixed_credentials: config.sandbox,
  };
}

/** Makes the data folder, and the folder of a database file that lies elsewhere. */
export function makeFolders(config: Config): void {
  const file = databaseFile(config);
  const folders = file === undefined ? [config.data_dir] : [config.data_dir, path.dirname(file)];
  for (const folder of folders) mkdirSync(folder, { recursive: true, mode: 0o700 });
}

/** Opens an instance; a database that does not answer is told with the name of its variable. */
export async function open(options: InstanceOptions): Promise<Instance> {
  try {
    return await openInstance(options);
  } catch (cause) {
    // A database that is away has its reason inside.
    const isAway = cause instanceof IntarsiaError && cause.code === 'store_busy';
    // Drivers and the system give their errors codes; ours have names of their own.
    const foreign = cause instanceof Error && 'code' in cause && !(cause instanceof IntarsiaError);
    if (!foreign && !isAway) throw cause;
    const { text } = failureOf(isAway ? (cause.cause ?? cause) : cause);
    throw new StartError(`INTARSIA_DATABASE_URL: the database cannot be opened (${text})`, {
      cause,
    });
  }
}

/** Opens the instance that was started before, beside a server that may be running on it. */
export async function openExisting(config: Config, log: Log): Promise<Instance> {
  const file = databaseFile(config);
  if (file !== undefined && !existsSync(file)) throw nothingHere(file);
  const options = instanceOptions(config, { log, public_url: usualUrl(config) });
  return open({ ...options, fixed_credentials: undefined, existing: true });
}

/** The SQLite file; undefined with PostgreSQL. */
export function databaseFile({ database_url }: Config): string | undefined {
  if (/^postgres(ql)?:/.test(database_url)) return undefined;
  return database_url.startsWith('file:') ? fileOf(database_url) : database_url;
}

/** Where a server with this configuration is found. */
function usualUrl({ public_url, host, port }: Config): string {
  if (public_url !== undefined) return public_url;
  return boundUrl(host, port);
}

function fileOf(url: string): string {
  return url.startsWith('file://') ? fileURLToPath(url) : url.slice('file:'.length);
}

function nothingHere(file: string): StartError {
  return new StartError(
    `There is no instance at ${file} yet. Run serve first, or set INTARSIA_DATA_DIR.`,
  );
}
