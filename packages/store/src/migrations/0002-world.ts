import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * What lives in an environment. Keys begin with the environment: sandbox ids come from a seed, so two
 * environments may have the same ones. Everything about a person goes with the person.
 */
export const world: Migration = ({ schema, dialect }) => {
  const { text, integer, table } = dialect;
  const wide = sql.raw(table.wide);
  const narrow = sql.raw(table.narrow);

  function createTable(name: string) {
    return schema
      .createTable(name)
      .addColumn('environment_id', text, (c) =>
        c.notNull().references('environments.id').onDelete('cascade'),
      );
  }
  const user = ['environment_id', 'user_id'] as const;
  const account = ['environment_id', 'account_id'] as const;
  const key = ['environment_id', 'id'] as const;

  return [
    createTable('counters')
      .addColumn('name', text, (c) => c.notNull())
      .addColumn('value', integer, (c) => c.notNull())
      .addPrimaryKeyConstraint('counters_key', ['environment_id', 'name'])
      .modifyEnd(narrow),

    createTable('users')
      .addColumn('id', text, (c) => c.notNull())
      .addColumn('created_at', text, (c) => c.notNull())
      .addColumn('employers_connected', text, (c) => c.notNull())
      .addColumn('data_providers_connected', text, (c) => c.notNull())
      .addColumn('external_metadata', text, (c) => c.notNull())
      .addPrimaryKeyConstraint('users_key', [...key])
      .modifyEnd(wide),
    schema.createIndex('users_page').on('users').columns(['environment_id', 'created_at', 'id']),

    createTable('user_search')
      .addColumn('value', text, (c) => c.notNull())
      .addColumn('user_id', text, (c) => c.notNull())
      .addPrimaryKeyConstraint('user_search_key', ['environment_id', 'value', 'user_id'])
      .addForeignKeyConstraint('user_search_user', [...user], 'users', [...key], (c) =>
        c.onDelete('cascade'),
      )
      .modifyEnd(narrow),
    schema
      .createIndex('user_search_of_user')
      .on('user_search')
      .columns([...user]),

    createTable('accounts')
      .addColumn('id', text, (c) => c.notNull())
      .addColumn('user_id', text, (c) => c.notNull())
      .addColumn('created_at', text, (c) => c.notNull())
      .addColumn('status', text, (c) => c.notNull())
      .addColumn('body', text, (c) => c.notNull())
      .addPrimaryKeyConstraint('accounts_key', [...key])
      .addForeignKeyConstraint('accounts_user', [...user], 'users', [...key], (c) =>
        c.onDelete('cascade'),
      )
      .modifyEnd(wide),
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

    createTable('connections')
      .addColumn('account_id', text, (c) => c.notNull())
      .addColumn('user_id', text, (c) => c.notNull())
      .addColumn('link_item', text, (c) => c.notNull())
      .addColumn('login_hash', text)
      .addColumn('credentials', text)
      .addColumn('session', text)
      .addColumn('resume', text)
      .addColumn('challenge', text)
      .addColumn('attempt', integer, (c) => c.notNull())
      .addPrimaryKeyConstraint('connections_key', [...account])
      .addForeignKeyConstraint('connections_account', [...account], 'accounts', [...key], (c) =>
        c.onDelete('cascade'),
      )
      .modifyEnd(wide),
    schema
      .createIndex('connections_login')
      .unique()
      .on('connections')
      .columns([...user, 'link_item', 'login_hash']),

    createTable('tokens')
      .addColumn('jti_hash', text, (c) => c.notNull())
      .addColumn('user_id', text, (c) => c.notNull())
      .addColumn('family_id', text)
      .addColumn('kind', text, (c) => c.notNull())
      .addColumn('expires_at', text, (c) => c.notNull())
      .addColumn('used_at', text)
      .addColumn('successor', text)
      .addColumn('revoked_at', text)
      .addPrimaryKeyConstraint('tokens_key', ['environment_id', 'jti_hash'])
      .addForeignKeyConstraint('tokens_user', [...user], 'users', [...key], (c) =>
        c.onDelete('cascade'),
      )
      .modifyEnd(wide),
    schema
      .createIndex('tokens_of_user')
      .on('tokens')
      .columns([...user, 'expires_at']),
    schema
      .createIndex('tokens_of_family')
      .on('tokens')
      .columns(['environment_id', 'family_id'])
      .where(sql.ref('family_id'), 'is not', null),

    createTable('idempotency')
      .addColumn('key', text, (c) => c.notNull())
      .addColumn('fingerprint', text, (c) => c.notNull())
      .addColumn('status', integer, (c) => c.notNull())
      .addColumn('answer', text, (c) => c.notNull())
      .addColumn('user_id', text)
      .addColumn('created_at', text, (c) => c.notNull())
      .addPrimaryKeyConstraint('idempotency_key', ['environment_id', 'key'])
      .addForeignKeyConstraint('idempotency_user', [...user], 'users', [...key], (c) =>
        c.onDelete('cascade'),
      )
      .modifyEnd(wide),
    schema
      .createIndex('idempotency_age')
      .on('idempotency')
      .columns(['environment_id', 'created_at']),
    schema
      .createIndex('idempotency_of_user')
      .on('idempotency')
      .columns([...user]),

    createTable('jobs')
      .addColumn('id', text, (c) => c.notNull())
      .addColumn('kind', text, (c) => c.notNull())
      .addColumn('payload', text, (c) => c.notNull())
      .addColumn('due_at', text, (c) => c.notNull())
      .addColumn('leased_until', text)
      .addColumn('fence', integer, (c) => c.notNull())
      .addColumn('attempts', integer, (c) => c.notNull())
      .addColumn('user_id', text)
      .addColumn('account_id', text)
      .addPrimaryKeyConstraint('jobs_key', [...key])
      .addForeignKeyConstraint('jobs_user', [...user], 'users', [...key], (c) =>
        c.onDelete('cascade'),
      )
      .addForeignKeyConstraint('jobs_account', [...account], 'accounts', [...key], (c) =>
        c.onDelete('cascade'),
      )
      .modifyEnd(wide),
    schema.createIndex('jobs_due').on('jobs').columns(['environment_id', 'due_at', 'id']),
    schema
      .createIndex('jobs_of_user')
      .on('jobs')
      .columns([...user]),
    schema
      .createIndex('jobs_of_account')
      .on('jobs')
      .columns([...account]),

    // Without a key to users and accounts: what happened outlives those it happened to.
    createTable('events')
      .addColumn('cursor', integer, (c) => c.notNull())
      .addColumn('id', text, (c) => c.notNull())
      .addColumn('type', text, (c) => c.notNull())
      .addColumn('occurred_at', text, (c) => c.notNull())
      .addColumn('user_id', text)
      .addColumn('account_id', text)
      .addColumn('sequence', integer)
      .addColumn('data', text, (c) => c.notNull())
      .addColumn('resource', text)
      .addPrimaryKeyConstraint('events_key', ['environment_id', 'cursor'])
      .modifyEnd(wide),
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
