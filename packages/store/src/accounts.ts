import {
  type Account,
  activeAt,
  type ConnectionStatus,
  type PageRequest,
  type Scope,
  type Timestamp,
} from '@intarsia/domain';
import { type AccountFilter, countAccounts, pageOfAccounts } from './account-pages.ts';
import { insertConnection } from './connections.ts';
import { ACCOUNTS, accountsIn, accountsOf, readCounter } from './counters.ts';
import { type Db, runRows } from './engines/engine.ts';
import { findStatements, rowsStatement, statement } from './engines/statements.ts';
import { eraseAccount } from './erasure.ts';
import { count, jsonOf, type Tx } from './pending.ts';
import { reaches } from './scopes.ts';
import type { AccountsTable } from './tables.ts';

interface Key {
  environment_id: string;
  id: string;
}

const find = findStatements<Key>()(({ q, p }) =>
  q
    .selectFrom('accounts')
    .selectAll()
    .where('environment_id', '=', p.environment_id)
    .where('id', '=', p.id),
);

const ofUser = findStatements<{ environment_id: string; user: string }>()(({ q, p }) =>
  q
    .selectFrom('accounts')
    .selectAll()
    .where('environment_id', '=', p.environment_id)
    .where('user_id', '=', p.user)
    .orderBy('created_at')
    .orderBy('id'),
);

const findByLogin = statement<{ environment_id: string } & Login>()(({ q, p, dialect }) =>
  dialect.locked(
    q
      .selectFrom('accounts')
      .selectAll()
      .where('environment_id', '=', p.environment_id)
      .where('id', '=', (eb) =>
        eb
          .selectFrom('connections')
          .select('account_id')
          .where('environment_id', '=', p.environment_id)
          .where('user_id', '=', p.user)
          .where('link_item', '=', p.link_item)
          .where('login_hash', '=', p.login_hash),
      ),
  ),
);

const insert = rowsStatement<AccountsTable>([
  'environment_id',
  'id',
  'user_id',
  'created_at',
  'status',
  'active_at',
  'body',
])(({ q, rows }) => q.insertInto('accounts').values(rows));

const statusOf = findStatements<Key>()(({ q, p }) =>
  q
    .selectFrom('accounts')
    .select(['user_id', 'status'])
    .where('environment_id', '=', p.environment_id)
    .where('id', '=', p.id),
);

/** Guarded by the status that was read, so that the counters move by exactly what changed. */
const update = statement<
  Key & { status: string; active_at: string; body: string; before: string }
>()(({ q, p }) =>
  q
    .updateTable('accounts')
    .set((eb) => ({
      status: p.status,
      body: p.body,
      active_at: eb
        .case()
        .when('active_at', '<', p.active_at)
        .then(p.active_at)
        .else(eb.ref('active_at'))
        .end(),
    }))
    .where('environment_id', '=', p.environment_id)
    .where('id', '=', p.id)
    .where('status', '=', p.before),
);

/** Those of longest ago first. Without an index: it would cost every scan, and this runs about once a day. */
const leastActive = statement<{ environment_id: string; limit: number }>()(({ q, p }) =>
  q
    .selectFrom('accounts')
    .select(['id', 'active_at', 'created_at'])
    .where('environment_id', '=', p.environment_id)
    .orderBy('active_at')
    .orderBy('id')
    .limit(p.limit),
);

/** What tells one login of a user at a link item from another. */
export interface Login {
  readonly user: string;
  readonly link_item: string;
  readonly login_hash: string;
}

/** The connections of people to link items. */
export function readAccounts(db: Db) {
  return {
    find: (scope: Scope, id: string): Promise<Account | undefined> =>
      findAccount(db, { scope, id }),

    /** By creation; up to one more than the page has. */
    async list(scope: Scope, filter: AccountFilter, request: PageRequest): Promise<Account[]> {
      const user = filter.user ?? scope.user_id;
      if (user !== undefined && !reaches(scope, user)) return [];
      return (await pageOfAccounts(db, { ...filter, scope, user, request })).map(toAccount);
    },

    async count(scope: Scope, filter: AccountFilter = {}): Promise<number> {
      const user = filter.user ?? scope.user_id;
      if (user !== undefined && !reaches(scope, user)) return 0;
      return countAccounts(db, { ...filter, scope, user });
    },

    /** How many accounts of the environment have each connection status. */
    async countByStatus(scope: Scope): Promise<Record<ConnectionStatus, number>> {
      if (scope.user_id !== undefined) throw new Error('These counts are of a whole environment.');
      return {
        connecting: await readCounter(db, scope, accountsIn('connecting')),
        connected: await readCounter(db, scope, accountsIn('connected')),
        error: await readCounter(db, scope, accountsIn('error')),
      };
    },

    /** Which accounts were last of use longest ago, and when that was. */
    async leastActive(
      { environment_id }: Scope,
      limit: number,
    ): Promise<{ id: string; active_at: Timestamp }[]> {
      const rows = await db.all(leastActive, { environment_id, limit });
      return rows.map(({ id, active_at, created_at }) => ({
        id,
        active_at: active_at || created_at,
      }));
    },

    /** All accounts of one user, oldest first. */
    listOfUser: (scope: Scope, user: string): Promise<Account[]> => listOfUser(db, { scope, user }),
  };
}

