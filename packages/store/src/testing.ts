import { mkdtemp, rm } from 'node:fs/promises';
import { get } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import type { Log } from '@intarsia/domain';
import pg from 'pg';
import { inject } from 'vitest';
import { openDatabase, type Store, storeOn } from './store.ts';

/** A new, empty database. */
export interface Place {
  readonly url: string;
  remove(): Promise<void>;
}

/** A store that can be looked into. */
export interface LookingStore extends Store {
  /** Runs a query behind the repositories' back. */
  look(sql: string): Promise<Record<string, unknown>[]>;
}

/** A store on a new database, with what takes it away again. */
export interface TestStore extends LookingStore {
  readonly url: string;
  /** Closes the store and removes its database. */
  cleanup(): Promise<void>;
}

/** One of the engines that every store test runs on. */
export interface TestEngine {
  readonly name: 'sqlite' | 'postgres';
  /** A new database without a schema. */
  place(): Promise<Place>;
  /** A store on a new database with the newest schema. */
  open(): Promise<TestStore>;
}

/** A real file, and a real server. */
export const engines: readonly TestEngine[] = [
  { name: 'sqlite', place: placeFile, open: () => openAt(placeFile()) },
  { name: 'postgres', place: placeDatabase, open: () => openAt(placeDatabase()) },
];

/** A log that keeps nothing. */
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** A store on a database that is there, with whatever schema it has. */
export async function storeAt(url: string): Promise<LookingStore> {
  const open = await openDatabase({ url, log: silentLog });
  return { ...storeOn(open, { log: silentLog }), look: (sql) => open.read.raw(sql) };
}

async function openAt(made: Promise<Place>): Promise<TestStore> {
  const { url, remove } = await made;
  const store = await storeAt(url);
  await store.migrate();
  return {
    ...store,
    url,
    async cleanup() {
      await store.close();
      await remove();
    },
  };
}

async function placeFile(): Promise<Place> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'intarsia-store-'));
  return {
    url: path.join(folder, 'intarsia.db'),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function placeDatabase(): Promise<Place> {
  const server = await serverUrl();
  // Unique among all processes that test on one server at one time.
  const name = `intarsia_test_${process.pid}_${process.hrtime.bigint()}`;
  await administer(server, `create database ${name} template template0`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    remove: () => administer(server, `drop database if exists ${name} with (force)`),
  };
}

async function administer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Asks the test run for its PostgreSQL. Fails loudly: no test may pass because an engine was missing. */
function serverUrl(): Promise<string> {
  const broker = inject('postgresBroker');
  return new Promise((resolve, reject) => {
    get(broker, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        text += part;
      });
      response.on('end', () => {
        if (response.statusCode === 200) resolve(text);
        else reject(new Error(text));
      });
    }).on('error', reject);
  });
}

export {
  type Bundle,
  bundle,
  type Child,
  type ChildOptions,
  type Ending,
} from './testing/children.ts';
export {
  openWorld,
  plain,
  START,
  testAccount,
  testId,
  testResource,
  testUser,
} from './testing/world.ts';
