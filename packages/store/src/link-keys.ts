import type { LinkKey, Scope } from '@intarsia/domain';
import { type Db, runRows } from './engines/engine.ts';
import { rowsStatement, statement } from './engines/statements.ts';
import type { Tx } from './pending.ts';
import type { LinkKeysTable } from './tables.ts';

/** A link key with the environment that it opens. */
export interface StoredLinkKey extends LinkKey {
  readonly environment_id: string;
}

interface Key {
  environment_id: string;
  id: string;
}

const findLinkKey = statement<{ id: string }>()(({ q, p }) =>
  q.selectFrom('link_keys').selectAll().where('id', '=', p.id),
);

const listLinkKeys = statement<{ environment_id: string }>()(({ q, p }) =>
  q
    .selectFrom('link_keys')
    .selectAll()
    .where('environment_id', '=', p.environment_id)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc'),
);

const insertLinkKey = rowsStatement<LinkKeysTable>([
  'id',
  'environment_id',
  'created_at',
  'allowed_origins',
])(({ q, rows }) => q.insertInto('link_keys').values(rows));

const updateLinkKey = statement<Key & Pick<LinkKeysTable, 'allowed_origins'>>()(({ q, p }) =>
  q
    .updateTable('link_keys')
    .set({ allowed_origins: p.allowed_origins })
    .where('environment_id', '=', p.environment_id)
    .where('id', '=', p.id)
    .returningAll(),
);

const deleteLinkKey = statement<Key>()(({ q, p }) =>
  q.deleteFrom('link_keys').where('environment_id', '=', p.environment_id).where('id', '=', p.id),
);

/** Keys with which Link starts. */
export function readLinkKeys(db: Db) {
  return {
    /** Without a scope: this is how the scope of a call is found. */
    async findById(id: string): Promise<StoredLinkKey | undefined> {
      const row = await db.first(findLinkKey, { id });
      return row && { ...toLinkKey(row), environment_id: row.environment_id };
    },

    /** Newest first. */
    async list({ environment_id, user_id }: Scope): Promise<LinkKey[]> {
      if (user_id !== undefined) return [];
      const rows = await db.all(listLinkKeys, { environment_id });
      return rows.map(toLinkKey);
    },
  };
}

/** As `readLinkKeys`, and changes. */
export function writeLinkKeys(tx: Tx) {
  return {
    ...readLinkKeys(tx),

    async insert({ environment_id }: Scope, key: LinkKey): Promise<void> {
      const allowed_origins = JSON.stringify(key.allowed_origins);
      await runRows(tx, insertLinkKey, [{ ...key, allowed_origins, environment_id }]);
    },

    /** The key as it is then; undefined when there is none. */
    async allow(
      { environment_id }: Scope,
      { id, allowed_origins: origins }: Omit<LinkKey, 'created_at'>,
    ): Promise<LinkKey | undefined> {
      const allowed_origins = JSON.stringify(origins);
      const row = await tx.first(updateLinkKey, { environment_id, id, allowed_origins });
      return row && toLinkKey(row);
    },

    /** Gives false when there is no such key. */
    async delete({ environment_id }: Scope, id: string): Promise<boolean> {
      return (await tx.run(deleteLinkKey, { environment_id, id })) > 0;
    },
  };
}

function toLinkKey({ id, created_at, allowed_origins }: LinkKeysTable): LinkKey {
  return { id, created_at, allowed_origins: JSON.parse(allowed_origins) };
}
