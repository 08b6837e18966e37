import { ResourceKind, type Scope } from '@intarsia/domain';
import { sql } from 'kysely';
import {
  ACCOUNTS,
  accountsIn,
  accountsOf,
  type CountedOwner,
  removeCounters,
  resourcesIn,
  resourcesOf,
  USERS,
} from './counters.ts';
import { statement } from './engines/statements.ts';
import { count, erasedKey, pendingBy, type Tx } from './pending.ts';

interface Key {
  environment_id: string;
  id: string;
}

/** All that an account has goes with it, everything else with the user: by foreign keys. */
const deleteAccounts = statement<Key>()(({ q, p }) =>
  q
    .deleteFrom('accounts')
    .where('environment_id', '=', p.environment_id)
    .where('user_id', '=', p.id)
    .returning(['id', 'status']),
);

const deleteUser = statement<Key>()(({ q, p }) =>
  q.deleteFrom('users').where('environment_id', '=', p.environment_id).where('id', '=', p.id),
);

const deleteAccount = statement<Key>()(({ q, p }) =>
  q
    .deleteFrom('accounts')
    .where('environment_id', '=', p.environment_id)
    .where('id', '=', p.id)
    .returning(['user_id', 'status']),
);

/** What an erased event still says: whom it was about. */
const idsOnly = sql<string>`case when account_id is null
  then '{"user":"' || user_id || '"}'
  else '{"account":"' || account_id || '","user":"' || user_id || '"}' end`;

const scrubUser = statement<Key>()(({ q, p }) =>
  q
    .updateTable('events')
    .set({ data: idsOnly, resource: null })
    .where('environment_id', '=', p.environment_id)
    .where('user_id', '=', p.id),
);

const scrubAccount = statement<Key>()(({ q, p }) =>
  q
    .updateTable('events')
    .set({ data: idsOnly, resource: null })
    .where('environment_id', '=', p.environment_id)
    .where('account_id', '=', p.id),
);

const copiesOf = statement<{ environment_id: string }>()(({ q, p }) =>
  q.selectFrom('environments').select('id').where('snapshot_of', '=', p.environment_id),
);

/** What was not sent yet of who is gone is not sent any more, but that they are gone. */
function dropOf(owner: 'user_id' | 'lane') {
  return statement<Key>()(({ q, p }) =>
    q
      .updateTable('deliveries')
      .set({ status: sql.lit('dropped'), next_attempt_at: null })
      .where('environment_id', '=', p.environment_id)
      .where(owner, '=', p.id)
      .where('status', '=', sql.lit('waiting')),
  );
}

/**
 * Receivers may have said back what they were sent; and a signature of what is gone would tell whoever has the
 * secret whether a guess of it is right.
 */
function scrubAttemptsOf(owner: 'user_id' | 'lane') {
  return statement<Key>()(({ q, p }) =>
    q
      .updateTable('delivery_attempts')
      .set({ request_headers: sql.lit('{}'), response: null })
      .where('environment_id', '=', p.environment_id)
      .where('delivery_id', 'in', (eb) =>
        eb
          .selectFrom('deliveries')
          .select('id')
          .where('environment_id', '=', p.environment_id)
          .where(owner, '=', p.id),
      ),
  );
}

/** What goes on the way to receivers with a person, and with an account, whose id is the lane. */
const scrubsOfUser = [scrubUser, dropOf('user_id'), scrubAttemptsOf('user_id')];
const scrubsOfAccount = [scrubAccount, dropOf('lane'), scrubAttemptsOf('lane')];

/**
 * Erases a person: the row, all that hangs on it, what events kept, and the same in every copy of the
 * world. False when there is none in the world itself.
 */
export async function eraseUser(tx: Tx, scope: Scope, id: string): Promise<boolean> {
  const { environment_id } = scope;
  if (!(await eraseFromWorld(tx, scope, id))) return false;
  // Only now: whoever copies the world holds the user, so a copy is there by now or will lack the user.
  for (const copy of await tx.all(copiesOf, { environment_id })) {
    await eraseFromWorld(tx, { environment_id: copy.id }, id);
  }
  return true;
}

async function eraseFromWorld(tx: Tx, scope: Scope, id: string): Promise<boolean> {
  const { environment_id } = scope;
  const key = { environment_id, id };
  const accounts = await tx.all(deleteAccounts, key);
  if ((await tx.run(deleteUser, key)) === 0) return false;
  for (const account of accounts) uncount(tx, scope, { user: id, status: account.status });
  count(tx, scope, { name: USERS, by: -1 });
  const ofAccounts = accounts.flatMap((one) => countersOf({ column: 'account_id', id: one.id }));
  await takeCounters(tx, scope, [accountsOf(id), ...ofAccounts]);
  await uncountResources(tx, scope, { owner: { column: 'user_id', id } });
  tx.pending.erased.add(erasedKey(environment_id, id));
  for (const scrub of scrubsOfUser) await tx.run(scrub, key);
  return true;
}

/** Erases an account likewise; its user stays. */
export async function eraseAccount(tx: Tx, scope: Scope, id: string): Promise<boolean> {
  const { environment_id } = scope;
  const key = { environment_id, id };
  const account = await tx.first(deleteAccount, key);
  if (!account) return false;
  uncount(tx, scope, { user: account.user_id, status: account.status });
  await uncountResources(tx, scope, {
    owner: { column: 'account_id', id },
    within: { column: 'user_id', id: account.user_id },
  });
  tx.pending.erased.add(erasedKey(environment_id, id));
  for (const scrub of scrubsOfAccount) await tx.run(scrub, key);
  return true;
}

function uncount(tx: Tx, scope: Scope, account: { user: string; status: string }): void {
  for (const name of [ACCOUNTS, accountsOf(account.user), accountsIn(account.status)]) {
    count(tx, scope, { name, by: -1 });
  }
}

/** The resources of an account or a user are gone: so are their counters, and the counts of all around. */
async function uncountResources(
  tx: Tx,
  scope: Scope,
  { owner, within }: { owner: CountedOwner; within?: CountedOwner },
): Promise<void> {
  const totals = await takeCounters(tx, scope, countersOf(owner));
  for (const kind of ResourceKind.options) {
    const by = -(totals.get(resourcesOf(kind, owner)) ?? 0);
    count(tx, scope, { name: resourcesIn(kind), by });
    if (within !== undefined) count(tx, scope, { name: resourcesOf(kind, within), by });
  }
}

function countersOf(owner: CountedOwner): string[] {
  return ResourceKind.options.map((kind) => resourcesOf(kind, owner));
}

/** Takes counters away, with what this transaction was to add to them, and gives what they would have been. */
async function takeCounters(
  tx: Tx,
  scope: Scope,
  names: readonly string[],
): Promise<Map<string, number>> {
  const removed = await removeCounters(tx, scope, names);
  const stored = new Map(removed.map(({ name, value }) => [name, value]));
  const totals = names.map((name): [string, number] => [
    name,
    (stored.get(name) ?? 0) + pendingBy(tx, scope, name),
  ]);
  for (const name of names) tx.pending.deltas.get(scope.environment_id)?.delete(name);
  return new Map(totals);
}
