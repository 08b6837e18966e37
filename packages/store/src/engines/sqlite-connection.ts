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
  /** Names of what each row holds; none where there are no rows. */
  readonly columns: readonly string[];
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
    const columns = statement.reader
      ? statement
          .raw()
          .columns()
          .map(({ name }) => name)
      : [];
    const fresh = { statement, bind, columns };
    kept.set(recipe, fresh);
    return fresh;
  }

  return {
    database,
    async all<Args, Row>(recipe: Statement<Args, Row>, args: Args): Promise<Row[]> {
      const { statement, bind, columns } = prepared(recipe);
      // Safe: the rows are those of the query that Kysely gave this type.
      return statement.all(bind(args)).map((values) => rowOf(columns, values)) as Row[];
    },
    async first<Args, Row>(recipe: Statement<Args, Row>, args: Args): Promise<Row | undefined> {
      const { statement, bind, columns } = prepared(recipe);
      const values = statement.get(bind(args));
      // Safe as above.
      return values && (rowOf(columns, values) as Row);
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

/** A row from its values: the driver takes half as long again to make objects than to make arrays. */
function rowOf(columns: readonly string[], values: readonly unknown[]): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  let i = 0;
  for (const name of columns) row[name] = values[i++];
  return row;
}
