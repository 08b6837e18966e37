import { IntarsiaError, type Scope, type Timestamp } from '@intarsia/domain';
import { type Db, runRows } from './engines/engine.ts';
import { rowsStatement, statement } from './engines/statements.ts';
import type { Tx } from './pending.ts';
import type { IdempotencyTable } from './tables.ts';

/** An answer that was given for an Idempotency-Key. */
export interface IdempotencyAnswer {
  readonly key: string;
  /** Of the route and the body: the same key with others is a mistake. */
  readonly fingerprint: string;
  readonly status: number;
  /** Sealed: answers hold tokens. */
  readonly answer: string;
  /** Whom the answer is about; it goes when they go. */
  readonly user_id: string | null;
  /** Wall time. */
  readonly created_at: Timestamp;
}

const find = statement<{ environment_id: string; key: string }>()(({ q, p }) =>
  q
    .selectFrom('idempotency')
    .selectAll()
    .where('environment_id', '=', p.environment_id)
    .where('key', '=', p.key),
);

const insert = rowsStatement<IdempotencyTable>([
  'environment_id',
  'key',
  'fingerprint',
  'status',
  'answer',
  'user_id',
  'created_at',
])(({ q, rows }) =>
  q
    .insertInto('idempotency')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['environment_id', 'key']).doNothing()),
);

const complete = statement<
  Pick<IdempotencyTable, 'environment_id' | 'key' | 'status' | 'answer' | 'user_id'>
>()(({ q, p }) =>
  q
    .updateTable('idempotency')
    .set({ status: p.status, answer: p.answer, user_id: p.user_id })
    .where('environment_id', '=', p.environment_id)
    .where('key', '=', p.key),
);

const deleteBefore = statement<{ environment_id: string; wall: string }>()(({ q, p }) =>
  q
    .deleteFrom('idempotency')
    .where('environment_id', '=', p.environment_id)
    .where('created_at', '<', p.wall),
);

/** Answers by Idempotency-Key. */
export function readIdempotency(db: Db) {
  return {
    async find({ environment_id }: Scope, key: string): Promise<IdempotencyAnswer | undefined> {
      const row = await db.first(find, { environment_id, key });
      if (!row) return undefined;
      const { environment_id: _, ...answer } = row;
      return answer;
    },
  };
}

/** As `readIdempotency`, and changes. */
export function writeIdempotency(tx: Tx) {
  return {
    ...readIdempotency(tx),

    /** Throws `idempotency_key_in_use` when the key has an answer already. */
    async insert({ environment_id }: Scope, answer: IdempotencyAnswer): Promise<void> {
      const inserted = await runRows(tx, insert, [{ ...answer, environment_id }]);
      if (inserted > 0) return;
      throw new IntarsiaError(
        'idempotency_key_in_use',
        'Another call with this key has just ended.',
      );
    },

    /** Sets the answer of a key that this transaction has inserted. */
    async complete(
      { environment_id }: Scope,
      answer: Pick<IdempotencyAnswer, 'key' | 'status' | 'answer' | 'user_id'>,
    ): Promise<void> {
      await tx.run(complete, { environment_id, ...answer });
    },

    /** Forgets answers from before a moment of the wall clock. Gives their number. */
    deleteBefore: ({ environment_id }: Scope, wall: Timestamp): Promise<number> =>
      tx.run(deleteBefore, { environment_id, wall }),
  };
}
