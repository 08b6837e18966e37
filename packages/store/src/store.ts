import { setTimeout as wait } from 'node:timers/promises';
import { IntarsiaError, type Log } from '@intarsia/domain';
import { Conflict } from './conflicts.ts';
import type { Engine, OpenEngine } from './engines/engine.ts';
import { sqlite } from './engines/sqlite.ts';
import { openGate } from './gate.ts';
import { type Migrated, migrate, type Schema, schemaOf } from './migrate.ts';
import { openReads, openWrites, type Reads, type Writes } from './nouns.ts';
import { flush } from './outbox.ts';
import { openTx, type Tx } from './pending.ts';
import type { KnownWorld } from './world-times.ts';

/** The memory of an instance. */
export interface Store {
  /** For the log; nothing may branch on it. */
  readonly engine: 'sqlite' | 'postgres';
  /** Each call sees what was committed when it began. */
  readonly read: Reads;
  /**
   * Runs `run` in one transaction and resolves once it is durable. It may run again after a clash with
   * others, so nothing but `tx` may be touched or awaited inside. Throws `store_busy` when the clashes
   * do not end.
   */
  write<T>(run: (tx: Writes) => Promise<T>, options?: WriteOptions): Promise<T>;
  /**
   * Brings the schema up to this build, and runs `bootstrap` if no first start was ever finished: both
   * in one transaction under one lock, so that of several processes one does it. Here, and only here,
   * a callback may wait for other things. Refuses a schema that is newer than the build.
   */
  migrate(bootstrap?: (tx: Writes) => Promise<void>): Promise<Migrated>;
  /** How far the schema is. Changes nothing; throws when the database does not answer. */
  schema(): Promise<Schema>;
  /** Throws when the database does not answer. */
  ping(): Promise<void>;
  /** Calls back after a commit that gave a subscription something to deliver, in this process alone. */
  onDeliveries(listener: (rung: Rung) => void): void;
  /** Calls back after a commit that gave the feed of an environment new events, in this process alone. */
  onEvents(listener: (environment_id: string) => void): void;
  /** Waits for writes that have begun. */
  close(): Promise<void>;
}

/** A subscription that there is something to deliver to. */
interface Rung {
  readonly environment_id: string;
  readonly webhook_id: string;
}

/** How a transaction ends. */
export interface WriteOptions {
  /**
   * False: resolves when others see the change, without waiting for the disk. The end of this process
   * loses nothing of it; a power failure may take it back, with all that came after, until the next
   * ordinary change is durable. For work that is safe to do again.
   */
  readonly sync?: boolean;
  /** The world that the caller knows. Throws `WorldReplaced`, and changes nothing, where it is another one. */
  readonly world?: KnownWorld | undefined;
}

/** Where the memory is. */
export interface StoreOptions {
  /** A file path or `file:` URL for SQLite, or `postgres://…`. */
  readonly url: string;
  readonly log: Log;
  /** Connections to PostgreSQL; 10 when not said. */
  readonly pool_size?: number | undefined;
  /** Milliseconds that a caller waits for one of them before the store is busy; 10,000 when not said. */
  readonly pool_wait?: number | undefined;
  /**
   * False: nothing in SQLite waits for the disk, and a power failure may break the file. For databases
   * that are thrown away anyway.
   */
  readonly durable?: boolean | undefined;
}

/** Milliseconds before each next attempt: about five seconds in all. */
const PAUSES: readonly number[] = [1, 5, 10, 25, 50, 100, 200, 300, 400, 500, 600, 700, 900, 1200];

/** Opens a database without looking at its schema. `migrate` comes first. */
export async function openStore(options: StoreOptions): Promise<Store> {
  return storeOn(await openDatabase(options), { log: options.log });
}

/** Opens a database for a store, or to look behind one. */
export async function openDatabase(options: StoreOptions): Promise<OpenEngine> {
  const { url, log, pool_size = 10, pool_wait = 10_000, durable = true } = options;
  const engine = await engineFor(url);
  return engine.open(url, { log, durable, poolSize: pool_size, poolWait: pool_wait });
}

/** The store on an open database. `pauses` are the milliseconds before each next attempt of a write. */
export function storeOn(
  open: OpenEngine,
  { log, pauses = PAUSES }: { log: Log; pauses?: readonly number[] },
): Store {
  const gate = openGate();
  const deliveries = openListeners<Rung>();
  const events = openListeners<string>();
  const told = ({ rung, events: appended }: Tx['pending']) => {
    for (const [webhook_id, environment_id] of rung)
      deliveries.tell({ environment_id, webhook_id });
    for (const id of new Set(appended.map((one) => one.environment_id))) events.tell(id);
  };
  return {
    engine: open.engine.name,
    read: openReads(open.read),
    write: (run, options) => gate.enter(() => written(open, { run, log, pauses, options, told })),
    onDeliveries: deliveries.add,
    onEvents: events.add,
    migrate: (bootstrap) => gate.enter(() => migrate(open, { bootstrap, log })),
    schema: () => schemaOf(open),
    ping: async () => {
      await open.read.raw('select 1');
    },
    close: () => gate.close(() => open.close()),
  };
}

function openListeners<Told>() {
  const listeners: ((told: Told) => void)[] = [];
  return {
    add: (listener: (told: Told) => void) => void listeners.push(listener),
    tell(told: Told): void {
      for (const listener of listeners) listener(told);
    },
  };
}

interface Write<T> {
  readonly run: (tx: Writes) => Promise<T>;
  readonly log: Log;
  readonly pauses: readonly number[];
  readonly options: WriteOptions | undefined;
  /** Tells of environments that have new events, and of subscriptions that have something to deliver. */
  told(pending: Tx['pending']): void;
}

async function written<T>(open: OpenEngine, write: Write<T>): Promise<T> {
  const { answer, pending } = await retried(open, write);
  write.told(pending);
  if (pending.erased.size > 0) await open.scrub();
  return answer;
}

/** What a transaction gave, and what it left to be done after it. */
interface Committed<T> {
  readonly answer: T;
  readonly pending: Tx['pending'];
}

async function retried<T>(
  open: OpenEngine,
  { run, log, pauses, options }: Write<T>,
): Promise<Committed<T>> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await open.transact((db) => transaction(openTx(db), run, options), options);
    } catch (error) {
      if (!(error instanceof Conflict) && !open.engine.isRetryable(error)) throw error;
      const pause = pauses[attempt];
      if (pause === undefined) throw tooBusy(error);
      log.debug({ attempt, error: String(error) }, 'running a transaction again');
      await wait(pause);
    }
  }
}

async function transaction<T>(
  tx: Tx,
  run: (tx: Writes) => Promise<T>,
  { world }: WriteOptions = {},
): Promise<Committed<T>> {
  const answer = await run(openWrites(tx));
  await flush(tx, world);
  return { answer, pending: tx.pending };
}

function tooBusy(cause: unknown): IntarsiaError {
  return new IntarsiaError('store_busy', 'The database is busy. Try again in a moment.', { cause });
}

/** The driver of PostgreSQL is loaded by those who use it alone: it takes a tenth of a start. */
async function engineFor(url: string): Promise<Engine> {
  if (!/^postgres(ql)?:/.test(url)) return sqlite;
  const { postgres } = await import('./engines/postgres.ts');
  return postgres;
}
