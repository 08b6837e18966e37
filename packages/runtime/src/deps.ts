import type { Deps, Passwords } from '@intarsia/api';
import { connectors, createCatalogue } from '@intarsia/connectors';
import type { Environment, Ids, Log, Random, Vault } from '@intarsia/domain';
import type { Store } from '@intarsia/store';
import { type Clocks, systemClock, wallClocks } from './clocks.ts';
import { monotoneIds } from './ids.ts';
import { argonPasswords } from './passwords.ts';
import { systemRandom } from './random.ts';
import { openVaults } from './vaults.ts';

/** What an instance takes from the machine; tests bring their own. */
export interface Machine {
  readonly clocks: Clocks;
  readonly random: Random;
  readonly passwords: Passwords;
  readonly fetch: typeof globalThis.fetch;
}

/** The machine as it is. */
export function thisMachine(): Machine {
  return {
    clocks: wallClocks(systemClock()),
    random: systemRandom(),
    passwords: argonPasswords(),
    fetch: globalThis.fetch,
  };
}

/** What the parts are put together from. */
export interface Parts {
  readonly store: Store;
  readonly master: Vault;
  readonly machine: Machine;
  readonly log: Log;
  readonly public_url: string;
  wake(environment_id: string): void;
}

/** Puts the parts of an instance together. */
export function composeDeps({ store, master, machine, log, public_url, wake }: Parts): Deps {
  const { clocks, random, passwords, fetch } = machine;
  const vaults = openVaults(store, master, random);
  const makers = new Map<string, Ids>();

  return {
    store,
    wall: clocks.wall,
    clockOf: (environment) => clocks.of({ environment_id: environment.id }),
    idsOf: (environment) => idsOf(environment),
    ids: monotoneIds(clocks.wall, random),
    random,
    vaultOf: (client_id) => vaults.of(client_id),
    newDataKey: () => vaults.newDataKey(),
    vaultUnder: (data_key) => vaults.under(data_key),
    connectors,
    catalogue: createCatalogue({ compatibility: true }),
    passwords,
    fetch,
    log,
    wake,
    config: { public_url },
  };

  /** One maker per environment, because each lives by its own clock. */
  function idsOf(environment: Environment): Ids {
    const known = makers.get(environment.id);
    if (known) return known;
    const made = monotoneIds(clocks.of({ environment_id: environment.id }), random);
    makers.set(environment.id, made);
    return made;
  }
}
