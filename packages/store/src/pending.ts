import type { DomainEvent, Scope } from '@intarsia/domain';
import type { Db } from './engines/engine.ts';

/** An event that waits for the end of its transaction. */
export interface PendingEvent {
  readonly environment_id: string;
  readonly event: DomainEvent;
}

/** What a transaction writes as its last statements. */
interface Pending {
  /** Changes of counters by environment and name. */
  readonly deltas: Map<string, Map<string, number>>;
  readonly events: PendingEvent[];
  /** Keys of what this transaction erases. Events of users and accounts among them keep ids only. */
  readonly erased: Set<string>;
  /** Subscriptions that something is to be delivered to, with their environments. */
  readonly rung: Map<string, string>;
  /** The JSON of what is written to more than one place. */
  readonly texts: WeakMap<object, string>;
}

/** A transaction: statements, and what is kept for its end. */
export interface Tx extends Db {
  readonly pending: Pending;
}

/** A transaction on a handle, with nothing pending. */
export function openTx(db: Db): Tx {
  const { all, first, run, raw } = db;
  return { all, first, run, raw, pending: openPending() };
}

function openPending(): Pending {
  return {
    deltas: new Map(),
    events: [],
    erased: new Set(),
    rung: new Map(),
    texts: new WeakMap(),
  };
}

/** The JSON of a value, which is made once: an account and the event of its change say the same. */
export function jsonOf({ pending: { texts } }: Tx, value: object): string {
  const known = texts.get(value) ?? JSON.stringify(value);
  texts.set(value, known);
  return known;
}

/** Notes that a counter changes by `by` when the transaction ends. */
export function count({ pending }: Tx, scope: Scope, change: { name: string; by: number }): void {
  const { environment_id } = scope;
  const deltas = pending.deltas.get(environment_id) ?? new Map<string, number>();
  deltas.set(change.name, (deltas.get(change.name) ?? 0) + change.by);
  pending.deltas.set(environment_id, deltas);
}

/** By how much a counter will have changed when the transaction ends. */
export function pendingBy({ pending }: Tx, { environment_id }: Scope, name: string): number {
  return pending.deltas.get(environment_id)?.get(name) ?? 0;
}

/** Names a user, an account or a file among those that are erased. */
export function erasedKey(environment_id: string, id: string): string {
  return `${environment_id} ${id}`;
}
