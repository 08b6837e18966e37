import { readAccounts, writeAccounts } from './accounts.ts';
import { readBlobs, writeBlobs } from './blobs.ts';
import { readClients, writeClients } from './clients.ts';
import { readConnections, writeConnections } from './connections.ts';
import { readDeliveries, writeDeliveries } from './deliveries.ts';
import type { Db } from './engines/engine.ts';
import { readEnvironments, writeEnvironments } from './environments.ts';
import { readEvents, writeEvents } from './events.ts';
import { readIdempotency, writeIdempotency } from './idempotency.ts';
import { readInstance, writeInstance } from './instance.ts';
import { readJobs, writeJobs } from './jobs.ts';
import { readApiKeys, writeApiKeys } from './keys.ts';
import { readLinkKeys, writeLinkKeys } from './link-keys.ts';
import { readLinkSettings, writeLinkSettings } from './link-settings.ts';
import {
  readOperators,
  readSessions,
  writeOperators,
  writeSessions,
  writeSignInLinks,
} from './operators.ts';
import { writeOutbox } from './outbox.ts';
import type { Tx } from './pending.ts';
import { readResources, writeResources } from './resources.ts';
import { readScans, writeScans } from './scans.ts';
import { readScenarios, writeScenarios } from './scenarios.ts';
import { readSigningKeys, writeSigningKeys } from './signing-keys.ts';
import { readSwitches, writeSwitches } from './switches.ts';
import { readTokens, writeTokens } from './tokens.ts';
import { readUsers, writeUsers } from './users.ts';
import { readWebhooks, writeWebhooks } from './webhooks.ts';
import { readWorlds, writeWorlds } from './worlds.ts';

const reads = {
  instance: readInstance,
  clients: readClients,
  environments: readEnvironments,
  apiKeys: readApiKeys,
  linkKeys: readLinkKeys,
  linkSettings: readLinkSettings,
  signingKeys: readSigningKeys,
  operators: readOperators,
  sessions: readSessions,
  users: readUsers,
  accounts: readAccounts,
  connections: readConnections,
  scans: readScans,
  scenarios: readScenarios,
  switches: readSwitches,
  resources: readResources,
  blobs: readBlobs,
  tokens: readTokens,
  idempotency: readIdempotency,
  jobs: readJobs,
  events: readEvents,
  worlds: readWorlds,
  webhooks: readWebhooks,
  deliveries: readDeliveries,
};

const writes = {
  instance: writeInstance,
  clients: writeClients,
  environments: writeEnvironments,
  apiKeys: writeApiKeys,
  linkKeys: writeLinkKeys,
  linkSettings: writeLinkSettings,
  signingKeys: writeSigningKeys,
  operators: writeOperators,
  sessions: writeSessions,
  signInLinks: writeSignInLinks,
  users: writeUsers,
  accounts: writeAccounts,
  connections: writeConnections,
  scans: writeScans,
  scenarios: writeScenarios,
  switches: writeSwitches,
  resources: writeResources,
  blobs: writeBlobs,
  tokens: writeTokens,
  idempotency: writeIdempotency,
  jobs: writeJobs,
  events: writeEvents,
  outbox: writeOutbox,
  worlds: writeWorlds,
  webhooks: writeWebhooks,
  deliveries: writeDeliveries,
};

/** What can be read outside a transaction: every noun. */
export type Reads = Opened<typeof reads>;

/** What a transaction can read and write: every noun. */
export type Writes = Opened<typeof writes>;

/** Every noun on a database. */
export const openReads: (db: Db) => Reads = lazily<Db, typeof reads>(reads);

/** Every noun in a transaction. */
export const openWrites: (tx: Tx) => Writes = lazily<Tx, typeof writes>(writes);

type Openers<Of> = { readonly [noun: string]: (of: Of) => object };
type Opened<Nouns extends Openers<never>> = {
  readonly [Noun in keyof Nouns]: ReturnType<Nouns[Noun]>;
};

/** Opens a noun when it is first asked for: a transaction uses two or three of all that there are. */
function lazily<Of, Nouns extends Openers<Of>>(nouns: Nouns): (of: Of) => Opened<Nouns> {
  const source = Symbol('source');
  const opened = Symbol('opened');
  interface Face {
    readonly [source]: Of;
    readonly [opened]: { [noun: string]: object };
  }
  const prototype = {};
  for (const [noun, open] of Object.entries(nouns)) {
    Object.defineProperty(prototype, noun, {
      enumerable: true,
      get(this: Face) {
        this[opened][noun] ??= open(this[source]);
        return this[opened][noun];
      },
    });
  }
  return (of) => {
    const face: Face = Object.assign(Object.create(prototype), { [source]: of, [opened]: {} });
    // Safe: the prototype has one getter for each noun, which gives what the noun's opener gives.
    return face as unknown as Opened<Nouns>;
  };
}
