import type { Log } from '@intarsia/domain';
import { type Migrated, openStore } from '@intarsia/store';
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

/**
 * Looks whether a database had its first start, and whether the master key is the one it was made with.
 * Changes nothing. Throws when the database does not answer, or has no schema yet.
 */
export async function inspectDatabase(at: {
  database_url: string;
  master_key: Uint8Array | undefined;
  log: Log;
}): Promise<{ started: boolean; key_fits: boolean }> {
  const store = await openStore({ url: at.database_url, log: at.log });
  try {
    const master = at.master_key && openVault(at.master_key, systemRandom());
    const fits = await masterKeyFits(store, master);
    return { started: fits !== undefined, key_fits: fits === true };
  } finally {
    await store.close();
  }
}
