import type { Id, Scope } from '@intarsia/domain';
import type { Db } from './engines/engine.ts';
import { statement } from './engines/statements.ts';
import type { Tx } from './pending.ts';
import type { ScansTable } from './tables.ts';

/** Days of a kind's first scan whose arrival was told. */
export type ToldDays = Readonly<Record<'payouts' | 'activities', readonly number[]>>;

/** How far the scans of an account have come. No caller sees it. */
export interface AccountScans {
  /** Where the scan that is under way goes on, else where the next one begins; sealed. */
  readonly cursor: string | null;
  /** A scan has begun and not ended. */
  readonly running: boolean;
  /** How many have come to their end. */
  readonly finished: number;
  /** How many were asked for by hand. */
  readonly forced: number;
  /** How many of those are done, or are being done by the scan that is under way. */
  readonly served: number;
  readonly told: ToldDays;
}

interface Key {
  environment_id: string;
  account_id: string;
}

const find = statement<Key>()(({ q, p }) =>
  q
    .selectFrom('scans')
    .selectAll()
    .where('environment_id', '=', p.environment_id)
    .where('account_id', '=', p.account_id),
);

const put = statement<ScansTable>()(({ q, p }) =>
  q
    .insertInto('scans')
    .values({
      environment_id: p.environment_id,
      account_id: p.account_id,
      cursor: p.cursor,
      running: p.running,
      finished: p.finished,
      forced: p.forced,
      served: p.served,
      told: p.told,
    })
    .onConflict((conflict) =>
      conflict.columns(['environment_id', 'account_id']).doUpdateSet({
        cursor: p.cursor,
        running: p.running,
        finished: p.finished,
        forced: p.forced,
        served: p.served,
        told: p.told,
      }),
    ),
);

const never: AccountScans = {
  cursor: null,
  running: false,
  finished: 0,
  forced: 0,
  served: 0,
  told: { payouts: [], activities: [] },
};

/** How far scans have come. */
export function readScans(db: Db) {
  return {
    /** Of an account that was never scanned: nothing yet. */
    async find({ environment_id }: Scope, account_id: Id): Promise<AccountScans> {
      const row = await db.first(find, { environment_id, account_id });
      return row ? toScans(row) : never;
    },
  };
}

/** As `readScans`, and changes. Only who has locked the account may change how far its scans are. */
export function writeScans(tx: Tx) {
  return {
    ...readScans(tx),

    async save({ environment_id }: Scope, account_id: Id, scans: AccountScans): Promise<void> {
      const running = scans.running ? 1 : 0;
      const told = JSON.stringify(scans.told);
      await tx.run(put, { ...scans, environment_id, account_id, running, told });
    },
  };
}

function toScans(row: ScansTable): AccountScans {
  const { cursor, finished, forced, served } = row;
  return {
    cursor,
    running: row.running === 1,
    finished,
    forced,
    served,
    told: JSON.parse(row.told),
  };
}
