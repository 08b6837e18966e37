import { type PageRequest, type Scope, searchTerm } from '@intarsia/domain';
import { sql } from 'kysely';
import type { Db } from './engines/engine.ts';
import { type Building, statement } from './engines/statements.ts';
import { pageOf, pageStatements } from './pages.ts';
import type { UsersTable } from './tables.ts';

/**
 * The most values, and the most ids, that one search looks at. A prefix of one letter may match a
 * million; sorting them all would hold up everybody else.
 */
export const MOST_MATCHES = 1000;

interface Prefix {
  environment_id: string;
  /** The empty text, or the user for whom alone rows exist. */
  only: string;
  from: string;
  to: string;
}

/** Ids of the users that match: by id, or by a value of their metadata. */
function matches({ q, p }: Pick<Building<Prefix>, 'q' | 'p'>) {
  const byId = q
    .selectFrom('users')
    .select('id')
    .where('environment_id', '=', p.environment_id)
    .where('id', '>=', p.from)
    .where('id', '<', p.to)
    .orderBy('id')
    .limit(sql.lit(MOST_MATCHES));
  const byValue = q
    .selectFrom('user_search')
    .select('user_id as id')
    .where('environment_id', '=', p.environment_id)
    .where('value', '>=', p.from)
    .where('value', '<', p.to)
    .orderBy('value')
    .orderBy('user_id')
    .limit(sql.lit(MOST_MATCHES));
  return q
    .selectFrom(byId.as('by_id'))
    .select('by_id.id')
    .union(q.selectFrom(byValue.as('by_value')).select('by_value.id'));
}

const pages = pageStatements<Prefix>()(
  ({ q, p }) =>
    q
      .with('found', () => matches({ q, p }))
      .selectFrom('found')
      // SQLite keeps the order of a cross join: otherwise it may walk all users by creation instead.
      .crossJoin('users')
      .selectAll('users')
      .where('users.environment_id', '=', p.environment_id)
      .whereRef('users.id', '=', 'found.id')
      .where(sql<boolean>`(${p.only} = '' or ${sql.ref('users.id')} = ${p.only})`),
  'users',
);

const total = statement<Prefix>()(({ q, p }) =>
  q
    .selectFrom(matches({ q, p }).as('found'))
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where(sql<boolean>`(${p.only} = '' or ${sql.ref('found.id')} = ${p.only})`),
);

/** A page of the users that match, by creation. */
export async function searchUsers(
  db: Db,
  { scope, q, request }: { scope: Scope; q: string; request: PageRequest },
): Promise<UsersTable[]> {
  const filter = prefixOf(scope, q);
  return filter ? pageOf(db, pages, { filter, request }) : [];
}

/** How many users match, as far as a search looks. */
export async function countFound(db: Db, scope: Scope, q: string): Promise<number> {
  const filter = prefixOf(scope, q);
  return filter ? ((await db.first(total, filter))?.total ?? 0) : 0;
}

/** Undefined for a text that nothing can begin with. */
function prefixOf(scope: Scope, q: string): Prefix | undefined {
  const from = searchTerm(q);
  if (from === '') return undefined;
  // No text that begins with the prefix is behind the prefix and the last character there is.
  const to = `${from}\u{10ffff}`;
  return { environment_id: scope.environment_id, only: scope.user_id ?? '', from, to };
}
