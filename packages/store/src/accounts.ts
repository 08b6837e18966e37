import {
  type Account,
  activeAt,
  type ConnectionStatus,
  type PageRequest,
  type Scope,
  type Timestamp,
} from '@intarsia/domain';
import { type AccountFilter, countAccounts, pageOfAccounts } from './account-pages.ts';
import * as statements from './account-statements.ts';
import { insertConnection } from './connections.ts';
import { ACCOUNTS, accountsIn, accountsOf, readCounter } from './counters.ts';
import { type Db, runRows } from './engines/engine.ts';
import { eraseAccount } from './erasure.ts';
import { count, jsonOf, type Tx } from './pending.ts';
import { reaches } from './scopes.ts';
import type { AccountsTable } from './tables.ts';

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
      const rows = await db.all(statements.leastActive, { environment_id, limit });
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
      findAccount(tx, { scope, id, recipe: statements.find.locked }),

    /** Waits for whoever is deleting one of them, and leaves that one out. */
    listOfUser: (scope: Scope, user: string): Promise<Account[]> =>
      listOfUser(tx, { scope, user, recipe: statements.ofUser.locked }),

    async findByLogin(scope: Scope, login: statements.Login): Promise<Account | undefined> {
      if (!reaches(scope, login.user)) return undefined;
      const { user, link_item, login_hash } = login;
      const { environment_id } = scope;
      const row = await tx.first(statements.findByLogin, {
        environment_id,
        user,
        link_item,
        login_hash,
      });
      return row && toAccount(row);
    },

    /** Also makes the account's connection, empty but for the hash of its login. */
    async insert(
      scope: Scope,
      account: Account,
      { login_hash }: { login_hash: string | null },
    ): Promise<void> {
      await runRows(tx, statements.insert, [fromAccount(tx, scope, account)]);
      await insertConnection(tx, scope, { account, login_hash });
      for (const name of countersOf(account)) count(tx, scope, { name, by: 1 });
    },

    /** Gives false when there is no such account. */
    async update(scope: Scope, account: Account): Promise<boolean> {
      const { environment_id, id, status, active_at, body } = fromAccount(tx, scope, account);
      const change = { environment_id, id, status, active_at, body };
      // Hardly any change is one of the status: one statement then does for both.
      const isAll = scope.user_id === undefined;
      if (isAll && (await tx.run(statements.update, { ...change, before: status })) > 0)
        return true;
      const before = await tx.first(statements.statusOf.locked, { environment_id, id });
      if (!before || !reaches(scope, before.user_id)) return false;
      const args = { ...change, before: before.status };
      if ((await tx.run(statements.update, args)) === 0) return false;
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
  {
    scope,
    id,
    recipe = statements.find.plain,
  }: { scope: Scope; id: string; recipe?: typeof statements.find.plain },
): Promise<Account | undefined> {
  const row = await db.first(recipe, { environment_id: scope.environment_id, id });
  return row && reaches(scope, row.user_id) ? toAccount(row) : undefined;
}

async function listOfUser(
  db: Db,
  {
    scope,
    user,
    recipe = statements.ofUser.plain,
  }: { scope: Scope; user: string; recipe?: typeof statements.ofUser.plain },
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
