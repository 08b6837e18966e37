import {
  type Client,
  type CreateClientInput,
  type CreatedApiKey,
  type Environment,
  type EnvironmentKind,
  generateSigningKey,
  type LinkKey,
  newApiKey,
  newClient,
  newEnvironment,
  newLinkKey,
  type Timestamp,
  type TokenAlgorithm,
  type Vault,
} from '@intarsia/domain';
import type { StoredSigningKey, Writes } from '@intarsia/store';
import { type Deps, secretHash } from '../kernel/index.ts';
import { newSecret } from '../keys/secrets.ts';

/** What a new client is made with. The first start makes one as every later call does. */
export type ClientMakers = Pick<Deps, 'ids' | 'random' | 'wall' | 'newDataKey' | 'vaultUnder'>;

/** One thing for each of a client's two environments. */
interface ByKind<T> {
  readonly sandbox: T;
  readonly live: T;
}

/** Everything that a new client consists of, not yet stored. */
export interface NewClientParts {
  readonly client: Client;
  /** Sealed under the master key. */
  readonly data_key: string;
  readonly signing_key: StoredSigningKey;
  readonly environments: ByKind<Environment>;
  readonly link_keys: ByKind<LinkKey>;
  /** Of the sandbox, with its secret. Live keys are made when somebody asks for one. */
  readonly api_key: CreatedApiKey;
}

/** What may be said about a new client besides what a caller can say. */
export interface NewClientInput extends CreateClientInput {
  /** What the sandbox's data is a function of; random when not said. */
  readonly seed?: string | undefined;
}

const FIRST_KEY_NAME = 'First sandbox key';

/** Makes the parts of a client. Every await of its creation is here, so that `insertClient` has none but `tx`. */
export async function newClientParts(
  makers: ClientMakers,
  { seed, ...input }: NewClientInput,
): Promise<NewClientParts> {
  const { ids, random } = makers;
  const now = makers.wall.now();
  const client = newClient(input, { id: ids.next(), now });
  const data_key = makers.newDataKey();
  const { token_algorithm } = client.settings;
  // The key set holds the keys of all clients, so a token that is checked by it must name its key.
  const with_kid = token_algorithm !== 'HS256';
  const at = { kid: random.uuid(), now, with_kid };
  const environment = (kind: EnvironmentKind) =>
    newEnvironment(
      { client_id: client.id, kind, seed: seed ?? random.uuid() },
      { id: ids.next(), now },
    );
  const link_key = () => newLinkKey({ id: random.uuid(), now });
  return {
    client,
    data_key,
    signing_key: await newSigningKey(token_algorithm, makers.vaultUnder(data_key), at),
    environments: { sandbox: environment('sandbox'), live: environment('live') },
    link_keys: { sandbox: link_key(), live: link_key() },
    api_key: {
      ...newApiKey({ name: FIRST_KEY_NAME, kind: 'sandbox' }, { id: random.uuid(), now }),
      secret: newSecret(random),
    },
  };
}

/** Stores a new client. `keyless` leaves out the sandbox's keys. Throws `client_exists`. */
export async function insertClient(
  tx: Writes,
  parts: NewClientParts,
  { keyless = false }: { keyless?: boolean | undefined } = {},
): Promise<void> {
  const { client, data_key, signing_key, environments, link_keys } = parts;
  await tx.clients.insert(client, { data_key });
  await tx.signingKeys.insert(client.id, signing_key);
  for (const kind of ['sandbox', 'live'] as const) {
    const scope = { environment_id: environments[kind].id };
    await tx.environments.insert(environments[kind]);
    if (kind === 'sandbox' && keyless) continue;
    await tx.linkKeys.insert(scope, link_keys[kind]);
  }
  if (keyless) return;
  const { secret, ...api_key } = parts.api_key;
  const scope = { environment_id: environments.sandbox.id };
  await tx.apiKeys.insert(scope, api_key, { secret_hash: secretHash(secret) });
}

/** Makes a signing key with its private half sealed, as it is stored. */
export async function newSigningKey(
  algorithm: TokenAlgorithm,
  vault: Vault,
  at: { kid: string; now: Timestamp; with_kid: boolean },
): Promise<StoredSigningKey> {
  const { private_jwk, ...key } = await generateSigningKey(algorithm, at);
  return { ...key, sealed_private: vault.seal(private_jwk, `signing_keys.private:${key.kid}`) };
}
