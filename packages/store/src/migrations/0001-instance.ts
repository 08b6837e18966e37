import { type CreateTableBuilder, sql } from 'kysely';
import type { Migration } from './migration.ts';

/** What belongs to the whole instance: clients, their environments and keys, operators. */
export const instance: Migration = ({ schema, dialect }) => {
  const { text, integer, table } = dialect;
  const wide = sql.raw(table.wide);

  function ofEnvironment<T extends string, C extends string>(builder: CreateTableBuilder<T, C>) {
    return builder.addColumn('environment_id', text, (c) =>
      c.notNull().references('environments.id').onDelete('cascade'),
    );
  }

  return [
    schema
      .createTable('instance')
      .addColumn('name', text, (c) => c.notNull().primaryKey())
      .addColumn('value', text, (c) => c.notNull())
      .modifyEnd(wide),

    schema
      .createTable('clients')
      .addColumn('id', text, (c) => c.notNull().primaryKey())
      .addColumn('name', text, (c) => c.notNull().unique())
      .addColumn('created_at', text, (c) => c.notNull())
      .addColumn('settings', text, (c) => c.notNull())
      .addColumn('data_key', text, (c) => c.notNull())
      .modifyEnd(wide),
    schema.createIndex('clients_page').on('clients').columns(['created_at', 'id']),

    schema
      .createTable('environments')
      .addColumn('id', text, (c) => c.notNull().primaryKey())
      .addColumn('client_id', text, (c) => c.notNull().references('clients.id').onDelete('cascade'))
      .addColumn('kind', text, (c) => c.notNull())
      .addColumn('created_at', text, (c) => c.notNull())
      .addColumn('speed', text, (c) => c.notNull())
      .addColumn('seed', text, (c) => c.notNull())
      .modifyEnd(wide),
    schema.createIndex('environments_of_client').on('environments').column('client_id'),

    ofEnvironment(
      schema.createTable('api_keys').addColumn('id', text, (c) => c.notNull().primaryKey()),
    )
      .addColumn('name', text, (c) => c.notNull())
      .addColumn('kind', text, (c) => c.notNull())
      .addColumn('secret_hash', text, (c) => c.notNull())
      .addColumn('created_at', text, (c) => c.notNull())
      .addColumn('expires_at', text)
      .addColumn('revoked_at', text)
      .modifyEnd(wide),
    schema
      .createIndex('api_keys_page')
      .on('api_keys')
      .columns(['environment_id', 'created_at', 'id']),

    ofEnvironment(
      schema.createTable('link_keys').addColumn('id', text, (c) => c.notNull().primaryKey()),
    )
      .addColumn('created_at', text, (c) => c.notNull())
      .modifyEnd(wide),
    schema
      .createIndex('link_keys_page')
      .on('link_keys')
      .columns(['environment_id', 'created_at', 'id']),

    schema
      .createTable('signing_keys')
      .addColumn('client_id', text, (c) => c.notNull().references('clients.id').onDelete('cascade'))
      .addColumn('kid', text, (c) => c.notNull())
      .addColumn('algorithm', text, (c) => c.notNull())
      .addColumn('sealed_private', text, (c) => c.notNull())
      .addColumn('public_jwk', text)
      .addColumn('created_at', text, (c) => c.notNull())
      .addColumn('retired_at', text)
      .addColumn('with_kid', integer, (c) => c.notNull())
      .addPrimaryKeyConstraint('signing_keys_key', ['client_id', 'kid'])
      .modifyEnd(wide),

    schema
      .createTable('operators')
      .addColumn('id', text, (c) => c.notNull().primaryKey())
      .addColumn('email', text, (c) => c.notNull().unique())
      .addColumn('role', text, (c) => c.notNull())
      .addColumn('created_at', text, (c) => c.notNull())
      .addColumn('password_hash', text)
      .modifyEnd(wide),

    schema
      .createTable('sessions')
      .addColumn('hash', text, (c) => c.notNull().primaryKey())
      .addColumn('operator_id', text, (c) =>
        c.notNull().references('operators.id').onDelete('cascade'),
      )
      .addColumn('created_at', text, (c) => c.notNull())
      .addColumn('expires_at', text, (c) => c.notNull())
      .modifyEnd(wide),
    schema.createIndex('sessions_of_operator').on('sessions').column('operator_id'),

    schema
      .createTable('sign_in_links')
      .addColumn('hash', text, (c) => c.notNull().primaryKey())
      .addColumn('operator_id', text, (c) =>
        c.notNull().references('operators.id').onDelete('cascade'),
      )
      .addColumn('expires_at', text, (c) => c.notNull())
      .modifyEnd(wide),
    schema.createIndex('sign_in_links_of_operator').on('sign_in_links').column('operator_id'),
  ];
};
