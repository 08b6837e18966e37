import { readAccounts, writeAccounts } from './accounts.ts';
import { readClients, readEnvironments, writeClients, writeEnvironments } from './clients.ts';
import { readConnections, writeConnections } from './connections.ts';
import type { Db } from './engines/engine.ts';
import { readEvents } from './events.ts';
import { readIdempotency, writeIdempotency } from './idempotency.ts';
import { readInstance, writeInstance } from './instance.ts';
import { readJobs, writeJobs } from './jobs.ts';
import { readApiKeys, readLinkKeys, writeApiKeys, writeLinkKeys } from './keys.ts';
import {
  readOperators,
  readSessions,
  writeOperators,
  writeSessions,
  writeSignInLinks,
} from './operators.ts';
import { writeOutbox } from './outbox.ts';
import type { Tx } from './pending.ts';
import { readSigningKeys, writeSigningKeys } from './signing-keys.ts';
import { readTokens, writeTokens } from './tokens.ts';
import { readUsers, writeUsers } from './users.ts';

/** What can be read outside a transaction. */
export type Reads = ReturnType<typeof openReads>;

/** What a transaction can do. */
export type Writes = ReturnType<typeof openWrites>;

/** Every noun, for reading. */
export function openReads(db: Db) {
  return {
    instance: readInstance(db),
    clients: readClients(db),
    environments: readEnvironments(db),
    apiKeys: readApiKeys(db),
    linkKeys: readLinkKeys(db),
    signingKeys: readSigningKeys(db),
    operators: readOperators(db),
    sessions: readSessions(db),
    users: readUsers(db),
    accounts: readAccounts(db),
    connections: readConnections(db),
    tokens: readTokens(db),
    idempotency: readIdempotency(db),
    jobs: readJobs(db),
    events: readEvents(db),
  };
}

/** Every noun, for reading and writing in one transaction. */
export function openWrites(tx: Tx) {
  return {
    instance: writeInstance(tx),
    clients: writeClients(tx),
    environments: writeEnvironments(tx),
    apiKeys: writeApiKeys(tx),
    linkKeys: writeLinkKeys(tx),
    signingKeys: writeSigningKeys(tx),
    operators: writeOperators(tx),
    sessions: writeSessions(tx),
    signInLinks: writeSignInLinks(tx),
    users: writeUsers(tx),
    accounts: writeAccounts(tx),
    connections: writeConnections(tx),
    tokens: writeTokens(tx),
    idempotency: writeIdempotency(tx),
    jobs: writeJobs(tx),
    events: readEvents(tx),
    outbox: writeOutbox(tx),
  };
}
