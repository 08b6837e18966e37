import { closeSync, openSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import {
  DummyDriver,
  Kysely,
  type SelectQueryBuilder,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { Tables } from '../tables.ts';
import { codeOf, type Engine, type OpenEngine, type SqlDialect } from './engine.ts';
import { groupCommit } from './sqlite-commits.ts';
import { openConnection, type SqliteConnection } from './sqlite-connection.ts';
import { openScrubber } from './sqlite-scrub.ts';
import { readTurns } from './sqlite-turns.ts';

const unchanged = <DB, TB extends keyof DB, O>(query: SelectQueryBuilder<DB, TB, O>) => query;

/** The SQL of SQLite. */
export const sqliteDialect: SqlDialect = {
  text: 'text',
  integer: 'integer',
  table: { wide: 'strict', narrow: 'strict, without rowid' },
  // One writer at a time: whatever a transaction reads stays as it is until it ends.
  locked: unchanged,
  owned: unchanged,
  shared: unchanged,
  unclaimed: unchanged,
};

/**
 * Waiting inside SQLite blocks the event loop, so writers wait shortly there and long in `store.write`.
 * Readers hardly ever wait in WAL mode.
 */
const BUSY_WRITER = 100;
const BUSY_READER = 5000;
const BUSY_OPENING = 10_000;

const everyConnection = ['foreign_keys = on', 'temp_store = memory', 'trusted_schema = off'];

/** A real file in WAL mode with one durable writer that commits in groups, and a separate reader. */
export const sqlite: Engine = {
  name: 'sqlite',
  dialect: sqliteDialect,
  isRetryable: isBusy,
  open: async (url, { log, durable }) => {
    const { writer, reader, q } = openSqliteFile(fileOf(url), { durable });
    const { db: read, end: endReads } = readTurns(reader);
    const commits = groupCommit(writer, { durable, endReads });
    const scrubber = openScrubber(writer, { log, busyTimeout: BUSY_WRITER, endReads });
    // The last process may have died between the commit of an erasure and its scrubbing.
    await scrubber.scrub();
    return {
      engine: sqlite,
      q,
      read,
      transact: (run, options) =>
        options?.exclusive
          ? patiently(() => commits.submit(run, { exclusive: true }))
          : commits.submit(run, { exclusive: false, sync: options?.sync }),
      scrub: () => scrubber.scrub(),
      close: async () => {
        await commits.close();
        scrubber.close();
        reader.close();
        writer.close();
      },
    } satisfies OpenEngine;
  },
};

function isBusy(error: unknown): boolean {
  return /^SQLITE_(BUSY|LOCKED)/.test(codeOf(error));
}

/** Waits, ten minutes at most, for another process that holds the file for as long as it migrates. */
async function patiently<T>(attempt: () => Promise<T>): Promise<T> {
  for (let left = 12_000; ; left--) {
    try {
      return await attempt();
    } catch (error) {
      if (!isBusy(error) || left === 0) throw error;
      await wait(50);
    }
  }
}

/** The two connections to a file, with the queries' builder. */
export interface SqliteFile {
  readonly writer: SqliteConnection;
  readonly reader: SqliteConnection;
  readonly q: Kysely<Tables>;
}

/** Opens a file, in WAL mode from its first byte on. */
export function openSqliteFile(file: string, { durable = true } = {}): SqliteFile {
  const q = queries();
  // For its owner alone; SQLite gives the files beside it the same mode.
  closeSync(openSync(file, 'a', 0o600));
  const writer = openConnection(file, {
    q,
    dialect: sqliteDialect,
    busyTimeout: BUSY_OPENING,
    pragmas: [
      // For a new file only. Rows of scans and events have 1.5 to 3 KB: whole worlds move in two thirds of the time.
      'page_size = 8192',
      'journal_mode = wal',
      // Better-sqlite3 is built for NORMAL in WAL mode, which loses the newest commits with the power.
      `synchronous = ${durable ? 'full' : 'off'}`,
      // What was erased is overwritten, not just unlinked.
      'secure_delete = on',
      'journal_size_limit = 67108864',
      // Rows that change again and again, such as accounts, are copied into the file once for many changes.
      'wal_autocheckpoint = 2000',
      ...everyConnection,
      `busy_timeout = ${BUSY_WRITER}`,
    ],
  });
  const reader = openConnection(file, {
    q,
    dialect: sqliteDialect,
    busyTimeout: BUSY_READER,
    pragmas: ['query_only = on', ...everyConnection],
  });
  return { writer, reader, q };
}

function queries(): Kysely<Tables> {
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });
}

/** The path in a `file:` URL, or the text itself. */
export function fileOf(url: string): string {
  const file = url.startsWith('file:') ? decodeURIComponent(url.replace(/^file:(\/\/)?/, '')) : url;
  if (file === '' || file.startsWith(':memory:') || /^[a-z]{2,}:/i.test(file)) {
    throw new Error(
      `The database must be a file path, a file: URL or a postgres:// URL, not "${url}".`,
    );
  }
  return file;
}
