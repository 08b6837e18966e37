import { findStatements, rowsStatement, statement } from './engines/statements.ts';
import type { AccountsTable } from './tables.ts';

/** What tells one login of a user at a link item from another. */
export interface Login {
  readonly user: string;
  readonly link_item: string;
  readonly login_hash: string;
}

interface Key {
  environment_id: string;
  id: string;
}

export const find = findStatements<Key>()(({ q, p }) =>
  q
    .selectFrom('accounts')
    .selectAll()
    .where('environment_id', '=', p.environment_id)
    .where('id', '=', p.id),
);

export const ofUser = findStatements<{ environment_id: string; user: string }>()(({ q, p }) =>
  q
    .selectFrom('accounts')
    .selectAll()
    .where('environment_id', '=', p.environment_id)
    .where('user_id', '=', p.user)
    .orderBy('created_at')
    .orderBy('id'),
);

export const findByLogin = statement<{ environment_id: string } & Login>()(({ q, p, dialect }) =>
  dialect.locked(
    q
      .selectFrom('accounts')
      .selectAll()
      .where('environment_id', '=', p.environment_id)
      .where('id', '=', (eb) =>
        eb
          .selectFrom('connections')
          .select('account_id')
          .where('environment_id', '=', p.environment_id)
          .where('user_id', '=', p.user)
          .where('link_item', '=', p.link_item)
          .where('login_hash', '=', p.login_hash),
      ),
  ),
);

export const insert = rowsStatement<AccountsTable>([
  'environment_id',
  'id',
  'user_id',
  'created_at',
  'status',
  'active_at',
  'body',
])(({ q, rows }) => q.insertInto('accounts').values(rows));

export const statusOf = findStatements<Key>()(({ q, p }) =>
  q
    .selectFrom('accounts')
    .select(['user_id', 'status'])
    .where('environment_id', '=', p.environment_id)
    .where('id', '=', p.id),
);

/** Guarded by the status that was read, so that the counters move by exactly what changed. */
export const update = statement<
  Key & { status: string; active_at: string; body: string; before: string }
>()(({ q, p }) =>
  q
    .updateTable('accounts')
    .set((eb) => ({
      status: p.status,
      body: p.body,
      active_at: eb
        .case()
        .when('active_at', '<', p.active_at)
        .then(p.active_at)
        .else(eb.ref('active_at'))
        .end(),
    }))
    .where('environment_id', '=', p.environment_id)
    .where('id', '=', p.id)
    .where('status', '=', p.before),
);

/** Those of longest ago first. Without an index: it would cost every scan, and this runs about once a day. */
export const leastActive = statement<{ environment_id: string; limit: number }>()(({ q, p }) =>
  q
    .selectFrom('accounts')
    .select(['id', 'active_at', 'created_at'])
    .where('environment_id', '=', p.environment_id)
    .orderBy('active_at')
    .orderBy('id')
    .limit(p.limit),
);
