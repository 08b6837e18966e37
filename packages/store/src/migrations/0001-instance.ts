import { type CreateTableBuilder, sql } from 'kysely';
import type { SqlDialect } from '../engines/engine.ts';
import type { Migration } from './migration.ts';

function ofEnvironment<T extends string, C extends string>(
  dialect: SqlDialect,
  builder: CreateTableBuilder<T, C>,
) {
  return builder.addColumn('environment_id', dialect.text, (c) =>
    c.notNull().references('environments.id').onDelete('cascade'),
  );
}

const instanceValues: Migration = ({ schema, dialect }) => [
  schema
    .createTable('instance')
    .addColumn('name', dialect.text, (c) => c.notNull().primaryKey())
    .addColumn('value', dialect.text, (c) => c.notNull())
    .modifyEnd(sql.raw(dialect.table.wide)),
];

const clients: Migration = ({ schema, dialect }) => [
  schema
    .createTable('clients')
    .addColumn('id', dialect.text, (c) => c.notNull().primaryKey())
    .addColumn('name', dialect.text, (c) => c.notNull().unique())
    .addColumn('created_at', dialect.text, (c) => c.notNull())
    .addColumn('settings', dialect.text, (c) => c.notNull())
    .addColumn('data_key', dialect.text, (c) => c.notNull())
    .modifyEnd(sql.raw(dialect.table.wide)),
  schema.createIndex('clients_page').on('clients').columns(['created_at', 'id']),

  schema
    .createTable('environments')
    .addColumn('id', dialect.text, (c) => c.notNull().primaryKey())
    .addColumn('client_id', dialect.text, (c) =>
      c.notNull().references('clients.id').onDelete('cascade'),
    )
    .addColumn('kind', dialect.text, (c) => c.notNull())
    .addColumn('created_at', dialect.text, (c) => c.notNull())
    .addColumn('speed', dialect.text, (c) => c.notNull())
    .addColumn('seed', dialect.text, (c) => c.notNull())
    .modifyEnd(sql.raw(dialect.table.wide)),
  schema.createIndex('environments_of_client').on('environments').column('client_id'),
];

const keys: Migration = ({ schema, dialect }) => [
  ofEnvironment(
    dialect,
    schema.createTable('api_keys').addColumn('id', dialect.text, (c) => c.notNull().primaryKey()),
  )
    .addColumn('name', dialect.text, (c) => c.notNull())
    .addColumn('kind', dialect.text, (c) => c.notNull())
    .addColumn('secret_hash', dialect.text, (c) => c.notNull())
    .addColumn('created_at', dialect.text, (c) => c.notNull())
    .addColumn('expires_at', dialect.text)
    .addColumn('revoked_at', dialect.text)
    .modifyEnd(sql.raw(dialect.table.wide)),
  schema
    .createIndex('api_keys_page')
    .on('api_keys')
    .columns(['environment_id', 'created_at', 'id']),

  ofEnvironment(
    dialect,
    schema.createTable('link_keys').addColumn('id', dialect.text, (c) => c.notNull().primaryKey()),
  )
    .addColumn('created_at', dialect.text, (c) => c.notNull())
    .modifyEnd(sql.raw(dialect.table.wide)),
  schema
    .createIndex('link_keys_page')
    .on('link_keys')
    .columns(['environment_id', 'created_at', 'id']),

  schema
    .createTable('signing_keys')
    .addColumn('client_id', dialect.text, (c) =>
      c.notNull().references('clients.id').onDelete('cascade'),
    )
    .addColumn('kid', dialect.text, (c) => c.notNull())
    .addColumn('algorithm', dialect.text, (c) => c.notNull())
    .addColumn('sealed_private', dialect.text, (c) => c.notNull())
    .addColumn('public_jwk', dialect.text)
    .addColumn('created_at', dialect.text, (c) => c.notNull())
    .addColumn('retired_at', dialect.text)
    .addColumn('with_kid', dialect.integer, (c) => c.notNull())
    .addPrimaryKeyConstraint('signing_keys_key', ['client_id', 'kid'])
    .modifyEnd(sql.raw(dialect.table.wide)),
];

const operators: Migration = ({ schema, dialect }) => [
  schema
    .createTable('operators')
    .addColumn('id', dialect.text, (c) => c.notNull().primaryKey())
    .addColumn('email', dialect.text, (c) => c.notNull().unique())
    .addColumn('role', dialect.text, (c) => c.notNull())
    .addColumn('created_at', dialect.text, (c) => c.notNull())
    .addColumn('password_hash', dialect.text)
    .modifyEnd(sql.raw(dialect.table.wide)),

  schema
    .createTable('sessions')
    .addColumn('hash', dialect.text, (c) => c.notNull().primaryKey())
    .addColumn('operator_id', dialect.text, (c) =>
      c.notNull().references('operators.id').onDelete('cascade'),
    )
    .addColumn('created_at', dialect.text, (c) => c.notNull())
    .addColumn('expires_at', dialect.text, (c) => c.notNull())
    .modifyEnd(sql.raw(dialect.table.wide)),
  schema.createIndex('sessions_of_operator').on('sessions').column('operator_id'),

  schema
    .createTable('sign_in_links')
    .addColumn('hash', dialect.text, (c) => c.notNull().primaryKey())
    .addColumn('operator_id', dialect.text, (c) =>
      c.notNull().references('operators.id').onDelete('cascade'),
    )
    .addColumn('expires_at', dialect.text, (c) => c.notNull())
    .modifyEnd(sql.raw(dialect.table.wide)),
  schema.createIndex('sign_in_links_of_operator').on('sign_in_links').column('operator_id'),
];

/** What belongs to the whole instance: clients, their environments and keys, operators. */
export const instance: Migration = (migrating) =>
  [instanceValues, clients, keys, operators].flatMap((noun) => noun(migrating));
