import type { Random, Vault } from '@intarsia/domain';
import type { Store } from '@intarsia/store';
import { LRUCache } from 'lru-cache';
import { KEY_BYTES, openVault } from './vault.ts';

/** The vaults of the clients, each under a data key that the master key seals. */
export interface Vaults {
  /** Opened once and kept. Rejects for an unknown client. */
  of(client_id: string): Promise<Vault>;
  /** A new data key, sealed. */
  newDataKey(): string;
  /** The vault of a sealed data key. */
  under(data_key: string): Vault;
}

const CONTEXT = 'clients.data_key';
/** Clients whose vaults are kept open. */
const OPEN_VAULTS = 1000;

/** Opens clients' vaults with the master key's. */
export function openVaults(store: Store, master: Vault, random: Pick<Random, 'bytes'>): Vaults {
  const open = new LRUCache<string, Promise<Vault>>({ max: OPEN_VAULTS });
  const under = (data_key: string) => openVault(master.open(data_key, CONTEXT), random);

  async function load(client_id: string): Promise<Vault> {
    const data_key = await store.read.clients.dataKey(client_id);
    if (data_key === undefined) throw new Error(`client ${client_id} has no data key`);
    return under(data_key);
  }

  return {
    under,
    newDataKey: () => master.seal(random.bytes(KEY_BYTES), CONTEXT),
    of(client_id) {
      const known = open.get(client_id);
      if (known) return known;
      const loaded = load(client_id);
      open.set(client_id, loaded);
      // A failure is not kept: the client may be there a moment later.
      loaded.catch(() => open.delete(client_id));
      return loaded;
    },
  };
}
