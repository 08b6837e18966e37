// Imported, so that somebody's fake timers do not stop the database.
import { setImmediate } from 'node:timers';
import type { Log } from '@intarsia/domain';
import type { SqliteConnection } from './sqlite-connection.ts';

/** Milliseconds before each next attempt while others read what was: about a minute in all. */
const PAUSES: readonly number[] = [10, 50, 250, 1000, 3000, 10_000, 20_000, 30_000];

/** Takes what was erased out of the write-ahead log, which keeps old pages until they are overwritten. */
export interface Scrubber {
  /** Resolves after an attempt, and tries again by itself if that came to nothing. Never rejects. */
  scrub(): Promise<void>;
  /** Makes a last attempt if one is still to come. */
  close(): void;
}

interface ScrubberOptions {
  readonly log: Log;
  /** How long the connection waits otherwise, in milliseconds. */
  readonly busyTimeout: number;
  /** Ends what other connections of this process read. */
  readonly endReads?: () => void;
  /** Milliseconds before each next attempt. */
  readonly pauses?: readonly number[];
}

/** A scrubber on the connection that writes. Whatever is erased in one turn is scrubbed at once. */
export function openScrubber(connection: SqliteConnection, options: ScrubberOptions): Scrubber {
  const { log, pauses = PAUSES } = options;
  let soon: Promise<void> | undefined;
  let later: NodeJS.Timeout | undefined;

  function attempt(failures: number): void {
    later = undefined;
    if (truncateLog(connection, options)) return;
    const pause = pauses[failures];
    if (pause === undefined) {
      log.warn(
        {},
        'erased data stays in the write-ahead log: somebody reads an old state for long',
      );
      return;
    }
    later = setTimeout(attempt, pause, failures + 1);
    later.unref();
  }

  return {
    scrub() {
      soon ??= new Promise((resolve) => {
        setImmediate(() => {
          soon = undefined;
          clearTimeout(later);
          attempt(0);
          resolve();
        });
      });
      return soon;
    },
    close() {
      if (later === undefined) return;
      clearTimeout(later);
      truncateLog(connection, options);
    },
  };
}

/** Copies the log into the file and cuts it to nothing. Waits for nobody: that would hold the event loop. */
function truncateLog(
  { database }: SqliteConnection,
  { busyTimeout, endReads }: ScrubberOptions,
): boolean {
  if (!database.open || database.inTransaction) return false;
  endReads?.();
  database.pragma('busy_timeout = 0');
  try {
    return database.pragma('wal_checkpoint(truncate)', { simple: true }) === 0;
  } catch {
    // A full disk, say. The commit stands, and the next attempt may do better.
    return false;
  } finally {
    database.pragma(`busy_timeout = ${busyTimeout}`);
  }
}
