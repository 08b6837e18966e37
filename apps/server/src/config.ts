import { statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isWellFormed, KeyId } from '@intarsia/domain';
import type { FixedCredentials, MasterKeySource } from '@intarsia/runtime';
import { z } from 'zod';

/** How the process was told to run. */
export interface Config {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Without a trailing slash; made from the bound address when it is not given. */
  readonly public_url: string | undefined;
  readonly trust_proxy: boolean;
  readonly data_dir: string;
  /** `postgres://…`, or the path of an SQLite file. */
  readonly database_url: string;
  readonly master_key: MasterKeySource;
  readonly sandbox: FixedCredentials | undefined;
  readonly seed: string | undefined;
  readonly scenarios_dir: string | undefined;
  readonly metrics_token: string | undefined;
  readonly log_level: LogLevel;
  /** Names that look like ours and mean nothing: most likely typing errors. */
  readonly unknown: readonly string[];
}

export type LogLevel = (typeof logLevels)[number];

/** One or more variables hold a bad value; the message has a line for each. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

type Environment = Readonly<Record<string, string | undefined>>;

const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;
/** The shortest secret and metrics token that may stand on a network. */
const SHORTEST_SECRET = 16;
/** Variables of the CLI and of the tests, which this process leaves alone. */
const others = [
  'INTARSIA_URL',
  'INTARSIA_API_KEY',
  'INTARSIA_PROFILE',
  'INTARSIA_TEST_DATABASE_URL',
];

const secret = z
  .string()
  .regex(/^[\x21-\x7e]{1,200}$/, 'must be 1 to 200 visible ASCII characters');

const Variables = z.object({
  INTARSIA_HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:_%-]{1,253}$/, 'must be an IP address or a host name')
    .default('127.0.0.1'),
  INTARSIA_PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a port, 0 to 65535')
    .transform(Number)
    .refine((port) => port <= 65_535, 'must be a port, 0 to 65535')
    .default(4650),
  INTARSIA_PUBLIC_URL: z
    .string()
    .refine(isBaseUrl, 'must be an http or https URL without credentials, query or fragment')
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  INTARSIA_TRUST_PROXY: z.stringbool({ error: 'must be true or false' }).default(false),
  INTARSIA_DATA_DIR: z.string().default('./.intarsia'),
  INTARSIA_DATABASE_URL: z
    .string()
    .refine(isDatabase, 'must be postgres://… or the path of an SQLite file')
    .optional(),
  INTARSIA_MASTER_KEY: z.string().optional(),
  INTARSIA_MASTER_KEY_FILE: z.string().optional(),
  INTARSIA_SANDBOX_KEY_ID: KeyId.optional(),
  INTARSIA_SANDBOX_KEY_SECRET: secret.optional(),
  INTARSIA_SANDBOX_LINK_KEY: KeyId.optional(),
  INTARSIA_SEED: z
    .string()
    .max(100, 'must have at most 100 characters')
    .refine(isWellFormed, 'must not contain control characters')
    .optional(),
  INTARSIA_SCENARIOS_DIR: z.string().refine(isFolder, 'must be a folder that exists').optional(),
  INTARSIA_METRICS_TOKEN: secret
    .min(SHORTEST_SECRET, `must have at least ${SHORTEST_SECRET} characters`)
    .optional(),
  INTARSIA_LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).default('info'),
});
type Variables = z.output<typeof Variables>;

/** Reads the configuration from the environment, or throws a `ConfigError` with a line for each fault. */
export function readConfig(env: Environment = process.env): Config {
  // An empty variable is one that is not set: compose files and CI systems pass them on like that.
  const given = Object.fromEntries(
    Object.entries(env).filter(([name, value]) => name.startsWith('INTARSIA_') && value !== ''),
  );
  const parsed = Variables.safeParse(given);
  const faults = parsed.success
    ? conflicts(parsed.data)
    : parsed.error.issues.map(({ path: [name], message }) => `${String(name)}: ${message}`);
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults.join('\n'));
  return configOf(parsed.data, Object.keys(given));
}

