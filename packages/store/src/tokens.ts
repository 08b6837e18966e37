import type { IssuedToken, Scope, Timestamp, TokenPair } from '@intarsia/domain';
import { type Db, runRows } from './engines/engine.ts';
import { findStatements, rowsStatement, statement } from './engines/statements.ts';
import type { Tx } from './pending.ts';
import { reaches } from './scopes.ts';
import type { TokensTable } from './tables.ts';

interface Key {
  environment_id: string;
  jti_hash: string;
}

const find = findStatements<Key>()(({ q, p }) =>
  q
    .selectFrom('tokens')
    .selectAll()
    .where('environment_id', '=', p.environment_id)
    .where('jti_hash', '=', p.jti_hash),
);

const insert = rowsStatement<TokensTable>([
  'environment_id',
  'jti_hash',
  'user_id',
  'family_id',
  'kind',
  'expires_at',
  'used_at',
  'successor',
  'revoked_at',
])(({ q, rows }) => q.insertInto('tokens').values(rows));

const markUsed = statement<Key & { used_at: string; successor: string }>()(({ q, p }) =>
  q
    .updateTable('tokens')
    .set({ used_at: p.used_at, successor: p.successor })
    .where('environment_id', '=', p.environment_id)
    .where('jti_hash', '=', p.jti_hash)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null),
);

const revoke = statement<Key & { now: string }>()(({ q, p }) =>
  q
    .updateTable('tokens')
    .set({ revoked_at: p.now })
    .where('environment_id', '=', p.environment_id)
    .where('jti_hash', '=', p.jti_hash)
    .where('revoked_at', 'is', null),
);

const revokeFamily = statement<{ environment_id: string; family_id: string; now: string }>()(
  ({ q, p }) =>
    q
      .updateTable('tokens')
      .set({ revoked_at: p.now })
      .where('environment_id', '=', p.environment_id)
      .where('family_id', '=', p.family_id)
      .where('revoked_at', 'is', null),
);

const revokeUser = statement<{ environment_id: string; user_id: string; now: string }>()(
  ({ q, p }) =>
    q
      .updateTable('tokens')
      .set({ revoked_at: p.now })
      .where('environment_id', '=', p.environment_id)
      .where('user_id', '=', p.user_id)
      .where('revoked_at', 'is', null),
);

const deleteExpired = statement<{ environment_id: string; user_id: string; now: string }>()(
  ({ q, p }) =>
    q
      .deleteFrom('tokens')
      .where('environment_id', '=', p.environment_id)
      .where('user_id', '=', p.user_id)
      .where('expires_at', '<=', p.now),
);

const deleteEnded = statement<{ environment_id: string; before: string; limit: number }>()(
  ({ q, p }) =>
    q
      .deleteFrom('tokens')
      .where('environment_id', '=', p.environment_id)
      .where('jti_hash', 'in', (eb) =>
        eb
          .selectFrom('tokens')
          .select('jti_hash')
          .where('environment_id', '=', p.environment_id)
          .where('expires_at', '<=', p.before)
          .limit(p.limit),
      ),
);

/** User tokens that were issued. */
export function readTokens(db: Db) {
  return {
    find: (scope: Scope, jti_hash: string): Promise<IssuedToken | undefined> =>
      findToken(db, { scope, jti_hash }),
  };
}

/** As `readTokens`, and changes. A token that was found stays as it is until the transaction ends. */
export function writeTokens(tx: Tx) {
  return {
    find: (scope: Scope, jti_hash: string): Promise<IssuedToken | undefined> =>
      findToken(tx, { scope, jti_hash, recipe: find.locked }),

    async insert(scope: Scope, ...tokens: readonly IssuedToken[]): Promise<void> {
      const { environment_id } = scope;
      const rows = tokens.map((token) => ({
        ...token,
        environment_id,
        successor: token.successor && JSON.stringify(token.successor),
      }));
      await runRows(tx, insert, rows);
    },

    /** Gives false when the token was used or revoked before: of two at once, one gets true. */
    async markUsed(
      scope: Scope,
      jti_hash: string,
      { used_at, successor }: { used_at: Timestamp; successor: TokenPair },
    ): Promise<boolean> {
      const { environment_id } = scope;
      const args = { environment_id, jti_hash, used_at, successor: JSON.stringify(successor) };
      return (await tx.run(markUsed, args)) > 0;
    },

    /** Gives false when it was revoked before, or there is none. */
    async revoke({ environment_id }: Scope, jti_hash: string, now: Timestamp): Promise<boolean> {
      return (await tx.run(revoke, { environment_id, jti_hash, now })) > 0;
    },

    /** Gives the number of tokens that worked until now. */
    revokeFamily: ({ environment_id }: Scope, family_id: string, now: Timestamp): Promise<number> =>
      tx.run(revokeFamily, { environment_id, family_id, now }),

    /** Gives the number of tokens that worked until now. */
    revokeUser: ({ environment_id }: Scope, user_id: string, now: Timestamp): Promise<number> =>
      tx.run(revokeUser, { environment_id, user_id, now }),

    /** Forgets a user's tokens that have ended. Gives their number. */
    deleteExpired: ({ environment_id }: Scope, user_id: string, now: Timestamp): Promise<number> =>
      tx.run(deleteExpired, { environment_id, user_id, now }),

    /** Forgets anybody's tokens that had ended by then, so many at most. Gives their number. */
    deleteEnded: (
      { environment_id }: Scope,
      { before, limit }: { before: Timestamp; limit: number },
    ): Promise<number> => tx.run(deleteEnded, { environment_id, before, limit }),
  };
}

async function findToken(
  db: Db,
  {
    scope,
    jti_hash,
    recipe = find.plain,
  }: { scope: Scope; jti_hash: string; recipe?: typeof find.plain },
): Promise<IssuedToken | undefined> {
  const row = await db.first(recipe, { environment_id: scope.environment_id, jti_hash });
  return row && reaches(scope, row.user_id) ? toToken(row) : undefined;
}

function toToken({ environment_id: _, ...row }: TokensTable): IssuedToken {
  return {
    ...row,
    // Safe: `insert` takes only these two.
    kind: row.kind as IssuedToken['kind'],
    successor: row.successor === null ? null : JSON.parse(row.successor),
  };
}
