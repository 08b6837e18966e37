import type { Vault } from '@intarsia/domain';
import type { Store, Writes } from '@intarsia/store';
import { MasterKeyError } from './master-key.ts';

/** The instance's value that only the right master key opens. */
const NAME = 'master_key_check';
const CONTEXT = `instance.${NAME}`;

/** Remembers which master key the database belongs to. */
export async function rememberMasterKey(tx: Writes, master: Vault): Promise<void> {
  await tx.instance.set(NAME, master.seal('intarsia', CONTEXT));
}

/** Throws a `MasterKeyError` when the database was made with another master key. */
export async function checkMasterKey(store: Store, master: Vault): Promise<void> {
  const sealed = await store.read.instance.get(NAME);
  if (sealed === undefined) throw new Error('This database was never started');
  try {
    master.open(sealed, CONTEXT);
  } catch (cause) {
    throw new MasterKeyError(
      'INTARSIA_MASTER_KEY: this database was made with another key; bring back the key it was made with (INTARSIA_MASTER_KEY, INTARSIA_MASTER_KEY_FILE, or master.key in the data folder)',
      { cause },
    );
  }
}
