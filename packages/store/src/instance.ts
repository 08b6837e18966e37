import { sql } from 'kysely';
import { type Db, runRows } from './engines/engine.ts';
import { rowsStatement, statement } from './engines/statements.ts';
import type { Tx } from './pending.ts';
import type { InstanceTable } from './tables.ts';

const find = statement<{ name: string }>()(({ q, p }) =>
  q.selectFrom('instance').select('value').where('name', '=', p.name),
);

const put = rowsStatement<InstanceTable>(['name', 'value'])(({ q, rows }) =>
  q
    .insertInto('instance')
    .values(rows)
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet((eb) => ({ value: eb.ref('excluded.value') })),
    ),
);

const next = statement<{ name: string }>()(({ q, p }) =>
  q
    .insertInto('instance')
    .values({ name: p.name, value: sql.lit('0') })
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet({
        value: sql<string>`cast(cast(instance.value as bigint) + 1 as text)`,
      }),
    )
    .returning('value'),
);

/** Single values of the whole instance. */
export function readInstance(db: Db) {
  return {
    async get(name: string): Promise<string | undefined> {
      return (await db.first(find, { name }))?.value;
    },
  };
}

/** As `readInstance`, and changes. */
export function writeInstance(tx: Tx) {
  return {
    ...readInstance(tx),

    async set(name: string, value: string): Promise<void> {
      await runRows(tx, put, [{ name, value }]);
    },

    /** Counts up: 0, 1, … No two callers are given the same number. */
    async next(name: string): Promise<number> {
      return Number((await tx.first(next, { name }))?.value);
    },
  };
}
