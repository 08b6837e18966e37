import { importSigningKey, type Keyring, keyringOf } from '@intarsia/domain';
import type { Deps } from './context.ts';
import { hmacOf } from './hashes.ts';

/**
 * No token of ours lives longer, whatever a client's settings were when it was signed: a retired key
 * may stay until then, because every token also carries its own end.
 */
export const LONGEST_LIFETIME = 315_360_000;

/** Loads a client's signing keys and opens their private halves. */
export async function loadKeyring(deps: Deps, client_id: string): Promise<Keyring> {
  const vault = await deps.vaultOf(client_id);
  const rows = await deps.store.read.signingKeys.listOfClient(client_id);
  const keys = await Promise.all(
    rows.map(({ sealed_private, ...row }) => {
      const opened = vault.open(sealed_private, `signing_keys.private:${row.kid}`);
      const private_jwk = new TextDecoder().decode(opened);
      return importSigningKey({ ...row, private_jwk }, hmacOf);
    }),
  );
  return keyringOf(keys, { now: deps.wall.now(), longest_lifetime: LONGEST_LIFETIME });
}
