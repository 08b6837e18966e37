import type { Log } from '@intarsia/domain';
import type { Db, OpenEngine } from './engines/engine.ts';
import { migrations } from './migrations/index.ts';
import { openWrites, type Writes } from './nouns.ts';
import { flush } from './outbox.ts';
import { openTx } from './pending.ts';

/** What a start found and did. */
export interface Migrated {
  /** The schema's version before; 0 for an empty database. */
  readonly from: number;
  readonly to: number;
  /** Whether this call finished the first start. */
  readonly bootstrapped: boolean;
}

/** How far a database's schema is, and how far this build would bring it. */
export interface Schema {
  /** 0 for an empty database. */
  readonly version: number;
  readonly known: number;
}

/** The instance's value that says that a first start was finished. */
const BOOTSTRAPPED = 'bootstrapped';

/** Brings the schema up to this build in one transaction, under the lock of all who start. */
export async function migrate(
  open: OpenEngine,
  { bootstrap, log }: { bootstrap?: ((tx: Writes) => Promise<void>) | undefined; log: Log },
): Promise<Migrated> {
  const done = await open.transact(
    async (db) => {
      const from = await versionOf(db);
      const to = await upgrade(open, { db, from });
      const bootstrapped = bootstrap ? await runOnce(db, bootstrap) : false;
      return { from, to, bootstrapped };
    },
    { exclusive: true },
  );
  if (done.from !== done.to) log.info(done, 'migrated the database');
  return done;
}

/** Looks at the schema and changes nothing. Throws when the database does not answer. */
export async function schemaOf({ read }: OpenEngine): Promise<Schema> {
  await read.raw('select 1');
  const known = migrations.length;
  try {
    const [row] = await read.raw('select max(version) as version from schema_versions');
    return { version: Number(row?.version ?? 0), known };
  } catch {
    // It answers and has no such table: nobody started on it yet.
    return { version: 0, known };
  }
}

async function upgrade(open: OpenEngine, { db, from }: { db: Db; from: number }): Promise<number> {
  const known = migrations.length;
  if (from > known) {
    throw new Error(`The database has schema ${from}, this build knows up to ${known}.`);
  }
  for (const [index, migration] of migrations.entries()) {
    const version = index + 1;
    if (version <= from) continue;
    const { dialect } = open.engine;
    for (const step of migration({ schema: open.q.schema, q: open.q, dialect })) {
      await db.raw(step.compile().sql);
    }
    await db.raw(`insert into schema_versions (version) values (${version})`);
  }
  return known;
}

async function versionOf(db: Db): Promise<number> {
  await db.raw('create table if not exists schema_versions (version integer not null primary key)');
  const [row] = await db.raw('select max(version) as version from schema_versions');
  return Number(row?.version ?? 0);
}

async function runOnce(db: Db, bootstrap: (tx: Writes) => Promise<void>): Promise<boolean> {
  const tx = openTx(db);
  const writes = openWrites(tx);
  if ((await writes.instance.get(BOOTSTRAPPED)) !== undefined) return false;
  await bootstrap(writes);
  await writes.instance.set(BOOTSTRAPPED, 'yes');
  await flush(tx);
  return true;
}
