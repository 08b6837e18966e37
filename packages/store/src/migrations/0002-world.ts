import { sql } from 'kysely';
import { createOwnTable, type Migration } from './migration.ts';

const user = ['environment_id', 'user_id'] as const;
const account = ['environment_id', 'account_id'] as const;
const key = ['environment_id', 'id'] as const;

const counters: Migration = (migrating) => {
  const { dialect } = migrating;
  return [
    createOwnTable(migrating, 'counters')
      .addColumn('name', dialect.text, (c) => c.notNull())
      .addColumn('value', dialect.integer, (c) => c.notNull())
      .addPrimaryKeyConstraint('counters_key', ['environment_id', 'name'])
      .modifyEnd(sql.raw(dialect.table.narrow)),
  ];
};

const users: Migration = (migrating) => {
  const { dialect, schema } = migrating;
  return [
    createOwnTable(migrating, 'users')
      .addColumn('id', dialect.text, (c) => c.notNull())
      .addColumn('created_at', dialect.text, (c) => c.notNull())
      .addColumn('employers_connected', dialect.text, (c) => c.notNull())
      .addColumn('data_providers_connected', dialect.text, (c) => c.notNull())
      .addColumn('external_metadata', dialect.text, (c) => c.notNull())
      .addPrimaryKeyConstraint('users_key', [...key])
      .modifyEnd(sql.raw(dialect.table.wide)),
    schema.createIndex('users_page').on('users').columns(['environment_id', 'created_at', 'id']),
  ];
};

const userSearch: Migration = (migrating) => {
  const { dialect, schema } = migrating;
  return [
    createOwnTable(migrating, 'user_search')
      .addColumn('value', dialect.text, (c) => c.notNull())
      .addColumn('user_id', dialect.text, (c) => c.notNull())
      .addPrimaryKeyConstraint('user_search_key', ['environment_id', 'value', 'user_id'])
      .addForeignKeyConstraint('user_search_user', [...user], 'users', [...key], (c) =>
        c.onDelete('cascade'),
      )
      .modifyEnd(sql.raw(dialect.table.narrow)),
    schema
      .createIndex('user_search_of_user')
      .on('user_search')
      .columns([...user]),
  ];
};

const accounts: Migration = (migrating) => {
  const { dialect, schema } = migrating;
  return [
    createOwnTable(migrating, 'accounts')
      .addColumn('id', dialect.text, (c) => c.notNull())
      .addColumn('user_id', dialect.text, (c) => c.notNull())
      .addColumn('created_at', dialect.text, (c) => c.notNull())
      .addColumn('status', dialect.text, (c) => c.notNull())
      .addColumn('body', dialect.text, (c) => c.notNull())
      .addPrimaryKeyConstraint('accounts_key', [...key])
      .addForeignKeyConstraint('accounts_user', [...user], 'users', [...key], (c) =>
        c.onDelete('cascade'),
      )
      .modifyEnd(sql.raw(dialect.table.wide)),
    schema
      .createIndex('accounts_page')
      .on('accounts')
      .columns(['environment_id', 'created_at', 'id']),
    schema
      .createIndex('accounts_of_user')
      .on('accounts')
      .columns([...user, 'created_at', 'id']),
    schema
      .createIndex('accounts_of_status')
      .on('accounts')
      .columns(['environment_id', 'status', 'created_at', 'id']),
  ];
};

const connections: Migration = (migrating) => {
  const { dialect, schema } = migrating;
  return [
    createOwnTable(migrating, 'connections')
      .addColumn('account_id', dialect.text, (c) => c.notNull())
      .addColumn('user_id', dialect.text, (c) => c.notNull())
      .addColumn('link_item', dialect.text, (c) => c.notNull())
      .addColumn('login_hash', dialect.text)
      .addColumn('credentials', dialect.text)
      .addColumn('session', dialect.text)
      .addColumn('resume', dialect.text)
      .addColumn('challenge', dialect.text)
      .addColumn('attempt', dialect.integer, (c) => c.notNull())
      .addPrimaryKeyConstraint('connections_key', [...account])
      .addForeignKeyConstraint('connections_account', [...account], 'accounts', [...key], (c) =>
        c.onDelete('cascade'),
      )
      .modifyEnd(sql.raw(dialect.table.wide)),
    schema
      .createIndex('connections_login')
      .unique()
      .on('connections')
      .columns([...user, 'link_item', 'login_hash']),
  ];
};

