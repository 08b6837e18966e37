import type { ConnectionStatus, Id, ScanHistory, Scope } from '@intarsia/domain';
import type { Db } from './engines/engine.ts';
import { statement } from './engines/statements.ts';
import type { Tx } from './pending.ts';
import type { ScansTable } from './tables.ts';

/** How far the scans of an account have come. No caller sees it. */
export interface AccountScans extends ScanHistory {
  /** Where the scan that is under way goes on, sealed; null at its beginning, and when none is. */
  readonly cursor: string | null;
  /** Where the last scan that came to its end has ended, sealed. */
  readonly last: string | null;
  /** The source has changed since it was last asked: another scan follows at once. */
  readonly again: boolean;
}

/** What a scan begins with, or goes on with. */
export interface ScanStart extends Pick<AccountScans, 'cursor' | 'last' | 'forced' | 'again'> {
  readonly user: Id;
  readonly link_item: string;
  readonly status: ConnectionStatus;
  /** Sealed; null without a connection. */
  readonly session: string | null;
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

/** One statement for three tables: most scans find nothing new, and then it is a good part of what they cost. */
const start = statement<Key>()(({ q, p }) =>
  q
    .selectFrom('connections')
    .innerJoin('accounts', (join) =>
      join
        .onRef('accounts.environment_id', '=', 'connections.environment_id')
        .onRef('accounts.id', '=', 'connections.account_id'),
    )
    .leftJoin('scans', (join) =>
      join
        .onRef('scans.environment_id', '=', 'connections.environment_id')
        .onRef('scans.account_id', '=', 'connections.account_id'),
    )
    .select(['connections.user_id', 'connections.link_item', 'connections.session'])
    .select(['accounts.status', 'scans.cursor', 'scans.last', 'scans.forced', 'scans.again'])
    .where('connections.environment_id', '=', p.environment_id)
    .where('connections.account_id', '=', p.account_id),
);

const put = statement<ScansTable>()(({ q, p }) => {
  const changes = {
    cursor: p.cursor,
    last: p.last,
    finished: p.finished,
    forced: p.forced,
    served: p.served,
    told: p.told,
    again: p.again,
  };
  return q
    .insertInto('scans')
    .values({ environment_id: p.environment_id, account_id: p.account_id, ...changes })
    .onConflict((conflict) =>
      conflict.columns(['environment_id', 'account_id']).doUpdateSet(changes),
    );
});

const never: AccountScans = {
  cursor: null,
  last: null,
  finished: 0,
  forced: [],
  served: 0,
  told: { payouts: [], activities: [] },
  again: false,
};

/** How far scans have come. */
export function readScans(db: Db) {
  return {
    /** Of an account that was never scanned: nothing yet. */
    async find({ environment_id }: Scope, account_id: Id): Promise<AccountScans> {
      const row = await db.first(find, { environment_id, account_id });
      return row ? toScans(row) : never;
    },

    /** What the next scan of an account begins with; undefined when there is no such account. */
    async start({ environment_id }: Scope, account_id: Id): Promise<ScanStart | undefined> {
      const row = await db.first(start, { environment_id, account_id });
      return (
        row && {
          user: row.user_id,
          link_item: row.link_item,
          // Safe: `accounts` writes the status of the connection there.
          status: row.status as ConnectionStatus,
          session: row.session,
          cursor: row.cursor,
          last: row.last,
          forced: row.forced === null ? never.forced : JSON.parse(row.forced),
          again: row.again === 1,
        }
      );
    },
  };
}

/** As `readScans`, and changes. Only who has locked the account may change how far its scans are. */
export function writeScans(tx: Tx) {
  return {
    ...readScans(tx),

    async save({ environment_id }: Scope, account_id: Id, scans: AccountScans): Promise<void> {
      const { cursor, last, finished, served } = scans;
      const forced = JSON.stringify(scans.forced);
      const told = JSON.stringify(scans.told);
      const again = scans.again ? 1 : 0;
      const row = {
        environment_id,
        account_id,
        cursor,
        last,
        finished,
        forced,
        served,
        told,
        again,
      };
      await tx.run(put, row);
    },
  };
}

function toScans({
  cursor,
  last,
  finished,
  forced,
  served,
  told,
  again,
}: ScansTable): AccountScans {
  return {
    cursor,
    last,
    finished,
    forced: JSON.parse(forced),
    served,
    told: JSON.parse(told),
    again: again === 1,
  };
}
