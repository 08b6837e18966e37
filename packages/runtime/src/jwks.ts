import { type Deps, jwks } from '@intarsia/api';
import type { JwkSet } from '@intarsia/domain';

/** How long a set may be given again: anybody may ask for it, as often as they like. */
const FRESH_MS = 1000;

/** The public keys of every client, read at most once a second. */
export function createJwks(deps: Deps): () => Promise<JwkSet> {
  let known: { readonly at: number; readonly set: Promise<JwkSet> } | undefined;

  return () => {
    const at = performance.now();
    if (known && at - known.at < FRESH_MS) return known.set;
    const set = jwks(deps);
    known = { at, set };
    // A failure is not kept.
    set.catch(() => {
      known = undefined;
    });
    return set;
  };
}