const tokens: Migration = (migrating) => {
  const { dialect, schema } = migrating;
  return [
    createOwnTable(migrating, 'tokens')
      .addColumn('jti_hash', dialect.text, (c) => c.notNull())
      .addColumn('user_id', dialect.text, (c) => c.notNull())
      .addColumn('family_id', dialect.text)
      .addColumn('kind', dialect.text, (c) => c.notNull())
      .addColumn('expires_at', dialect.text, (c) => c.notNull())
      .addColumn('used_at', dialect.text)
      .addColumn('successor', dialect.text)
      .addColumn('revoked_at', dialect.text)
      .addPrimaryKeyConstraint('tokens_key', ['environment_id', 'jti_hash'])
      .addForeignKeyConstraint('tokens_user', [...user], 'users', [...key], (c) =>
        c.onDelete('cascade'),
      )
      .modifyEnd(sql.raw(dialect.table.wide)),
    schema
      .createIndex('tokens_of_user')
      .on('tokens')
      .columns([...user, 'expires_at']),
    schema
      .createIndex('tokens_of_family')
      .on('tokens')
      .columns(['environment_id', 'family_id'])
      .where(sql.ref('family_id'), 'is not', null),
  ];
};

const idempotency: Migration = (migrating) => {
  const { dialect, schema } = migrating;
  return [
    createOwnTable(migrating, 'idempotency')
      .addColumn('key', dialect.text, (c) => c.notNull())
      .addColumn('fingerprint', dialect.text, (c) => c.notNull())
      .addColumn('status', dialect.integer, (c) => c.notNull())
      .addColumn('answer', dialect.text, (c) => c.notNull())
      .addColumn('user_id', dialect.text)
      .addColumn('created_at', dialect.text, (c) => c.notNull())
      .addPrimaryKeyConstraint('idempotency_key', ['environment_id', 'key'])
      .addForeignKeyConstraint('idempotency_user', [...user], 'users', [...key], (c) =>
        c.onDelete('cascade'),
      )
      .modifyEnd(sql.raw(dialect.table.wide)),
    schema
      .createIndex('idempotency_age')
      .on('idempotency')
      .columns(['environment_id', 'created_at']),
    schema
      .createIndex('idempotency_of_user')
      .on('idempotency')
      .columns([...user]),
  ];
};

const jobs: Migration = (migrating) => {
  const { dialect, schema } = migrating;
  return [
    createOwnTable(migrating, 'jobs')
      .addColumn('id', dialect.text, (c) => c.notNull())
      .addColumn('kind', dialect.text, (c) => c.notNull())
      .addColumn('payload', dialect.text, (c) => c.notNull())
      .addColumn('due_at', dialect.text, (c) => c.notNull())
      .addColumn('leased_until', dialect.text)
      .addColumn('fence', dialect.integer, (c) => c.notNull())
      .addColumn('attempts', dialect.integer, (c) => c.notNull())
      .addColumn('user_id', dialect.text)
      .addColumn('account_id', dialect.text)
      .addPrimaryKeyConstraint('jobs_key', [...key])
      .addForeignKeyConstraint('jobs_user', [...user], 'users', [...key], (c) =>
        c.onDelete('cascade'),
      )
      .addForeignKeyConstraint('jobs_account', [...account], 'accounts', [...key], (c) =>
        c.onDelete('cascade'),
      )
      .modifyEnd(sql.raw(dialect.table.wide)),
    schema.createIndex('jobs_due').on('jobs').columns(['environment_id', 'due_at', 'id']),
    schema
      .createIndex('jobs_of_user')
      .on('jobs')
      .columns([...user]),
    schema
      .createIndex('jobs_of_account')
      .on('jobs')
      .columns([...account]),
  ];
};

/** Without a key to users and accounts: what happened outlives those it happened to. */
const events: Migration = (migrating) => {
  const { dialect, schema } = migrating;
  return [
    createOwnTable(migrating, 'events')
      .addColumn('cursor', dialect.integer, (c) => c.notNull())
      .addColumn('id', dialect.text, (c) => c.notNull())
      .addColumn('type', dialect.text, (c) => c.notNull())
      .addColumn('occurred_at', dialect.text, (c) => c.notNull())
      .addColumn('user_id', dialect.text)
      .addColumn('account_id', dialect.text)
      .addColumn('sequence', dialect.integer)
      .addColumn('data', dialect.text, (c) => c.notNull())
      .addColumn('resource', dialect.text)
      .addPrimaryKeyConstraint('events_key', ['environment_id', 'cursor'])
      .modifyEnd(sql.raw(dialect.table.wide)),
    schema
      .createIndex('events_of_user')
      .on('events')
      .columns([...user, 'cursor']),
    schema
      .createIndex('events_of_account')
      .on('events')
      .columns([...account, 'cursor'])
      .where(sql.ref('account_id'), 'is not', null),
  ];
};

/**
 * What lives in an environment. Keys begin with the environment: sandbox ids come from a seed, so two
 * environments may have the same ones. Everything about a person goes with the person.
 */
export const world: Migration = (migrating) =>
  [counters, users, userSearch, accounts, connections, tokens, idempotency, jobs, events].flatMap(
    (noun) => noun(migrating),
  );
