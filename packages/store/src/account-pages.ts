import type { ConnectionStatus, PageRequest, Scope } from '@intarsia/domain';
import { ACCOUNTS, accountsIn, accountsOf, readCounter } from './counters.ts';
import type { Db } from './engines/engine.ts';
import { statement } from './engines/statements.ts';
import { pageOf, pageStatements } from './pages.ts';
import type { AccountsTable } from './tables.ts';

/** Which accounts of a list are meant. */
export interface AccountFilter {
  readonly user?: string | undefined;
  readonly status?: ConnectionStatus | undefined;
}

const pages = pageStatements<{ environment_id: string }>()(
  ({ q, p }) => q.selectFrom('accounts').selectAll().where('environment_id', '=', p.environment_id),
  'accounts',
);

const pagesOfUser = pageStatements<{ environment_id: string; user: string }>()(
  ({ q, p }) =>
    q
      .selectFrom('accounts')
      .selectAll()
      .where('environment_id', '=', p.environment_id)
      .where('user_id', '=', p.user),
  'accounts',
);

const pagesOfStatus = pageStatements<{ environment_id: string; status: ConnectionStatus }>()(
  ({ q, p }) =>
    q
      .selectFrom('accounts')
      .selectAll()
      .where('environment_id', '=', p.environment_id)
      .where('status', '=', p.status),
  'accounts',
);

const pagesOfBoth = pageStatements<{
  environment_id: string;
  user: string;
  status: ConnectionStatus;
}>()(
  ({ q, p }) =>
    q
      .selectFrom('accounts')
      .selectAll()
      .where('environment_id', '=', p.environment_id)
      .where('user_id', '=', p.user)
      .where('status', '=', p.status),
  'accounts',
);

/** The lists of accounts. */
export const accountPages = { pages, pagesOfUser, pagesOfStatus, pagesOfBoth };

const countOfBoth = statement<{ environment_id: string; user: string; status: string }>()(
  ({ q, p }) =>
    q
      .selectFrom('accounts')
      .select((eb) => eb.fn.countAll<number>().as('value'))
      .where('environment_id', '=', p.environment_id)
      .where('user_id', '=', p.user)
      .where('status', '=', p.status),
);

/** The rows of a page, and the one behind it. */
export function pageOfAccounts(
  db: Db,
  { scope, user, status, request }: AccountFilter & { scope: Scope; request: PageRequest },
): Promise<AccountsTable[]> {
  const { environment_id } = scope;
  if (user !== undefined && status) {
    return pageOf(db, pagesOfBoth, { filter: { environment_id, user, status }, request });
  }
  if (user !== undefined) {
    return pageOf(db, pagesOfUser, { filter: { environment_id, user }, request });
  }
  if (status) return pageOf(db, pagesOfStatus, { filter: { environment_id, status }, request });
  return pageOf(db, pages, { filter: { environment_id }, request });
}

/** How many accounts a filter leaves: from counters, unless it asks two things at once. */
export async function countAccounts(
  db: Db,
  { scope, user, status }: AccountFilter & { scope: Scope },
): Promise<number> {
  if (user !== undefined && status) {
    const { environment_id } = scope;
    return (await db.first(countOfBoth, { environment_id, user, status }))?.value ?? 0;
  }
  if (user !== undefined) return readCounter(db, scope, accountsOf(user));
  return readCounter(db, scope, status ? accountsIn(status) : ACCOUNTS);
}
