import { type BuiltInScenario, type Deps, openFeed, type Passwords } from '@intarsia/api';
import { connectors, shippedScenarios } from '@intarsia/connectors';
import type { Clock, Environment, Ids, Log, Random, Vault } from '@intarsia/domain';
import type { Store } from '@intarsia/store';
import { openCatalogue } from './catalogue.ts';
import { clockOf, systemClock } from './clocks.ts';
import { type IdMaker, idMaker, monotoneIds, randomBits, seededBits } from './ids.ts';
import { type OpenOutgoing, openOutgoing } from './outgoing/outgoing.ts';
import { argonPasswords } from './passwords.ts';
import { systemRandom } from './random.ts';
import { openVaults } from './vaults.ts';

/** What an instance takes from the machine; tests bring their own. */
export interface Machine {
  readonly wall: Clock;
  readonly random: Random;
  readonly passwords: Passwords;
  readonly fetch: typeof globalThis.fetch;
  readonly outgoing: OpenOutgoing;
}

/** The machine as it is. */
export function thisMachine(): Machine {
  return {
    wall: systemClock(),
    random: systemRandom(),
    passwords: argonPasswords(),
    fetch: globalThis.fetch,
    outgoing: openOutgoing(),
  };
}

/** What the parts are put together from. */
export interface Parts {
  readonly store: Store;
  readonly master: Vault;
  readonly machine: Machine;
  readonly log: Log;
  readonly public_url: string;
  /** Scenarios of a folder. */
  readonly scenarios: readonly Pick<BuiltInScenario, 'scenario' | 'source'>[];
  /** Which start of a program on this database this is: 0, 1, … Known once the database is open. */
  start(): number;
  readonly on_loopback: boolean;
  readonly stopping: AbortSignal;
  wake(environment_id: string): void;
}

/** For how many epochs of an environment its maker of ids is kept. */
const KEPT_EPOCHS = 8;

/** Puts the parts of an instance together. */
export function composeDeps(parts: Parts): Deps {
  const { store, master, machine, log, public_url, on_loopback, stopping, wake } = parts;
  const { wall, random, passwords, fetch, outgoing } = machine;
  const vaults = openVaults(store, master, random);
  const makers = new Map<string, IdMaker>();
  const unforeseen = randomBits(random);

  return {
    store,
    wall,
    clockOf: (environment) => clockOf(environment, wall),
    idsOf: (environment) => idsOf(environment),
    ids: monotoneIds(wall, random),
    random,
    vaultOf: (client_id) => vaults.of(client_id),
    newDataKey: () => vaults.newDataKey(),
    vaultUnder: (data_key) => vaults.under(data_key),
    connectors,
    catalogue: openCatalogue(),
    scenarios: [
      ...parts.scenarios.map((one) => ({ ...one, origin: 'folder' as const })),
      ...shippedScenarios.map((one) => ({ ...one, origin: 'shipped' as const })),
    ],
    passwords,
    fetch,
    outgoing,
    log,
    feed: openFeed({ store, log }),
    stopping,
    wake,
    config: { public_url, on_loopback },
  };

  /** In a sandbox nothing is random. */
  function idsOf(environment: Environment): Ids {
    // Most calls make no ids: nothing is put together before the first one.
    let next: (() => string) | undefined;
    return {
      next() {
        next ??= openIds(environment);
        return next();
      },
    };
  }

  function openIds(environment: Environment): () => string {
    const { kind, seed, epoch } = environment;
    const make = makerOf(environment);
    const clock = clockOf(environment, wall);
    const bits =
      kind === 'sandbox' ? seededBits({ seed, epoch, start: parts.start() }) : unforeseen;
    return () => make(clock.now(), bits);
  }

  /** One maker per environment, because each lives by its own clock, and per epoch, because that goes back. */
  function makerOf({ id, epoch }: Environment): IdMaker {
    const known = makers.get(`${id} ${epoch}`);
    if (known) return known;
    const make = idMaker();
    makers.set(`${id} ${epoch}`, make);
    // Those of the epochs just before may still be in use by calls that are under way.
    makers.delete(`${id} ${epoch - KEPT_EPOCHS}`);
    return make;
  }
}
