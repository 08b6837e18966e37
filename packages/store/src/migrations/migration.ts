import type { Compilable, Kysely, SchemaModule } from 'kysely';
import type { SqlDialect } from '../engines/engine.ts';
import type { Tables } from '../tables.ts';

/** What a migration is written with. */
export interface Migrating {
  readonly schema: SchemaModule;
  /** For changes of rows. Statements are run as text, so values stand in them as literals. */
  readonly q: Kysely<Tables>;
  readonly dialect: SqlDialect;
}

/** One change of the schema: its statements in order. Once released, it never changes. */
export type Migration = (migrating: Migrating) => Compilable<unknown>[];

/** Begins a table whose rows each belong to an environment, and go with it. */
export function createOwnTable(
  { schema, dialect }: Pick<Migrating, 'schema' | 'dialect'>,
  name: string,
) {
  return schema
    .createTable(name)
    .addColumn('environment_id', dialect.text, (c) =>
      c.notNull().references('environments.id').onDelete('cascade'),
    );
}
