import type { SqliteConnection } from './sqlite-connection.ts';

/** How groups are committed. */
export interface BoundsOptions {
  /** Whether a commit waits until it is on the disk. */
  readonly durable: boolean;
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
export function openBounds(connection: SqliteConnection, { durable }: BoundsOptions): Bounds {
  const { database } = connection;
  const begin = database.prepare('begin immediate');
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
      begin.run();
    },
    save: prepared('savepoint callback'),
    keep: prepared('release callback'),
    undo: prepared('rollback to callback'),
    commit: prepared('commit'),
    rollback: prepared('rollback'),
  };
}
