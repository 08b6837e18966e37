import type { SqliteConnection } from './sqlite-connection.ts';

/** How groups are committed. */
export interface BoundsOptions {
  /** Whether a commit waits until it is on the disk. */
  readonly durable: boolean;
  /** Ends what other connections of this process read: before a group begins, and before it is settled. */
  readonly endReads: () => void;
}

/** The statements around callbacks. */
export interface Bounds {
  readonly connection: SqliteConnection;
  isOpen(): boolean;
  begin(options: { sync: boolean }): void;
  save(): void;
  keep(): void;
  undo(): void;
  commit(): void;
  rollback(): void;
}

/** Prepares them on the connection that writes. */
export function openBounds(
  connection: SqliteConnection,
  { durable, endReads }: BoundsOptions,
): Bounds {
  const { database } = connection;
  const begin = database.prepare('begin immediate');
  const commit = database.prepare('commit');
  let synced = true;
  const prepared = (sql: string) => {
    const statement = database.prepare(sql);
    return () => {
      statement.run();
    };
  };
  return {
    connection,
    isOpen: () => database.inTransaction,
    begin({ sync }) {
      // It can't be changed inside a transaction, and takes effect when it is prepared.
      if (durable && sync !== synced) {
        database.pragma(`synchronous = ${sync ? 'full' : 'normal'}`);
        synced = sync;
      }
      // A log that nobody reads can begin anew instead of growing.
      endReads();
      begin.run();
    },
    save: prepared('savepoint callback'),
    keep: prepared('release callback'),
    undo: prepared('rollback to callback'),
    commit() {
      commit.run();
      endReads();
    },
    rollback: prepared('rollback'),
  };
}
