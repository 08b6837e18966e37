import type { Log } from '@intarsia/domain';
import { type Migrated, openStore, type Schema } from '@intarsia/store';
import { masterKeyFits } from './master-check.ts';
import { systemRandom } from './random.ts';
import { openVault } from './vault.ts';

/** Brings a database up to this build's schema and leaves it. */
export async function migrateDatabase(at: { database_url: string; log: Log }): Promise<Migrated> {
  const store = await openStore({ url: at.database_url, log: at.log });
  try {
    return await store.migrate();
  } finally {
    await store.close();
  }
}

/** What a database is, as far as it can be seen without changing it. */
export interface DatabaseState {
  readonly schema: Schema;
  /** Whether the master key is the one it was made with; undefined when it had no first start. */
  readonly key_fits: boolean | undefined;
}

/** Looks at a database and changes nothing. Throws when it does not answer. */
export async function inspectDatabase(at: {
  database_url: string;
  master_key: Uint8Array | undefined;
  log: Log;
}): Promise<DatabaseState> {
  const store = await openStore({ url: at.database_url, log: at.log });
  try {
    const schema = await store.schema();
    if (schema.version === 0) return { schema, key_fits: undefined };
    const master = at.master_key && openVault(at.master_key, systemRandom());
    return { schema, key_fits: await masterKeyFits(store, master) };
  } finally {
    await store.close();
  }
}
