import type { Account, Challenge, Scope, Timestamp } from '@intarsia/domain';
import { Conflict } from './conflicts.ts';
import { allRows, type Db, runRows } from './engines/engine.ts';
import { findStatements, rowsStatement, statement } from './engines/statements.ts';
import type { Tx } from './pending.ts';
import { reaches } from './scopes.ts';
import type { ConnectionsTable } from './tables.ts';

/** The part of an account that no caller sees. */
export interface Connection {
  readonly account_id: string;
  /** Finds the account when the same login comes again; null for form accounts. */
  readonly login_hash: string | null;
  /** These three are sealed. */
  readonly credentials: string | null;
  readonly session: string | null;
  readonly resume: string | null;
  /** What the person is being asked for. */
  readonly challenge: Challenge | null;
  /** Until when the source waits for the answer. */
  readonly challenge_ends_at: Timestamp | null;
  /** How often credentials were submitted. */
  readonly attempt: number;
}

interface Key {
  environment_id: string;
  account_id: string;
}

const find = findStatements<Key>()(({ q, p }) =>
  q
    .selectFrom('connections')
    .selectAll()
    .where('environment_id', '=', p.environment_id)
    .where('account_id', '=', p.account_id),
);

const insert = rowsStatement<ConnectionsTable>([
  'environment_id',
  'account_id',
  'user_id',
  'link_item',
  'login_hash',
  'credentials',
  'session',
  'resume',
  'challenge',
  'challenge_ends_at',
  'attempt',
])(({ q, rows }) =>
  q
    .insertInto('connections')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing()),
);

const update = statement<Omit<ConnectionsTable, 'user_id' | 'link_item'>>()(({ q, p }) =>
  q
    .updateTable('connections')
    .set({
      login_hash: p.login_hash,
      credentials: p.credentials,
      session: p.session,
      resume: p.resume,
      challenge: p.challenge,
      challenge_ends_at: p.challenge_ends_at,
      attempt: p.attempt,
    })
    .where('environment_id', '=', p.environment_id)
    .where('account_id', '=', p.account_id),
);

const linkItems = rowsStatement<Key>(['environment_id', 'account_id'])(({ q, first, rows }) =>
  q
    .selectFrom('connections')
    .select(['account_id', 'user_id', 'link_item'])
    .where('environment_id', '=', first.environment_id)
    .where(
      'account_id',
      'in',
      rows.map(({ account_id }) => account_id),
    ),
);

const latestLinkItems = statement<{ environment_id: string; limit: number }>()(({ q, p }) =>
  q
    .selectFrom('connections')
    .select('link_item')
    .where('environment_id', '=', p.environment_id)
    .orderBy('account_id', 'desc')
    .limit(p.limit),
);

/** Logins and sessions. */
export function readConnections(db: Db) {
  return {
    find: (scope: Scope, account_id: string): Promise<Connection | undefined> =>
      findConnection(db, { scope, account_id }),

    /** The link items of the newest accounts, each as often as it was connected. */
    async latestLinkItems({ environment_id, user_id }: Scope, limit: number): Promise<string[]> {
      if (user_id !== undefined) throw new Error('These are of a whole environment.');
      const rows = await db.all(latestLinkItems, { environment_id, limit });
      return rows.map(({ link_item }) => link_item);
    },

    /** The link items of accounts. Says nothing of accounts that are gone. */
    async linkItemsOf(scope: Scope, accounts: readonly string[]): Promise<Map<string, string>> {
      const { environment_id } = scope;
      const keys = accounts.map((account_id) => ({ environment_id, account_id }));
      const rows = await allRows(db, linkItems, keys);
      const own = rows.filter(({ user_id }) => reaches(scope, user_id));
      return new Map(own.map(({ account_id, link_item }) => [account_id, link_item]));
    },
  };
}

/** As `readConnections`, and changes. One that was found stays as it is until the transaction ends. */
export function writeConnections(tx: Tx) {
  return {
    find: (scope: Scope, account_id: string): Promise<Connection | undefined> =>
      findConnection(tx, { scope, account_id, recipe: find.locked }),

    /** Gives false when the account is gone. */
    async save(scope: Scope, connection: Connection): Promise<boolean> {
      const { environment_id } = scope;
      const challenge = connection.challenge && JSON.stringify(connection.challenge);
      return (await tx.run(update, { ...connection, environment_id, challenge })) > 0;
    },
  };
}

/** The connection of a new account. */
export async function insertConnection(
  tx: Tx,
  { environment_id }: Scope,
  { account, login_hash }: { account: Account; login_hash: string | null },
): Promise<void> {
  const row: ConnectionsTable = {
    environment_id,
    account_id: account.id,
    user_id: account.user,
    link_item: account.link_item,
    login_hash,
    credentials: null,
    session: null,
    resume: null,
    challenge: null,
    challenge_ends_at: null,
    attempt: 0,
  };
  const inserted = await runRows(tx, insert, [row]);
  // Somebody else has made an account for this login meanwhile: run again, it will be found.
  if (inserted === 0) throw new Conflict('the login has another account');
}

async function findConnection(
  db: Db,
  {
    scope,
    account_id,
    recipe = find.plain,
  }: { scope: Scope; account_id: string; recipe?: typeof find.plain },
): Promise<Connection | undefined> {
  const row = await db.first(recipe, { environment_id: scope.environment_id, account_id });
  return row && reaches(scope, row.user_id) ? toConnection(row) : undefined;
}

function toConnection(row: ConnectionsTable): Connection {
  return {
    account_id: row.account_id,
    login_hash: row.login_hash,
    credentials: row.credentials,
    session: row.session,
    resume: row.resume,
    challenge: row.challenge === null ? null : JSON.parse(row.challenge),
    challenge_ends_at: row.challenge_ends_at,
    attempt: row.attempt,
  };
}
