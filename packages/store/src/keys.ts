import type { ApiKey, PageRequest, Scope, Timestamp } from '@intarsia/domain';
import { type Db, runRows } from './engines/engine.ts';
import { findStatements, rowsStatement, statement } from './engines/statements.ts';
import { pageOf, pageStatements } from './pages.ts';
import type { Tx } from './pending.ts';
import type { ApiKeysTable } from './tables.ts';

/** An API key with what only the guard needs. */
export interface StoredApiKey extends ApiKey {
  readonly environment_id: string;
  /** SHA-256 of the secret, in hex. */
  readonly secret_hash: string;
}

interface Key {
  environment_id: string;
  id: string;
}

const findApiKey = findStatements<{ id: string }>()(({ q, p }) =>
  q.selectFrom('api_keys').selectAll().where('id', '=', p.id),
);

const apiKeyPages = pageStatements<{ environment_id: string }>()(
  ({ q, p }) => q.selectFrom('api_keys').selectAll().where('environment_id', '=', p.environment_id),
  'api_keys',
);

const countApiKeys = statement<{ environment_id: string }>()(({ q, p }) =>
  q
    .selectFrom('api_keys')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where('environment_id', '=', p.environment_id),
);

const insertApiKey = rowsStatement<ApiKeysTable>([
  'id',
  'environment_id',
  'name',
  'kind',
  'secret_hash',
  'created_at',
  'expires_at',
  'revoked_at',
])(({ q, rows }) => q.insertInto('api_keys').values(rows));

const revokeApiKey = statement<Key & { now: string }>()(({ q, p }) =>
  q
    .updateTable('api_keys')
    .set({ revoked_at: p.now })
    .where('environment_id', '=', p.environment_id)
    .where('id', '=', p.id)
    .where('revoked_at', 'is', null),
);

const expireApiKey = statement<Key & { wall: string }>()(({ q, p }) =>
  q
    .updateTable('api_keys')
    .set({ expires_at: p.wall })
    .where('environment_id', '=', p.environment_id)
    .where('id', '=', p.id)
    .where('revoked_at', 'is', null),
);

const resetApiKey = statement<Key & { secret_hash: string }>()(({ q, p }) =>
  q
    .updateTable('api_keys')
    .set({ secret_hash: p.secret_hash, expires_at: null, revoked_at: null })
    .where('environment_id', '=', p.environment_id)
    .where('id', '=', p.id),
);

/** Keys of the API. */
export function readApiKeys(db: Db) {
  return {
    /** Without a scope: this is how the scope of a call is found. */
    async findById(id: string): Promise<StoredApiKey | undefined> {
      const row = await db.first(findApiKey.plain, { id });
      return row && toStoredApiKey(row);
    },

    /** By creation, revoked ones included; up to one more than the page has. */
    async list({ environment_id, user_id }: Scope, request: PageRequest): Promise<ApiKey[]> {
      if (user_id !== undefined) return [];
      return (await pageOf(db, apiKeyPages, { filter: { environment_id }, request })).map(toApiKey);
    },

    /** Counted row by row: an environment has few keys. */
    async count({ environment_id, user_id }: Scope): Promise<number> {
      if (user_id !== undefined) return 0;
      return (await db.first(countApiKeys, { environment_id }))?.total ?? 0;
    },
  };
}

/** As `readApiKeys`, and changes. A key that was found stays as it is until the transaction ends. */
export function writeApiKeys(tx: Tx) {
  return {
    ...readApiKeys(tx),

    async findById(id: string): Promise<StoredApiKey | undefined> {
      const row = await tx.first(findApiKey.locked, { id });
      return row && toStoredApiKey(row);
    },

    async insert(
      { environment_id }: Scope,
      key: ApiKey,
      { secret_hash }: { secret_hash: string },
    ): Promise<void> {
      await runRows(tx, insertApiKey, [{ ...key, environment_id, secret_hash }]);
    },

    /** Gives false when it was revoked before, or there is none. */
    async revoke({ environment_id }: Scope, id: string, now: Timestamp): Promise<boolean> {
      return (await tx.run(revokeApiKey, { environment_id, id, now })) > 0;
    },

    /** Lets a key end at a moment of the wall clock. Gives false when it was revoked, or there is none. */
    async expireAt({ environment_id }: Scope, id: string, wall: Timestamp): Promise<boolean> {
      return (await tx.run(expireApiKey, { environment_id, id, wall })) > 0;
    },

    /** Gives a key that is set from outside its secret anew, ended or not. Gives false when there is none. */
    async reset(
      { environment_id }: Scope,
      id: string,
      { secret_hash }: { secret_hash: string },
    ): Promise<boolean> {
      return (await tx.run(resetApiKey, { environment_id, id, secret_hash })) > 0;
    },
  };
}

function toStoredApiKey(row: ApiKeysTable): StoredApiKey {
  const { environment_id, secret_hash } = row;
  return { ...toApiKey(row), environment_id, secret_hash };
}

function toApiKey(row: ApiKeysTable): ApiKey {
  return {
    id: row.id,
    name: row.name,
    // Safe: `insert` takes only API keys, whose kinds are these.
    kind: row.kind as ApiKey['kind'],
    created_at: row.created_at,
    expires_at: row.expires_at,
    revoked_at: row.revoked_at,
  };
}