function configOf(variables: Variables, names: readonly string[]): Config {
  const data_dir = path.resolve(variables.INTARSIA_DATA_DIR);
  return {
    host: variables.INTARSIA_HOST,
    port: variables.INTARSIA_PORT,
    public_url: variables.INTARSIA_PUBLIC_URL,
    trust_proxy: variables.INTARSIA_TRUST_PROXY,
    data_dir,
    database_url: variables.INTARSIA_DATABASE_URL ?? path.join(data_dir, 'intarsia.db'),
    master_key: masterKeySource(variables, data_dir),
    sandbox: fixedCredentials(variables),
    seed: variables.INTARSIA_SEED,
    scenarios_dir: variables.INTARSIA_SCENARIOS_DIR,
    metrics_token: variables.INTARSIA_METRICS_TOKEN,
    log_level: variables.INTARSIA_LOG_LEVEL,
    unknown: names.filter((name) => !(name in Variables.shape) && !others.includes(name)),
  };
}

function masterKeySource(variables: Variables, data_dir: string): MasterKeySource {
  if (variables.INTARSIA_MASTER_KEY !== undefined) return { text: variables.INTARSIA_MASTER_KEY };
  if (variables.INTARSIA_MASTER_KEY_FILE !== undefined) {
    return { file: variables.INTARSIA_MASTER_KEY_FILE };
  }
  return { data_dir };
}

function fixedCredentials(variables: Variables): FixedCredentials | undefined {
  const key_id = variables.INTARSIA_SANDBOX_KEY_ID;
  const key_secret = variables.INTARSIA_SANDBOX_KEY_SECRET;
  const link_key = variables.INTARSIA_SANDBOX_LINK_KEY;
  if (key_id === undefined || key_secret === undefined || link_key === undefined) return undefined;
  return { key_id, key_secret, link_key };
}

/** What is wrong between variables that are each well formed. */
function conflicts(variables: Variables): string[] {
  const faults: string[] = [];
  const both = variables.INTARSIA_MASTER_KEY && variables.INTARSIA_MASTER_KEY_FILE;
  const neither = !variables.INTARSIA_MASTER_KEY && !variables.INTARSIA_MASTER_KEY_FILE;
  if (both)
    faults.push('INTARSIA_MASTER_KEY_FILE: must not be set together with INTARSIA_MASTER_KEY');
  if (neither && isPostgres(variables.INTARSIA_DATABASE_URL)) {
    faults.push('INTARSIA_MASTER_KEY: must be set (or INTARSIA_MASTER_KEY_FILE) with PostgreSQL');
  }
  const trio = [
    'INTARSIA_SANDBOX_KEY_ID',
    'INTARSIA_SANDBOX_KEY_SECRET',
    'INTARSIA_SANDBOX_LINK_KEY',
  ] as const;
  const missing = trio.filter((name) => variables[name] === undefined);
  if (missing.length > 0 && missing.length < trio.length) {
    for (const name of missing)
      faults.push(`${name}: must be set, the three sandbox credentials belong together`);
  }
  const length = variables.INTARSIA_SANDBOX_KEY_SECRET?.length ?? SHORTEST_SECRET;
  if (length < SHORTEST_SECRET && !isLoopback(variables.INTARSIA_HOST)) {
    faults.push(
      `INTARSIA_SANDBOX_KEY_SECRET: must have at least ${SHORTEST_SECRET} characters when INTARSIA_HOST is not a loopback address`,
    );
  }
  return faults;
}

/** True for addresses that only this machine can reach. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3})$/i.test(host);
}

function isPostgres(url: string | undefined): boolean {
  return url !== undefined && /^postgres(ql)?:\/\//.test(url);
}

function isDatabase(url: string): boolean {
  if (isPostgres(url)) return URL.canParse(url);
  if (!url.startsWith('file:')) return !/^[a-z][a-z0-9+.-]*:|^:memory:/i.test(url);
  try {
    const file = url.startsWith('file://') ? fileURLToPath(url) : decodeURIComponent(url.slice(5));
    return file !== '' && !file.startsWith(':memory:');
  } catch {
    // Another host, or a bad percent-encoding.
    return false;
  }
}

function isBaseUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return /^https?:$/.test(protocol) && username + password + search + hash === '';
}

function isFolder(name: string): boolean {
  try {
    return statSync(name).isDirectory();
  } catch {
    // Not there or not to be read: either way not a folder to read from.
    return false;
  }
}
