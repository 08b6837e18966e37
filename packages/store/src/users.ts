import {
  jsonText,
  type PageRequest,
  rawJson,
  type Scope,
  searchValuesOf,
  type User,
} from '@intarsia/domain';
import { readCounter, USERS } from './counters.ts';
import { type Db, runRows } from './engines/engine.ts';
import { findStatements, rowsStatement, statement } from './engines/statements.ts';
import { eraseUser } from './erasure.ts';
import { pageOf, pageStatements } from './pages.ts';
import { count, type Tx } from './pending.ts';
import { reaches } from './scopes.ts';
import type { UserSearchTable, UsersTable } from './tables.ts';
import { countFound, searchUsers } from './user-search.ts';

interface Key {
  environment_id: string;
  id: string;
}

const find = findStatements<Key>()(({ q, p }) =>
  q
    .selectFrom('users')
    .selectAll()
    .where('environment_id', '=', p.environment_id)
    .where('id', '=', p.id),
);

/** By creation. */
export const userPages = pageStatements<{ environment_id: string }>()(
  ({ q, p }) => q.selectFrom('users').selectAll().where('environment_id', '=', p.environment_id),
  'users',
);

const insert = rowsStatement<UsersTable>([
  'environment_id',
  'id',
  'created_at',
  'employers_connected',
  'data_providers_connected',
  'external_metadata',
])(({ q, rows }) => q.insertInto('users').values(rows));

const update = statement<Omit<UsersTable, 'created_at'>>()(({ q, p }) =>
  q
    .updateTable('users')
    .set({
      employers_connected: p.employers_connected,
      data_providers_connected: p.data_providers_connected,
      external_metadata: p.external_metadata,
    })
    .where('environment_id', '=', p.environment_id)
    .where('id', '=', p.id),
);

const insertSearch = rowsStatement<UserSearchTable>(['environment_id', 'value', 'user_id'])(
  ({ q, rows }) => q.insertInto('user_search').values(rows),
);

const deleteSearch = statement<Key>()(({ q, p }) =>
  q
    .deleteFrom('user_search')
    .where('environment_id', '=', p.environment_id)
    .where('user_id', '=', p.id),
);

/** The people of an environment. */
export function readUsers(db: Db) {
  return {
    find: (scope: Scope, id: string): Promise<User | undefined> => findUser(db, { scope, id }),

    /** By creation; up to one more than the page has. */
    async list(scope: Scope, request: PageRequest): Promise<User[]> {
      if (scope.user_id !== undefined) return ownPage(db, { scope, id: scope.user_id, request });
      const filter = { environment_id: scope.environment_id };
      return (await pageOf(db, userPages, { filter, request })).map(toUser);
    },

    /** Those whose id or a metadata value begins with `q`, in any case of letters. */
    async search(scope: Scope, q: string, request: PageRequest): Promise<User[]> {
      return (await searchUsers(db, { scope, q, request })).map(toUser);
    },

    /** How many `search` finds in all. */
    countFound: (scope: Scope, q: string): Promise<number> => countFound(db, scope, q),

    async count(scope: Scope): Promise<number> {
      if (scope.user_id === undefined) return readCounter(db, scope, USERS);
      return (await findUser(db, { scope, id: scope.user_id })) ? 1 : 0;
    },
  };
}

/** As `readUsers`, and changes. A user that was found stays as it is until the transaction ends. */
export function writeUsers(tx: Tx) {
  return {
    ...readUsers(tx),

    find: (scope: Scope, id: string): Promise<User | undefined> =>
      findUser(tx, { scope, id, recipe: find.locked }),

    async insert(scope: Scope, user: User): Promise<void> {
      const row = fromUser(scope, user);
      await runRows(tx, insert, [row]);
      await insertSearchValues(tx, scope, user);
      count(tx, scope, { name: USERS, by: 1 });
    },

    /** Gives false when there is no such user. */
    async update(scope: Scope, user: User): Promise<boolean> {
      if (!reaches(scope, user.id)) return false;
      if ((await tx.run(update, fromUser(scope, user))) === 0) return false;
      await tx.run(deleteSearch, { environment_id: scope.environment_id, id: user.id });
      await insertSearchValues(tx, scope, user);
      return true;
    },

    /** Erases everything about the person. Gives false when there is no such user. */
    async delete(scope: Scope, id: string): Promise<boolean> {
      return reaches(scope, id) && eraseUser(tx, scope, id);
    },
  };
}

async function findUser(
  db: Db,
  { scope, id, recipe = find.plain }: { scope: Scope; id: string; recipe?: typeof find.plain },
): Promise<User | undefined> {
  if (!reaches(scope, id)) return undefined;
  const row = await db.first(recipe, { environment_id: scope.environment_id, id });
  return row && toUser(row);
}

/** A page of the one user that exists for the bearer of a user token. */
async function ownPage(
  db: Db,
  { scope, id, request }: { scope: Scope; id: string; request: PageRequest },
): Promise<User[]> {
  const user = await findUser(db, { scope, id });
  if (!user) return [];
  const { after, order, offset } = request;
  if (!after) return offset === 0 ? [user] : [];
  const place = `${user.created_at} ${user.id}`;
  const from = `${after.time} ${after.id}`;
  return (order === 'asc' ? place > from : place < from) ? [user] : [];
}

async function insertSearchValues(tx: Tx, scope: Scope, user: User): Promise<void> {
  if (jsonText(user.external_metadata) === '{}') return;
  const { environment_id } = scope;
  const values = searchValuesOf(user.external_metadata);
  const rows = values.map((value) => ({ environment_id, value, user_id: user.id }));
  await runRows(tx, insertSearch, rows);
}

function toUser(row: UsersTable): User {
  return {
    id: row.id,
    created_at: row.created_at,
    employers_connected: listOf(row.employers_connected),
    data_providers_connected: listOf(row.data_providers_connected),
    external_metadata: rawJson(row.external_metadata),
  };
}

function listOf(text: string): string[] {
  return text === '[]' ? [] : JSON.parse(text);
}

function fromUser({ environment_id }: Scope, user: User): UsersTable {
  return {
    environment_id,
    id: user.id,
    created_at: user.created_at,
    employers_connected: JSON.stringify(user.employers_connected),
    data_providers_connected: JSON.stringify(user.data_providers_connected),
    external_metadata: jsonText(user.external_metadata),
  };
}
