import { type JwkSet, jwkSet, verifiableKeys } from '@intarsia/domain';
import type { Deps } from '../kernel/index.ts';
import { LONGEST_LIFETIME } from '../kernel/keyring.ts';

/**
 * The public keys of every client, as `/.well-known/jwks.json` gives them: those that sign and those whose
 * tokens may still be good. Empty while everybody signs with HS256, whose keys have no public half.
 */
export async function jwks({ store, wall }: Pick<Deps, 'store' | 'wall'>): Promise<JwkSet> {
  const keys = await store.read.signingKeys.listPublic();
  return jwkSet(verifiableKeys(keys, { now: wall.now(), longest_lifetime: LONGEST_LIFETIME }));
}
