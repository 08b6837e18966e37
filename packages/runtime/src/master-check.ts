import type { Vault } from '@intarsia/domain';
import type { Store, Writes } from '@intarsia/store';
import { OpenError } from './open-error.ts';

/** The instance's value that only the right master key opens. */
const NAME = 'master_key_check';
const CONTEXT = `instance.${NAME}`;

/** Remembers which master key the database belongs to. */
export async function rememberMasterKey(tx: Writes, master: Vault): Promise<void> {
  await tx.instance.set(NAME, master.seal('intarsia', CONTEXT));
}

/** Whether the database was made with this master key; undefined when it never had a first start. */
export async function masterKeyFits(
  store: Store,
  master: Vault | undefined,
): Promise<boolean | undefined> {
  const sealed = await store.read.instance.get(NAME);
  if (sealed === undefined) return undefined;
  try {
    return master?.open(sealed, CONTEXT) !== undefined;
  } catch {
    // Not opening is the answer that was asked for.
    return false;
  }
}

/** Throws an `OpenError` when the database was made with another master key, or never started. */
export async function checkMasterKey(store: Store, master: Vault): Promise<void> {
  const fits = await masterKeyFits(store, master);
  if (fits === undefined) throw new OpenError('This database had no first start: run serve first.');
  if (fits) return;
  throw new OpenError(
    'INTARSIA_MASTER_KEY: this database was made with another key. Bring that one back: INTARSIA_MASTER_KEY, INTARSIA_MASTER_KEY_FILE, or master.key in the data folder.',
  );
}
