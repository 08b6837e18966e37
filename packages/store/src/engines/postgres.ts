import { IntarsiaError } from '@intarsia/domain';
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
} from 'kysely';
import pg from 'pg';
import type { Tables } from '../tables.ts';
import {
  codeOf,
  type Db,
  type Engine,
  type OpenEngine,
  type SqlDialect,
  type TransactOptions,
} from './engine.ts';
import { type Compiled, compile, type Statement } from './statements.ts';

const dialect: SqlDialect = {
  text: sql`text collate "C"`,
  integer: 'bigint',
  table: { wide: '', narrow: '' },
  // Not FOR UPDATE: that would also wait for those who only insert rows which refer to this one.
  locked: (query) => query.forNoKeyUpdate(),
  owned: (query) => query.forUpdate(),
  shared: (query) => query.forShare(),
  unclaimed: (query) => query.forUpdate().skipLocked(),
};

/**
 * Serialization failure, deadlock, lock timeout; then those that say that nothing has begun: no
 * connection left, starting up, refused. A connection lost later may have lost a commit's answer only.
 */
const RETRYABLE = /^(40001|40P01|55P03|53300|57P03|ECONNREFUSED)$/;

/**
 * The server is not to be reached or says goodbye. Class 08 is its own word for a connection that failed.
 */
const GONE =
  /^(57P0[123]|08...|ECONNREFUSED|ECONNRESET|EPIPE|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/;
/** The driver's own errors of a connection have no codes. */
const GONE_TEXT = /timeout|^Connection terminated|^Client has encountered a connection error/;

/** Any integer: it only has to be the same in every process. */
const MIGRATION_LOCK = 4_650_465_046;

const BEGIN =
  "begin isolation level read committed; set local lock_timeout = '5s'; " +
  "set local idle_in_transaction_session_timeout = '10s'";
/** The server writes its log a moment later; whoever commits after this and waits, waits for this too. */
const BEGIN_UNSYNCED = `${BEGIN}; set local synchronous_commit = off`;
const BEGIN_EXCLUSIVE = `begin isolation level read committed; select pg_advisory_xact_lock(${MIGRATION_LOCK})`;

/** A pool of connections; one transaction per callback. */
export const postgres: Engine = {
  name: 'postgres',
  dialect,
  isRetryable: (error) => RETRYABLE.test(codeOf(error)),
  open: async (url, { log, poolSize, poolWait }) => {
    const pool = new pg.Pool({
      connectionString: url,
      max: poolSize,
      connectionTimeoutMillis: poolWait,
      application_name: 'intarsia',
      types: { getTypeParser },
    });
    // An idle connection that breaks is replaced; without a listener it would end the process.
    pool.on('error', (error) => log.warn({ error: error.message }, 'lost an idle connection'));
    const compiled = compiler();
    return {
      engine: postgres,
      q: compiled.q,
      read: handleOn(
        { query: (text, values) => pool.query(text, values).catch(refuse) },
        compiled.of,
      ),
      transact: async (run, options) => {
        const client = await pool.connect().catch(refuseForGood);
        const begin = beginOf(options);
        return transaction(client, { begin, run, of: compiled.of }).catch(refuseForGood);
      },
      // Nobody but the server's keeper reads its log, which replicas and backups need as it is.
      scrub: async () => undefined,
      close: () => pool.end(),
    } satisfies OpenEngine;
  },
};

function beginOf({ exclusive, sync = true }: TransactOptions = {}): string {
  if (exclusive) return BEGIN_EXCLUSIVE;
  return sync ? BEGIN : BEGIN_UNSYNCED;
}

/** Says of a database that gives no connection or loses one that it is away; passes on anything else. */
function refuse(error: unknown): never {
  const code = codeOf(error);
  const isGone =
    code === '' ? error instanceof Error && GONE_TEXT.test(error.message) : GONE.test(code);
  if (!isGone) throw error;
  throw new IntarsiaError('store_busy', 'The database gave no connection. Try again in a moment.', {
    cause: error,
  });
}

/** The same of a transaction, but for what `store.write` tries again by itself. */
function refuseForGood(error: unknown): never {
  if (RETRYABLE.test(codeOf(error))) throw error;
  return refuse(error);
}

type CompiledOf = <Args, Row>(statement: Statement<Args, Row>) => Compiled;

interface Attempt<T> {
  readonly begin: string;
  readonly run: (db: Db) => Promise<T>;
  readonly of: CompiledOf;
}

/** Runs one transaction and gives the connection back, or away when it broke. */
async function transaction<T>(client: pg.PoolClient, { begin, run, of }: Attempt<T>): Promise<T> {
  const handle = openHandle(client, of);
  let broken: Error | undefined;
  const noteBreak = (error: Error) => {
    broken = error;
  };
  client.on('error', noteBreak);
  try {
    await client.query(begin);
    const answer = await run(handle.db);
    handle.close();
    const { command } = await client.query('commit');
    // After a failed statement, which the callback may have hidden, COMMIT quietly rolls back.
    if (command !== 'COMMIT') throw new Error('A statement failed, so nothing was committed.');
    return answer;
  } catch (error) {
    handle.close();
    // Where this fails the connection is gone, and the server has rolled back by itself.
    await client.query('rollback').catch(noteBreak);
    throw error;
  } finally {
    client.off('error', noteBreak);
    client.release(broken);
  }
}

/** A handle that ends with its callback. */
function openHandle(client: pg.PoolClient, of: CompiledOf): { db: Db; close(): void } {
  let open = true;
  const connection: Queryable = {
    query: async (text, values) => {
      if (!open)
        throw new Error('This tx has ended: it was used outside its store.write callback.');
      return client.query(text, values);
    },
  };
  return {
    db: handleOn(connection, of),
    close() {
      open = false;
    },
  };
}

interface Queryable {
  query(text: string, values: unknown[]): Promise<pg.QueryResult>;
}

function handleOn(connection: Queryable, of: CompiledOf): Db {
  async function query<Args, Row>(statement: Statement<Args, Row>, args: Args) {
    const { sql: text, bind } = of(statement);
    return connection.query(text, bind(args));
  }
  return {
    // Safe: the rows are those of the query that Kysely gave this type.
    all: async <Args, Row>(statement: Statement<Args, Row>, args: Args) =>
      (await query(statement, args)).rows as Row[],
    // Safe as above.
    first: async <Args, Row>(statement: Statement<Args, Row>, args: Args) =>
      (await query(statement, args)).rows[0] as Row | undefined,
    run: async (statement, args) => (await query(statement, args)).rowCount ?? 0,
    raw: async (text, parameters = []) => (await connection.query(text, parameters)).rows,
  };
}

function compiler(): { q: Kysely<Tables>; of: CompiledOf } {
  const q = new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
  const kept = new WeakMap<object, Compiled>();
  return {
    q,
    of(statement) {
      const known = kept.get(statement);
      if (known) return known;
      const fresh = compile(statement, { q, dialect });
      kept.set(statement, fresh);
      return fresh;
    },
  };
}

const INT8 = 20;

/** As the driver's own, but whole numbers come as numbers: ours stay below 2^53. */
function getTypeParser(oid: number, format?: 'text' | 'binary') {
  if (oid === INT8) return Number;
  return pg.types.getTypeParser(oid, format);
}
