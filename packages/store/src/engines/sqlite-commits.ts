// Imported, so that somebody's fake timers do not stop the database.
import { clearImmediate, setImmediate } from 'node:timers';
import type { Db } from './engine.ts';
import { type Bounds, type BoundsOptions, openBounds } from './sqlite-bounds.ts';
import type { SqliteConnection } from './sqlite-connection.ts';
import { openHandle } from './sqlite-handle.ts';

/** The most callbacks that share one commit; it bounds how long the event loop is held. */
const GROUP_SIZE = 256;

/** Turns many callbacks into few commits. */
export interface GroupCommit {
  /** Resolves with the answer of `run` once it is durable; with `sync: false` once it is committed. */
  submit<T>(run: (db: Db) => Promise<T>, options: SubmitOptions): Promise<T>;
  /** Waits for what was submitted, then refuses the rest. */
  close(): Promise<void>;
}

interface SubmitOptions {
  readonly exclusive: boolean;
  readonly sync?: boolean | undefined;
}

interface Entry {
  readonly run: (db: Db) => Promise<unknown>;
  readonly exclusive: boolean;
  readonly sync: boolean;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

type Outcome = { readonly value: unknown } | { readonly error: unknown };

/**
 * Runs queued callbacks strictly one after another inside one BEGIN IMMEDIATE, each under a savepoint
 * unless it is alone, and settles none of their promises before the COMMIT: one fsync makes all of them durable.
 */
export function groupCommit(
  connection: SqliteConnection,
  { durable = true, endReads = () => {} }: Partial<BoundsOptions> = {},
): GroupCommit {
  const bounds = openBounds(connection, { durable, endReads });
  const queue: Entry[] = [];
  const idle: (() => void)[] = [];
  let busy = false;
  let closed = false;

  async function drain(): Promise<void> {
    const group = takeGroup(queue);
    await commitGroup(bounds, group);
    if (queue.length > 0) setImmediate(drain);
    else {
      busy = false;
      for (const wake of idle.splice(0)) wake();
    }
  }

  return {
    submit<T>(run: (db: Db) => Promise<T>, { exclusive, sync = true }: SubmitOptions): Promise<T> {
      if (closed) return Promise.reject(new Error('The store is closed.'));
      return new Promise<T>((resolve, reject) => {
        // Safe: the entry is resolved with nothing but what its own `run` gave.
        queue.push({ run, exclusive, sync, resolve: resolve as (value: unknown) => void, reject });
        if (busy) return;
        busy = true;
        // Whoever else writes in this turn of the event loop joins the same commit.
        setImmediate(drain);
      });
    },
    async close() {
      closed = true;
      if (busy) await new Promise<void>((wake) => idle.push(wake));
    },
  };
}

function takeGroup(queue: Entry[]): Entry[] {
  if (queue[0]?.exclusive) return queue.splice(0, 1);
  const lone = queue.findIndex((entry) => entry.exclusive);
  return queue.splice(0, Math.min(GROUP_SIZE, lone < 0 ? queue.length : lone));
}

/** Never throws: every entry is settled. */
async function commitGroup(bounds: Bounds, group: readonly Entry[]): Promise<void> {
  const outcomes: Outcome[] = [];
  const cutOff = group[0]?.exclusive ? undefined : watchTurns();
  try {
    // One that must be on the disk takes all others there, those of earlier groups as well.
    bounds.begin({ sync: group.some(({ sync }) => sync) });
    const run = group.length === 1 ? runAlone : runUnderSavepoint;
    for (const entry of group) {
      outcomes.push(await run(bounds, entry, cutOff));
      // A full disk or a failed write makes SQLite roll back everything, the others' work included.
      if (!bounds.isOpen()) throw failureOf(outcomes.at(-1));
    }
    bounds.commit();
  } catch (error) {
    if (bounds.isOpen()) bounds.rollback();
    for (const entry of group) entry.reject(error);
    return;
  } finally {
    cutOff?.stop();
  }
  for (const [index, entry] of group.entries()) settle(entry, outcomes[index]);
}

function settle(entry: Entry, outcome: Outcome | undefined): void {
  if (outcome && 'value' in outcome) entry.resolve(outcome.value);
  else entry.reject(failureOf(outcome));
}

function failureOf(outcome: Outcome | undefined): unknown {
  return outcome && 'error' in outcome ? outcome.error : new Error('The transaction was lost.');
}

async function runUnderSavepoint(
  bounds: Bounds,
  entry: Entry,
  cutOff: Turns | undefined,
): Promise<Outcome> {
  bounds.save();
  const outcome = await runEntry(bounds, entry, cutOff);
  if (!bounds.isOpen()) return outcome;
  if ('error' in outcome) bounds.undo();
  bounds.keep();
  return outcome;
}

/** Without a savepoint, which would keep every page as it was before: there is nobody else to spare. */
async function runAlone(bounds: Bounds, entry: Entry, cutOff: Turns | undefined): Promise<Outcome> {
  const outcome = await runEntry(bounds, entry, cutOff);
  if ('error' in outcome && bounds.isOpen()) bounds.rollback();
  return outcome;
}

async function runEntry(
  { connection }: Bounds,
  { run }: Entry,
  cutOff: Turns | undefined,
): Promise<Outcome> {
  const handle = openHandle(connection);
  const outcome = await outcomeOf(run(handle.db), cutOff);
  const failed = handle.close();
  return 'value' in outcome && failed ? failed : outcome;
}

/** The outcome of a callback, or its end by force once it has waited for a turn of the event loop. */
function outcomeOf(work: Promise<unknown>, cutOff: Turns | undefined): Promise<Outcome> {
  return new Promise((resolve) => {
    cutOff?.onTurn(() => resolve({ error: waitedForOther() }));
    work.then(
      (value) => resolve({ value }),
      (error: unknown) => resolve({ error }),
    );
  });
}

function waitedForOther(): Error {
  return new Error(
    'A write callback waited for something other than its tx. Nothing but tx may be awaited inside store.write.',
  );
}

interface Turns {
  /** Sets what to do at the end of this turn of the event loop; replaces the one before. */
  onTurn(end: () => void): void;
  stop(): void;
}

/**
 * SQLite answers at once, so a callback that awaits only its handle settles within the microtasks of
 * one turn. One that still runs at the end of the turn waits for something else.
 */
function watchTurns(): Turns {
  let current: (() => void) | undefined;
  let immediate = setImmediate(tick);
  function tick(): void {
    current?.();
    immediate = setImmediate(tick);
  }
  return {
    onTurn: (end) => {
      current = end;
    },
    stop: () => clearImmediate(immediate),
  };
}
