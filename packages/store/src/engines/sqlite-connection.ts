import Database from 'better-sqlite3';
import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';
import type { Db, SqlDialect } from './engine.ts';
import { type Compiled, compile, type Statement } from './statements.ts';

/** What a connection to a SQLite file is opened with. */
export interface ConnectionOptions {
  readonly q: Kysely<Tables>;
  readonly dialect: SqlDialect;
  /** How long SQLite itself waits for another process, in milliseconds. It blocks this one meanwhile. */
  readonly busyTimeout: number;
  readonly pragmas: readonly string[];
}

/** One connection to a SQLite file. Its calls are synchronous; `Db` gives them the face of promises. */
export interface SqliteConnection extends Db {
  readonly database: Database.Database;
  close(): void;
}

interface Prepared {
  readonly statement: Database.Statement<unknown[], unknown[]>;
  readonly bind: Compiled['bind'];
  /** What makes rows of the values that the statement gives, all of as many columns as these. */
  toRowOf(values: readonly unknown[]): ToRow;
}

/** Opens a connection. Statements are prepared once and kept: their number is that of the code's. */
export function openConnection(file: string, options: ConnectionOptions): SqliteConnection {
  const database = new Database(file, { timeout: options.busyTimeout });
  for (const pragma of options.pragmas) database.pragma(pragma);
  const kept = new WeakMap<object, Prepared>();

  function prepared<Args, Row>(recipe: Statement<Args, Row>): Prepared {
    const known = kept.get(recipe);
    if (known) return known;
    const { sql, bind } = compile(recipe, options);
    const statement = database.prepare<unknown[], unknown[]>(sql);
    if (statement.reader) statement.raw();
    const fresh = { statement, bind, toRowOf: rowMakers(statement) };
    kept.set(recipe, fresh);
    return fresh;
  }

  return {
    database,
    async all<Args, Row>(recipe: Statement<Args, Row>, args: Args): Promise<Row[]> {
      const { statement, bind, toRowOf } = prepared(recipe);
      const rows = statement.all(bind(args));
      const [first] = rows;
      // Safe: the rows are those of the query that Kysely gave this type.
      return (first ? rows.map(toRowOf(first)) : []) as Row[];
    },
    async first<Args, Row>(recipe: Statement<Args, Row>, args: Args): Promise<Row | undefined> {
      const { statement, bind, toRowOf } = prepared(recipe);
      const values = statement.get(bind(args));
      // Safe as above.
      return values && (toRowOf(values)(values) as Row);
    },
    async run<Args>(recipe: Statement<Args, unknown>, args: Args): Promise<number> {
      const { statement, bind } = prepared(recipe);
      return statement.run(bind(args)).changes;
    },
    async raw(sql, parameters = []) {
      const statement = database.prepare<unknown[], Record<string, unknown>>(sql);
      if (statement.reader) return statement.all(parameters);
      statement.run(parameters);
      return [];
    },
    close: () => database.close(),
  };
}

/** Makes a row of its values. */
type ToRow = (values: readonly unknown[]) => Record<string, unknown>;

/**
 * What makes rows of a statement, by the names of its columns. A newer build may add some to a table while
 * this process runs, and SQLite prepares the statement anew in silence.
 */
function rowMakers(statement: Database.Statement<unknown[], unknown[]>): Prepared['toRowOf'] {
  let width = -1;
  let toRow: ToRow = () => ({});
  return (values) => {
    if (values.length !== width) {
      toRow = rowMaker(statement.columns().map(({ name }) => name));
      width = values.length;
    }
    return toRow;
  };
}

/**
 * What makes rows with these columns. A literal of its own for each statement: all of its rows have one
 * shape from the beginning, and one of twenty columns takes 25 ns instead of 770 for naming one member after
 * another. The driver's own objects take longer than its arrays and this.
 */
function rowMaker(columns: readonly string[]): ToRow {
  const members = columns.map((name, i) => `${JSON.stringify(name)}: values[${i}]`);
  // Safe: the names are those of columns, of which no caller has written any.
  return new Function('values', `return { ${members.join(', ')} };`) as ToRow;
}
