import type { Compilable, SchemaModule } from 'kysely';
import type { SqlDialect } from '../engines/engine.ts';

/** What a migration is written with. */
export interface Migrating {
  readonly schema: SchemaModule;
  readonly dialect: SqlDialect;
}

/** One change of the schema: its statements in order. Once released, it never changes. */
export type Migration = (migrating: Migrating) => Compilable<unknown>[];

/** Begins a table whose rows each belong to an environment, and go with it. */
export function createOwnTable({ schema, dialect }: Migrating, name: string) {
  return schema
    .createTable(name)
    .addColumn('environment_id', dialect.text, (c) =>
      c.notNull().references('environments.id').onDelete('cascade'),
    );
}
