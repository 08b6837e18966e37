import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestEngine } from '@intarsia/store/testing';

/** The server as it was built. */
const MAIN = fileURLToPath(new URL('../../apps/server/dist/main.js', import.meta.url));

/** What a process was told by its surroundings. */
export type Env = Readonly<Record<string, string>>;

/** How a process ended and what it said. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A running server. */
export interface ServerProcess {
  readonly url: string;
  /** All of standard output so far. */
  out(): string;
  /** Sends a signal and waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<Ended>;
  readonly child: ChildProcess;
}

/** A place for an instance: an empty data folder and an empty database. */
export interface Place {
  readonly env: Env;
  readonly database_url: string;
  remove(): Promise<void>;
}

/** Makes a place on an engine. */
export async function emptyPlace(engine: TestEngine): Promise<Place> {
  const folder = await mkdtemp(path.join(tmpdir(), 'intarsia-server-'));
  const database = await engine.place();
  return {
    database_url: database.url,
    env: {
      INTARSIA_DATA_DIR: path.join(folder, 'data'),
      INTARSIA_DATABASE_URL: database.url,
      INTARSIA_MASTER_KEY: randomBytes(32).toString('base64'),
      INTARSIA_PORT: '0',
    },
    async remove() {
      await database.remove();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Runs a verb to its end. */
export async function runVerb(args: readonly string[], env: Env): Promise<Ended> {
  const { ended } = launch(args, env);
  return ended;
}

/** Starts a server and waits until it is ready; rejects when it ends before that. */
export async function startServer(env: Env): Promise<ServerProcess> {
  const { child, ended, said } = launch(['serve'], env);
  const url = await Promise.race([
    said(/ready at (http:\S+)/),
    ended.then(({ code, err }) => {
      throw new Error(`the server ended with ${code}: ${err}`);
    }),
  ]);
  return {
    url,
    child,
    out: () => said.out(),
    stop(signal = 'SIGTERM') {
      child.kill(signal);
      return ended;
    },
  };
}

/** Starts a process of the server and waits for nothing. */
export function launch(args: readonly string[], env: Env) {
  if (!existsSync(MAIN)) throw new Error('apps/server is not built: run pnpm build first');
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const text = { out: '', err: '' };
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code) => resolve({ code, ...text }));
  });
  child.stderr.on('data', (part) => {
    text.err += part;
  });
  child.stdout.on('data', (part) => {
    text.out += part;
  });
  return { child, ended, said: Object.assign(said, { out: () => text.out }) };

  /** Waits until standard output matches; gives the first group. */
  function said(pattern: RegExp): Promise<string> {
    return new Promise((resolve) => {
      const look = () => {
        const found = pattern.exec(text.out)?.[1];
        if (found === undefined) return;
        child.stdout.off('data', look);
        resolve(found);
      };
      child.stdout.on('data', look);
    });
  }
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

/** The Authorization header of the API key that a first start or a verb printed. */
export function printedAuth(out: string): string {
  const pair = /key(?:, shown once:)?\s+([\w-]{36}:[\w-]{32})$/m.exec(out)?.[1];
  if (pair === undefined) throw new Error('no key was printed');
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}