/** As `readAccounts`, and changes. An account that was found stays as it is until the transaction ends. */
export function writeAccounts(tx: Tx) {
  return {
    ...readAccounts(tx),

    find: (scope: Scope, id: string): Promise<Account | undefined> =>
      findAccount(tx, { scope, id, recipe: find.locked }),

    /** Waits for whoever is deleting one of them, and leaves that one out. */
    listOfUser: (scope: Scope, user: string): Promise<Account[]> =>
      listOfUser(tx, { scope, user, recipe: ofUser.locked }),

    async findByLogin(scope: Scope, login: Login): Promise<Account | undefined> {
      if (!reaches(scope, login.user)) return undefined;
      const { user, link_item, login_hash } = login;
      const { environment_id } = scope;
      const row = await tx.first(findByLogin, { environment_id, user, link_item, login_hash });
      return row && toAccount(row);
    },

    /** Also makes the account's connection, empty but for the hash of its login. */
    async insert(
      scope: Scope,
      account: Account,
      { login_hash }: { login_hash: string | null },
    ): Promise<void> {
      await runRows(tx, insert, [fromAccount(tx, scope, account)]);
      await insertConnection(tx, scope, { account, login_hash });
      for (const name of countersOf(account)) count(tx, scope, { name, by: 1 });
    },

    /** Gives false when there is no such account. */
    async update(scope: Scope, account: Account): Promise<boolean> {
      const { environment_id, id, status, active_at, body } = fromAccount(tx, scope, account);
      const change = { environment_id, id, status, active_at, body };
      // Hardly any change is one of the status: one statement then does for both.
      const isAll = scope.user_id === undefined;
      if (isAll && (await tx.run(update, { ...change, before: status })) > 0) return true;
      const before = await tx.first(statusOf.locked, { environment_id, id });
      if (!before || !reaches(scope, before.user_id)) return false;
      const args = { ...change, before: before.status };
      if ((await tx.run(update, args)) === 0) return false;
      if (before.status !== status) {
        count(tx, scope, { name: accountsIn(before.status), by: -1 });
        count(tx, scope, { name: accountsIn(status), by: 1 });
      }
      return true;
    },

    /** Erases the account and all that hangs on it. Gives false when there is none. */
    async delete(scope: Scope, id: string): Promise<boolean> {
      if (scope.user_id !== undefined && !(await findAccount(tx, { scope, id }))) return false;
      return eraseAccount(tx, scope, id);
    },
  };
}

async function findAccount(
  db: Db,
  { scope, id, recipe = find.plain }: { scope: Scope; id: string; recipe?: typeof find.plain },
): Promise<Account | undefined> {
  const row = await db.first(recipe, { environment_id: scope.environment_id, id });
  return row && reaches(scope, row.user_id) ? toAccount(row) : undefined;
}

async function listOfUser(
  db: Db,
  {
    scope,
    user,
    recipe = ofUser.plain,
  }: { scope: Scope; user: string; recipe?: typeof ofUser.plain },
): Promise<Account[]> {
  if (!reaches(scope, user)) return [];
  const { environment_id } = scope;
  return (await db.all(recipe, { environment_id, user })).map(toAccount);
}

function countersOf(account: Account): string[] {
  return [ACCOUNTS, accountsOf(account.user), accountsIn(account.connection.status)];
}

function toAccount(row: AccountsTable): Account {
  return JSON.parse(row.body);
}

function fromAccount(tx: Tx, { environment_id }: Scope, account: Account): AccountsTable {
  return {
    environment_id,
    id: account.id,
    user_id: account.user,
    created_at: account.created_at,
    status: account.connection.status,
    active_at: activeAt(account),
    body: jsonOf(tx, account),
  };
}
