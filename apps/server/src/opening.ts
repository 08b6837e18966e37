import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { IntarsiaError, type Log } from '@intarsia/domain';
import {
  findMasterKey,
  type Instance,
  type InstanceOptions,
  inspectDatabase,
  loadMasterKey,
  type MasterKeySource,
  openInstance,
  systemRandom,
} from '@intarsia/runtime';
import { boundUrl } from './bound-url.ts';
import { type Config, isLoopback } from './config.ts';
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
    on_loopback: isLoopback(config.host),
    log,
    seed: config.seed,
    fixed_credentials: config.sandbox,
  };
}

/** Throws when the key in the data folder is gone and the database was made with it: a new one opens nothing. */
export async function assertKeyKept(
  { master_key: source, database_url, data_dir }: Config,
  log: Log,
): Promise<void> {
  const file = databaseFile({ database_url });
  if (file === undefined || !existsSync(file) || hasKey(source)) return;
  const { key_fits } = await naming(inspectDatabase({ database_url, master_key: undefined, log }));
  // Of two first starts at once, the other may have made the key and the instance meanwhile.
  if (key_fits === undefined || hasKey(source)) return;
  throw new StartError(
    `INTARSIA_MASTER_KEY: master.key is missing in ${data_dir}, and the database was made with it. Bring the file back, or give its key as INTARSIA_MASTER_KEY.`,
  );
}

function hasKey(source: MasterKeySource): boolean {
  return !('data_dir' in source) || findMasterKey(source) !== undefined;
}

/** Makes the data folder, and the folder of a database file that lies elsewhere. */
export function makeFolders(config: Config): void {
  makeFolder('INTARSIA_DATA_DIR', config.data_dir);
  const file = databaseFile(config);
  if (file !== undefined) makeFolder('INTARSIA_DATABASE_URL', path.dirname(file));
}

function makeFolder(variable: string, folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    const { text } = failureOf(cause);
    throw new StartError(
      `${variable}: ${folder} must be a folder, or one that can be made (${text})`,
      {
        cause,
      },
    );
  }
}

/** Opens an instance; a database that does not answer is told with the name of its variable. */
export function open(options: InstanceOptions): Promise<Instance> {
  return naming(openInstance(options));
}

async function naming<T>(opening: Promise<T>): Promise<T> {
  try {
    return await opening;
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
  await assertKeyKept(config, log);
  const options = instanceOptions(config, { log, public_url: usualUrl(config) });
  return open({ ...options, fixed_credentials: undefined, existing: true });
}

/** The SQLite file; undefined with PostgreSQL. */
export function databaseFile({ database_url }: Pick<Config, 'database_url'>): string | undefined {
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
