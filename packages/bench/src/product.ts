import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, get } from 'node:http';
import { fileURLToPath } from 'node:url';
import { listenAnywhere } from './listening.ts';
import { credentials, type World } from './world/world.ts';

/** The server as it was built, running on a world. */
export interface Product {
  readonly port: number;
  /** From the start of the process to its first answer. */
  readonly started_in_ms: number;
  /** Resident memory in bytes; undefined where the system does not tell. */
  memory(): number | undefined;
  close(): Promise<void>;
}

/** How the product's process is started beside what it needs. */
export interface ProductOptions {
  /** Flags of Node itself, such as `--cpu-prof`. */
  readonly node_flags?: readonly string[];
  readonly log_level?: string;
}

const SERVER = fileURLToPath(new URL('../../../apps/server/dist/main.js', import.meta.url));
/** Seals what a database of PostgreSQL holds: the folder has a key for its file alone. */
const KEY = '00'.repeat(32);
const PATIENCE_MS = 20_000;
const RETRY_MS = 2;

/** Starts the built server as a process of its own and waits for its first answer. */
export async function openProduct(world: World, options: ProductOptions = {}): Promise<Product> {
  if (!existsSync(SERVER)) throw new Error(`The server is not built: ${SERVER} is not there.`);
  const port = await freePort();
  const started = performance.now();
  const child = spawn(process.execPath, [...(options.node_flags ?? []), SERVER, 'serve'], {
    env: environmentOf(world, { port, log_level: options.log_level ?? 'warn' }),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await firstAnswer(child, port);
  return {
    port,
    started_in_ms: performance.now() - started,
    memory: () => residentMemory(child.pid),
    async close() {
      if (child.exitCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}

/** The variables that a server on a world is started with. */
export function environmentOf(
  world: World,
  { port, log_level }: { port: number; log_level: string },
): Record<string, string> {
  return {
    INTARSIA_HOST: '127.0.0.1',
    INTARSIA_PORT: String(port),
    INTARSIA_DATA_DIR: world.folder,
    ...(world.postgres && { INTARSIA_DATABASE_URL: world.postgres, INTARSIA_MASTER_KEY: KEY }),
    INTARSIA_SANDBOX_KEY_ID: credentials.key_id,
    INTARSIA_SANDBOX_KEY_SECRET: credentials.key_secret,
    INTARSIA_SANDBOX_LINK_KEY: credentials.link_key,
    INTARSIA_LOG_LEVEL: log_level,
  };
}

async function firstAnswer(child: ChildProcess, port: number): Promise<void> {
  const ends_at = performance.now() + PATIENCE_MS;
  while (performance.now() < ends_at) {
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}.`);
    if ((await statusOf(port)) === 200) return;
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
  child.kill('SIGKILL');
  throw new Error('The server did not answer.');
}

function statusOf(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const request = get({ port, host: '127.0.0.1', path: '/healthz', agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    // Nobody listens yet: ask again.
    request.once('error', () => resolve(undefined));
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listenAnywhere(server);
  server.close();
  await once(server, 'close');
  return port;
}

/** Resident memory of a process in bytes; undefined where the system does not tell. */
export function residentMemory(pid: number | undefined): number | undefined {
  const file = `/proc/${pid}/status`;
  if (!existsSync(file)) return undefined;
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(file, 'utf8')) ?? [];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}
