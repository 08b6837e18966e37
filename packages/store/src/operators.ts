import type { Operator, OperatorRole, Timestamp } from '@intarsia/domain';
import { type Db, runRows } from './engines/engine.ts';
import { findStatements, rowsStatement, statement } from './engines/statements.ts';
import type { Tx } from './pending.ts';
import type { OperatorsTable, SessionsTable, SignInLinksTable } from './tables.ts';

/** An operator with what only signing in needs. */
export interface StoredOperator extends Operator {
  readonly password_hash: string | null;
}

/** A signed-in operator. Times are of the wall. */
export interface StoredSession {
  /** SHA-256 of the cookie's secret, in hex. */
  readonly hash: string;
  readonly operator_id: string;
  readonly created_at: Timestamp;
  readonly expires_at: Timestamp;
}

/** A link that signs an operator in once. */
export interface SignInLink {
  /** SHA-256 of the link's secret, in hex. */
  readonly hash: string;
  readonly operator_id: string;
  /** Wall time. */
  readonly expires_at: Timestamp;
}

const find = findStatements<{ id: string }>()(({ q, p }) =>
  q.selectFrom('operators').selectAll().where('id', '=', p.id),
);

const findByEmail = statement<{ email: string }>()(({ q, p }) =>
  q.selectFrom('operators').selectAll().where('email', '=', p.email),
);

const list = statement<object>()(({ q }) =>
  q.selectFrom('operators').selectAll().orderBy('created_at').orderBy('id'),
);

const insert = rowsStatement<OperatorsTable>([
  'id',
  'email',
  'role',
  'created_at',
  'password_hash',
])(({ q, rows }) =>
  q
    .insertInto('operators')
    .values(rows)
    .onConflict((conflict) => conflict.column('email').doNothing()),
);

const setPassword = statement<{ id: string; password_hash: string }>()(({ q, p }) =>
  q.updateTable('operators').set({ password_hash: p.password_hash }).where('id', '=', p.id),
);

/** The people who sign in to the Console. They belong to the whole instance, so there is no scope. */
export function readOperators(db: Db) {
  return {
    async find(id: string): Promise<StoredOperator | undefined> {
      const row = await db.first(find.plain, { id });
      return row && toOperator(row);
    },

    /** By the address in lower case. */
    async findByEmail(email: string): Promise<StoredOperator | undefined> {
      const row = await db.first(findByEmail, { email });
      return row && toOperator(row);
    },

    /** Oldest first. */
    async list(): Promise<Operator[]> {
      const rows = await db.all(list, {});
      return rows.map(toOperator).map(({ password_hash: _, ...operator }) => operator);
    },
  };
}

/** As `readOperators`, and changes. An operator found by id stays as it is until the transaction ends. */
export function writeOperators(tx: Tx) {
  return {
    ...readOperators(tx),

    async find(id: string): Promise<StoredOperator | undefined> {
      const row = await tx.first(find.locked, { id });
      return row && toOperator(row);
    },

    /** Gives false when the address has an operator already. */
    async insert(operator: Operator, secrets: { password_hash: string | null }): Promise<boolean> {
      const { has_password: _, ...row } = operator;
      return (await runRows(tx, insert, [{ ...row, ...secrets }])) > 0;
    },

    /** Gives false when there is no such operator. */
    async setPasswordHash(id: string, password_hash: string): Promise<boolean> {
      return (await tx.run(setPassword, { id, password_hash })) > 0;
    },
  };
}

function toOperator(row: OperatorsTable): StoredOperator {
  // Safe: `insert` takes only operators, whose roles are these.
  const role = row.role as OperatorRole;
  return { ...row, role, has_password: row.password_hash !== null };
}

const findSession = statement<{ hash: string }>()(({ q, p }) =>
  q.selectFrom('sessions').selectAll().where('hash', '=', p.hash),
);

const insertSession = rowsStatement<SessionsTable>([
  'hash',
  'operator_id',
  'created_at',
  'expires_at',
])(({ q, rows }) => q.insertInto('sessions').values(rows));

const deleteSession = statement<{ hash: string }>()(({ q, p }) =>
  q.deleteFrom('sessions').where('hash', '=', p.hash),
);

const deleteSessionsOf = statement<{ operator_id: string }>()(({ q, p }) =>
  q.deleteFrom('sessions').where('operator_id', '=', p.operator_id),
);

const deleteSessionsBefore = statement<{ wall: string }>()(({ q, p }) =>
  q.deleteFrom('sessions').where('expires_at', '<=', p.wall),
);

/** Who is signed in. */
export function readSessions(db: Db) {
  return {
    /** Ended ones are found too: the caller knows the time. */
    findByHash: (hash: string): Promise<StoredSession | undefined> =>
      db.first(findSession, { hash }),
  };
}

/** As `readSessions`, and changes. */
export function writeSessions(tx: Tx) {
  return {
    ...readSessions(tx),

    async insert(session: StoredSession): Promise<void> {
      await runRows(tx, insertSession, [session]);
    },

    /** Gives false when there was none. */
    async delete(hash: string): Promise<boolean> {
      return (await tx.run(deleteSession, { hash })) > 0;
    },

    /** Signs an operator out everywhere. Gives the number of sessions. */
    deleteOfOperator: (operator_id: string): Promise<number> =>
      tx.run(deleteSessionsOf, { operator_id }),

    /** Forgets sessions that have ended. Gives their number. */
    deleteExpired: (wall: Timestamp): Promise<number> => tx.run(deleteSessionsBefore, { wall }),
  };
}

const insertLink = rowsStatement<SignInLinksTable>(['hash', 'operator_id', 'expires_at'])(
  ({ q, rows }) => q.insertInto('sign_in_links').values(rows),
);

const redeemLink = statement<{ hash: string }>()(({ q, p }) =>
  q.deleteFrom('sign_in_links').where('hash', '=', p.hash).returning(['operator_id', 'expires_at']),
);

const deleteLinksOf = statement<{ operator_id: string }>()(({ q, p }) =>
  q.deleteFrom('sign_in_links').where('operator_id', '=', p.operator_id),
);

const deleteLinksBefore = statement<{ wall: string }>()(({ q, p }) =>
  q.deleteFrom('sign_in_links').where('expires_at', '<=', p.wall),
);

/** Links that sign in once. They can only be written: to redeem one is to take it away. */
export function writeSignInLinks(tx: Tx) {
  return {
    async insert(link: SignInLink): Promise<void> {
      await runRows(tx, insertLink, [link]);
    },

    /** Takes a link away and gives its operator, unless it had ended. Of two at once, one gets it. */
    async redeem(hash: string, wall: Timestamp): Promise<string | undefined> {
      const link = await tx.first(redeemLink, { hash });
      return link && wall < link.expires_at ? link.operator_id : undefined;
    },

    /** Takes all links of an operator away. Gives their number. */
    deleteOfOperator: (operator_id: string): Promise<number> =>
      tx.run(deleteLinksOf, { operator_id }),

    /** Forgets links that have ended. Gives their number. */
    deleteExpired: (wall: Timestamp): Promise<number> => tx.run(deleteLinksBefore, { wall }),
  };
}
