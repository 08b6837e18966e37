import type { Deps } from '@intarsia/api';
import { type JwkSet, jwkSet } from '@intarsia/domain';
import type { StoredSigningKey } from '@intarsia/store';

/** How long a set may be given again: anybody may ask for it, and each asks the database of every client. */
const FRESH_MS = 1000;
const PAGE = 200;

/** The public keys of every client, retired ones included: their tokens may still be good. */
export function createJwks(deps: Deps): () => Promise<JwkSet> {
  let known: { readonly at: number; readonly set: Promise<JwkSet> } | undefined;

  return () => {
    const now = performance.now();
    if (known && now - known.at < FRESH_MS) return known.set;
    const set = everyKey(deps).then(jwkSet);
    known = { at: now, set };
    // A failure is not kept.
    set.catch(() => {
      known = undefined;
    });
    return set;
  };
}

async function everyKey({ store }: Deps): Promise<StoredSigningKey[]> {
  const keys: StoredSigningKey[] = [];
  for (let offset = 0; ; offset += PAGE) {
    const clients = await store.read.clients.list({ limit: PAGE, offset, order: 'asc' });
    for (const { id } of clients.slice(0, PAGE)) {
      keys.push(...(await store.read.signingKeys.listOfClient(id)));
    }
    if (clients.length <= PAGE) return keys;
  }
}
