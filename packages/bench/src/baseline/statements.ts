import Database from 'better-sqlite3';

/**
 * The statements of the baseline, word for word those that the product runs for the same requests.
 * A test records what the product prepares and finds each of these among it.
 */
export const sql = {
  findUser: 'select * from "users" where "environment_id" = ? and "id" = ?',
  listUsers:
    'select * from "users" where "environment_id" = ? order by "users"."created_at" desc, "users"."id" desc limit ? offset ?',
  countUsers: 'select "value" from "counters" where "environment_id" = ? and "name" = ?',
  insertUser:
    'insert into "users" ("environment_id", "id", "created_at", "employers_connected", "data_providers_connected", "external_metadata") values (?, ?, ?, ?, ?, ?)',
  insertSearch: 'insert into "user_search" ("environment_id", "value", "user_id") values (?, ?, ?)',
  insertToken:
    'insert into "tokens" ("environment_id", "jti_hash", "user_id", "family_id", "kind", "expires_at", "used_at", "successor", "revoked_at") values (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  deleteExpiredTokens:
    'delete from "tokens" where "environment_id" = ? and "user_id" = ? and "expires_at" <= ?',
  addToCounters:
    'insert into "counters" ("environment_id", "name", "value") values (?, ?, ?), (?, ?, ?), (?, ?, ?) on conflict ("environment_id", "name") do update set "value" = "counters"."value" + "excluded"."value" returning "environment_id", "name", "value"',
  insertEvent:
    'insert into "events" ("environment_id", "cursor", "id", "type", "occurred_at", "user_id", "account_id", "sequence", "data", "resource") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning (select "environments"."epoch" from "environments" where "environments"."id" = "events"."environment_id") as "epoch"',
} as const;

/** A row of `users`. */
export interface UserRow {
  readonly id: string;
  readonly created_at: string;
  readonly employers_connected: string;
  readonly data_providers_connected: string;
  readonly external_metadata: string;
}

const EVERY_CONNECTION = ['foreign_keys = on', 'temp_store = memory', 'trusted_schema = off'];

/** The settings of the writer and of the reader: those of the product's, which the same test looks at. */
export const pragmas = {
  writer: [
    'page_size = 8192',
    'journal_mode = wal',
    'synchronous = full',
    'secure_delete = on',
    'journal_size_limit = 67108864',
    'wal_autocheckpoint = 2000',
    ...EVERY_CONNECTION,
  ],
  reader: ['query_only = on', ...EVERY_CONNECTION],
} as const;

/** The two connections of the baseline and its statements, prepared once. */
export type Statements = ReturnType<typeof openStatements>;

/** Opens a file twice, to write and to read. */
export function openStatements(file: string) {
  const writer = new Database(file);
  for (const pragma of pragmas.writer) writer.pragma(pragma);
  const reader = new Database(file);
  for (const pragma of pragmas.reader) reader.pragma(pragma);
  return {
    findUser: reader.prepare<unknown[], UserRow>(sql.findUser),
    listUsers: reader.prepare<unknown[], UserRow>(sql.listUsers),
    countUsers: reader.prepare<unknown[], { value: number }>(sql.countUsers),
    findUserToChange: writer.prepare<unknown[], UserRow>(sql.findUser),
    insertUser: writer.prepare(sql.insertUser),
    insertSearch: writer.prepare(sql.insertSearch),
    insertToken: writer.prepare(sql.insertToken),
    deleteExpiredTokens: writer.prepare(sql.deleteExpiredTokens),
    addToCounters: writer.prepare<unknown[], { name: string; value: number }>(sql.addToCounters),
    insertEvent: writer.prepare(sql.insertEvent),
    begin: writer.prepare('begin immediate'),
    savepoint: writer.prepare('savepoint one'),
    release: writer.prepare('release one'),
    rollbackToSavepoint: writer.prepare('rollback to one'),
    commit: writer.prepare('commit'),
    close() {
      reader.close();
      writer.close();
    },
  };
}
