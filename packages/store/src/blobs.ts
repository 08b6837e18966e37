import type { Id, Scope, Timestamp } from '@intarsia/domain';
import { type Db, runRows } from './engines/engine.ts';
import { rowsStatement, statement } from './engines/statements.ts';
import { erasedKey, type Tx } from './pending.ts';
import { reaches } from './scopes.ts';
import type { BlobsTable } from './tables.ts';

/** A file that somebody has uploaded. */
export interface StoredBlob {
  readonly id: Id;
  readonly account_id: Id;
  readonly user_id: Id;
  readonly form_id: Id;
  readonly slot: string;
  /** What the person called it. */
  readonly name: string;
  /** What it is by its own bytes. */
  readonly media_type: string;
  /** Bytes, before they were sealed. */
  readonly size: number;
  readonly created_at: Timestamp;
  /** The sealed bytes. */
  readonly content: string;
}

interface Key {
  environment_id: string;
  id: string;
}

const find = statement<Key>()(({ q, p }) =>
  q
    .selectFrom('blobs')
    .selectAll()
    .where('environment_id', '=', p.environment_id)
    .where('id', '=', p.id),
);

const insert = rowsStatement<BlobsTable>([
  'environment_id',
  'id',
  'account_id',
  'user_id',
  'form_id',
  'slot',
  'name',
  'media_type',
  'size',
  'created_at',
  'content',
])(({ q, rows }) => q.insertInto('blobs').values(rows));

const remove = statement<Key>()(({ q, p }) =>
  q.deleteFrom('blobs').where('environment_id', '=', p.environment_id).where('id', '=', p.id),
);

/** Files that people have uploaded. */
export function readBlobs(db: Db) {
  return {
    async find(scope: Scope, id: Id): Promise<StoredBlob | undefined> {
      const row = await db.first(find, { environment_id: scope.environment_id, id });
      if (!row || !reaches(scope, row.user_id)) return undefined;
      const { environment_id: _, ...blob } = row;
      return blob;
    },
  };
}

/** As `readBlobs`, and changes. Only who has locked the account may change what it has. */
export function writeBlobs(tx: Tx) {
  return {
    ...readBlobs(tx),

    async insert({ environment_id }: Scope, blob: StoredBlob): Promise<void> {
      await runRows(tx, insert, [{ ...blob, environment_id }]);
    },

    /** Erases a file. */
    async remove({ environment_id }: Scope, id: Id): Promise<void> {
      await tx.run(remove, { environment_id, id });
      tx.pending.erased.add(erasedKey(environment_id, id));
    },
  };
}
