import type { Log } from '@intarsia/domain';
import type { Expression, Kysely, SelectQueryBuilder } from 'kysely';
import type { Tables } from '../tables.ts';
import type { RowsStatement, Statement } from './statements.ts';

/** Where the two engines' SQL differs. Statements and migrations ask this, never for a name. */
export interface SqlDialect {
  /** Text that is compared by its bytes, so that the order of times and ids is the same everywhere. */
  readonly text: 'text' | Expression<string>;
  /** A whole number up to 2^53. */
  readonly integer: 'integer' | 'bigint';
  /** What ends `create table`: for tables with rows of any width, and for those of narrow rows. */
  readonly table: { readonly wide: string; readonly narrow: string };
  /** Keeps other transactions from changing the rows until this one ends. */
  locked<DB, TB extends keyof DB, O>(
    query: SelectQueryBuilder<DB, TB, O>,
  ): SelectQueryBuilder<DB, TB, O>;
  /** As `locked`, and keeps others from adding rows that refer to these. */
  owned<DB, TB extends keyof DB, O>(
    query: SelectQueryBuilder<DB, TB, O>,
  ): SelectQueryBuilder<DB, TB, O>;
  /** Keeps other transactions from changing the rows until this one ends, but not from doing the same. */
  shared<DB, TB extends keyof DB, O>(
    query: SelectQueryBuilder<DB, TB, O>,
  ): SelectQueryBuilder<DB, TB, O>;
  /** Takes only rows that no other transaction holds, and holds them. */
  unclaimed<DB, TB extends keyof DB, O>(
    query: SelectQueryBuilder<DB, TB, O>,
  ): SelectQueryBuilder<DB, TB, O>;
}

/** Runs statements: outside a transaction, or inside one. */
export interface Db {
  all<Args, Row>(statement: Statement<Args, Row>, args: Args): Promise<Row[]>;
  first<Args, Row>(statement: Statement<Args, Row>, args: Args): Promise<Row | undefined>;
  /** Gives the number of rows that were changed. */
  run<Args>(statement: Statement<Args, unknown>, args: Args): Promise<number>;
  /** Runs a text as it is: migrations, and tests that look behind the repositories. */
  raw(sql: string, parameters?: unknown[]): Promise<Record<string, unknown>[]>;
}

/** Runs a statement over any number of rows and gives what it returns. */
export async function allRows<Args, Row>(
  db: Db,
  statements: RowsStatement<Args, Row>,
  rows: readonly Args[],
): Promise<Row[]> {
  const only = statements[rows.length - 1];
  if (only) return db.all(only, rows);
  const answers: Row[] = [];
  for (const { fitting, part } of partsOf(statements, rows)) {
    answers.push(...(await db.all(fitting, part)));
  }
  return answers;
}

/** Runs a statement over any number of rows and gives the number of rows that were changed. */
export async function runRows<Args>(
  db: Db,
  statements: RowsStatement<Args, unknown>,
  rows: readonly Args[],
): Promise<number> {
  const only = statements[rows.length - 1];
  if (only) return db.run(only, rows);
  let changed = 0;
  for (const { fitting, part } of partsOf(statements, rows)) changed += await db.run(fitting, part);
  return changed;
}

function* partsOf<Args, Row>(statements: RowsStatement<Args, Row>, rows: readonly Args[]) {
  for (let start = 0; start < rows.length; start += statements.length) {
    const part = rows.slice(start, start + statements.length);
    const fitting = statements[part.length - 1];
    if (fitting) yield { fitting, part };
  }
}

/** How one attempt at a transaction is run. */
export interface TransactOptions {
  /**
   * Waits for the lock of whoever migrates, holds it, and may wait for other things than its handle.
   * For migrations and the first start only.
   */
  readonly exclusive?: boolean;
  /** False: resolves when others see the commit, whether or not the disk has it yet. */
  readonly sync?: boolean;
}

/** An open database. */
export interface OpenEngine {
  readonly engine: Engine;
  /** Builds queries; it has no connection. */
  readonly q: Kysely<Tables>;
  readonly read: Db;
  /** One attempt: commits what `run` did, or nothing of it. Resolves only after the commit. */
  transact<T>(run: (db: Db) => Promise<T>, options?: TransactOptions): Promise<T>;
  /** After a commit that erased something: leaves nothing of it in files of the engine. Never rejects. */
  scrub(): Promise<void>;
  close(): Promise<void>;
}

/** A kind of database. */
export interface Engine {
  /** For the log; nothing may branch on it. */
  readonly name: 'sqlite' | 'postgres';
  readonly dialect: SqlDialect;
  /** True for a failure that goes away by running the transaction again. */
  isRetryable(error: unknown): boolean;
  open(url: string, options: OpenOptions): Promise<OpenEngine>;
}

/** What every engine is opened with. */
interface OpenOptions {
  readonly log: Log;
  /** False where nothing needs to outlive a power failure. */
  readonly durable: boolean;
  /** Connections to PostgreSQL, and the milliseconds that a caller waits for one. */
  readonly poolSize: number;
  readonly poolWait: number;
}

/** The code that a driver put on its error. */
export function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return String(error.code);
}
