// Imported, so that somebody's fake timers do not stop the database.
import { setImmediate } from 'node:timers';
import type { Db } from './engine.ts';
import type { SqliteConnection } from './sqlite-connection.ts';

/** Reads that share one transaction for a turn of the event loop. */
export interface ReadTurns {
  readonly db: Db;
  /** Ends the transaction of this turn, if there is one: what is read next sees every commit so far. */
  end(): void;
}

/**
 * Puts all reads of one turn of the event loop into one read transaction: taking and giving back the lock on
 * the log for each of them costs as much as half the read itself. Whoever commits must call `end` before it
 * tells anybody; commits of other processes are seen from the next turn on.
 */
export function readTurns(connection: SqliteConnection): ReadTurns {
  const { database } = connection;
  const begin = database.prepare('begin');
  const commit = database.prepare('commit');

  function open(): void {
    if (database.inTransaction) return;
    begin.run();
    setImmediate(end);
  }

  function end(): void {
    // A closed connection has nothing open.
    if (database.open && database.inTransaction) commit.run();
  }

  return {
    end,
    db: {
      ...connection,
      all(recipe, args) {
        open();
        return connection.all(recipe, args);
      },
      first(recipe, args) {
        open();
        return connection.first(recipe, args);
      },
    },
  };
}
