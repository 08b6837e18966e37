import type { ResourceKind, Scope } from '@intarsia/domain';
import { allRows, type Db } from './engines/engine.ts';
import { rowsStatement, statement } from './engines/statements.ts';
import type { CountersTable } from './tables.ts';

/**
 * Names of counters. `EVENTS` is the cursor of an environment's feed: its row is the lock that lets
 * transactions with events commit only in the order of their cursors.
 */
export const EVENTS = 'events';
/** The newest cursor of the feed of those that are kept no longer. */
export const FORGOTTEN = 'events.forgotten';
export const USERS = 'users';
export const ACCOUNTS = 'accounts';
export const WEBHOOKS = 'webhooks';

/** The name of the counter that keeps where a feed ended on a day of the wall, such as 2022-04-22. */
export function markOf(day: string): string {
  return `events.day:${day}`;
}

/** The name of the counter of a user's accounts. */
export function accountsOf(user_id: string): string {
  return `accounts:${user_id}`;
}

/** The name of the counter of the accounts with a connection status. */
export function accountsIn(status: string): string {
  return `accounts.${status}`;
}

/** The name of the counter of a kind of resource in an environment. */
export function resourcesIn(kind: ResourceKind): string {
  return `resources.${kind}`;
}

/** Whose resources are counted: by one name for both, an account would be taken for a user. */
export interface CountedOwner {
  readonly column: 'account_id' | 'user_id';
  readonly id: string;
}

/** The name of the counter of a kind of resource of one user, or of one account. */
export function resourcesOf(kind: ResourceKind, { column, id }: CountedOwner): string {
  return column === 'user_id' ? `resources.${kind}.user:${id}` : `resources.${kind}:${id}`;
}

/** The name of the counter of an account's events. */
export function sequenceOf(account_id: string): string {
  return `sequence:${account_id}`;
}

const find = statement<{ environment_id: string; name: string }>()(({ q, p }) =>
  q
    .selectFrom('counters')
    .select('value')
    .where('environment_id', '=', p.environment_id)
    .where('name', '=', p.name),
);

const remove = rowsStatement<{ environment_id: string; name: string }>(['environment_id', 'name'])(
  ({ q, first, rows }) =>
    q
      .deleteFrom('counters')
      .where('environment_id', '=', first.environment_id)
      .where(
        'name',
        'in',
        rows.map(({ name }) => name),
      )
      .returning(['name', 'value']),
);

const add = rowsStatement<CountersTable>(['environment_id', 'name', 'value'])(({ q, rows }) =>
  q
    .insertInto('counters')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['environment_id', 'name']).doUpdateSet((eb) => ({
        value: eb('counters.value', '+', eb.ref('excluded.value')),
      })),
    )
    .returning(['environment_id', 'name', 'value']),
);

/** The value of a counter; 0 for one that never changed. */
export async function readCounter(db: Db, scope: Scope, name: string): Promise<number> {
  const row = await db.first(find, { environment_id: scope.environment_id, name });
  return row?.value ?? 0;
}

/** Takes counters away, and gives what they were. */
export function removeCounters(
  db: Db,
  { environment_id }: Scope,
  names: readonly string[],
): Promise<{ name: string; value: number }[]> {
  return allRows(
    db,
    remove,
    names.map((name) => ({ environment_id, name })),
  );
}

/**
 * Adds to counters and gives their new values. Rows are taken in one order by everybody, the feed's
 * cursor first, so that two transactions never wait for each other.
 */
export async function addToCounters(
  db: Db,
  deltas: readonly CountersTable[],
): Promise<CountersTable[]> {
  const ordered = [...deltas].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return allRows(db, add, ordered);
}

function keyOf({ environment_id, name }: CountersTable): string {
  return `${environment_id} ${name === EVENTS ? '' : name}`;
}
