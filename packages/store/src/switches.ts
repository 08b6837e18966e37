import type { Id, Scope } from '@intarsia/domain';
import type { Db } from './engines/engine.ts';
import { statement } from './engines/statements.ts';
import type { Tx } from './pending.ts';
import type { SwitchesTable } from './tables.ts';

/** A deposit switch that is under way. Once it has ended, nothing of it is kept. */
export interface DepositSwitch {
  readonly account_id: Id;
  /** These two are sealed. */
  readonly config: string;
  /** How far it has come; null at its beginning. */
  readonly resume: string | null;
}

interface Key {
  environment_id: string;
  account_id: string;
}

const find = statement<Key>()(({ q, p }) =>
  q
    .selectFrom('switches')
    .selectAll()
    .where('environment_id', '=', p.environment_id)
    .where('account_id', '=', p.account_id),
);

const put = statement<SwitchesTable>()(({ q, p }) => {
  const changes = { config: p.config, resume: p.resume };
  return q
    .insertInto('switches')
    .values({ environment_id: p.environment_id, account_id: p.account_id, ...changes })
    .onConflict((conflict) =>
      conflict.columns(['environment_id', 'account_id']).doUpdateSet(changes),
    );
});

const remove = statement<Key>()(({ q, p }) =>
  q
    .deleteFrom('switches')
    .where('environment_id', '=', p.environment_id)
    .where('account_id', '=', p.account_id),
);

/** Deposit switches. */
export function readSwitches(db: Db) {
  return {
    async find({ environment_id }: Scope, account_id: Id): Promise<DepositSwitch | undefined> {
      const row = await db.first(find, { environment_id, account_id });
      return row && { account_id: row.account_id, config: row.config, resume: row.resume };
    },
  };
}

/** As `readSwitches`, and changes. Only who has locked the account may change its switch. */
export function writeSwitches(tx: Tx) {
  return {
    ...readSwitches(tx),

    async save({ environment_id }: Scope, one: DepositSwitch): Promise<void> {
      await tx.run(put, { ...one, environment_id });
    },

    /** Of no effect when there is none. */
    async delete({ environment_id }: Scope, account_id: Id): Promise<void> {
      await tx.run(remove, { environment_id, account_id });
    },
  };
}
