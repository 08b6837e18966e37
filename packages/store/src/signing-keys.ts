import type { PublicJwk, Timestamp, TokenAlgorithm } from '@intarsia/domain';
import { type Db, runRows } from './engines/engine.ts';
import { rowsStatement, statement } from './engines/statements.ts';
import type { Tx } from './pending.ts';
import type { SigningKeysTable } from './tables.ts';

/** A key that signs the user tokens of a client. */
export interface StoredSigningKey {
  readonly kid: string;
  readonly algorithm: TokenAlgorithm;
  readonly sealed_private: string;
  /** Null for symmetric keys. */
  readonly public_jwk: PublicJwk | null;
  readonly created_at: Timestamp;
  /** When it stopped signing; it still verifies. */
  readonly retired_at: Timestamp | null;
  /** Whether its tokens name it. */
  readonly with_kid: boolean;
}

const ofClient = statement<{ client_id: string }>()(({ q, p }) =>
  q
    .selectFrom('signing_keys')
    .selectAll()
    .where('client_id', '=', p.client_id)
    .orderBy('created_at')
    .orderBy('kid'),
);

const ofEverybody = statement<object>()(({ q }) =>
  q
    .selectFrom('signing_keys')
    .selectAll()
    .where('public_jwk', 'is not', null)
    .orderBy('created_at')
    .orderBy('kid'),
);

const insert = rowsStatement<SigningKeysTable>([
  'client_id',
  'kid',
  'algorithm',
  'sealed_private',
  'public_jwk',
  'created_at',
  'retired_at',
  'with_kid',
])(({ q, rows }) => q.insertInto('signing_keys').values(rows));

const retire = statement<{ client_id: string; kid: string; at: string }>()(({ q, p }) =>
  q
    .updateTable('signing_keys')
    .set({ retired_at: p.at })
    .where('client_id', '=', p.client_id)
    .where('kid', '=', p.kid)
    .where('retired_at', 'is', null),
);

const remove = statement<{ client_id: string; kid: string }>()(({ q, p }) =>
  q.deleteFrom('signing_keys').where('client_id', '=', p.client_id).where('kid', '=', p.kid),
);

/** The keys with which clients' user tokens are signed. */
export function readSigningKeys(db: Db) {
  return {
    /** Oldest first, retired ones included. */
    async listOfClient(client_id: string): Promise<StoredSigningKey[]> {
      return (await db.all(ofClient, { client_id })).map(toSigningKey);
    },

    /** Those of every client that have a public half, oldest first, retired ones included. */
    async listPublic(): Promise<StoredSigningKey[]> {
      return (await db.all(ofEverybody, {})).map(toSigningKey);
    },
  };
}

/** As `readSigningKeys`, and changes. */
export function writeSigningKeys(tx: Tx) {
  return {
    ...readSigningKeys(tx),

    async insert(client_id: string, key: StoredSigningKey): Promise<void> {
      const public_jwk = key.public_jwk && JSON.stringify(key.public_jwk);
      const with_kid = key.with_kid ? 1 : 0;
      await runRows(tx, insert, [{ ...key, client_id, public_jwk, with_kid }]);
    },

    /** Gives false when it was retired before: of two rotations at once, one gets true. */
    async retire(client_id: string, { kid, at }: { kid: string; at: Timestamp }): Promise<boolean> {
      return (await tx.run(retire, { client_id, kid, at })) > 0;
    },

    /** Forgets a key whose last token has ended. */
    async delete(client_id: string, kid: string): Promise<boolean> {
      return (await tx.run(remove, { client_id, kid })) > 0;
    },
  };
}

function toSigningKey({ client_id: _, ...row }: SigningKeysTable): StoredSigningKey {
  return {
    ...row,
    // Safe: `insert` takes only these algorithms.
    algorithm: row.algorithm as TokenAlgorithm,
    public_jwk: row.public_jwk === null ? null : JSON.parse(row.public_jwk),
    with_kid: row.with_kid === 1,
  };
}
