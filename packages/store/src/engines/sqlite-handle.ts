import type { Db } from './engine.ts';
import type { SqliteConnection } from './sqlite-connection.ts';

/** What a callback writes with. */
export interface Handle {
  readonly db: Db;
  /** Ends the handle. Gives the first failure that the callback saw, even if it hid it. */
  close(): { readonly error: unknown } | undefined;
}

/**
 * A handle that ends with its callback. As on PostgreSQL, a failed statement fails the transaction,
 * whether or not the callback catches the error.
 */
export function openHandle(connection: SqliteConnection): Handle {
  let open = true;
  let failed: { error: unknown } | undefined;
  async function guarded<T>(run: () => Promise<T>): Promise<T> {
    if (!open) throw new Error('This tx has ended: it was used outside its store.write callback.');
    if (failed) throw failed.error;
    try {
      return await run();
    } catch (error) {
      failed ??= { error };
      throw error;
    }
  }
  return {
    db: {
      all: (statement, args) => guarded(() => connection.all(statement, args)),
      first: (statement, args) => guarded(() => connection.first(statement, args)),
      run: (statement, args) => guarded(() => connection.run(statement, args)),
      raw: (sql, parameters) => guarded(() => connection.raw(sql, parameters)),
    },
    close() {
      open = false;
      return failed;
    },
  };
}
