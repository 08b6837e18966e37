import {
  type Client,
  type ClientRef,
  type CreateClientInput,
  IntarsiaError,
  type ListInput,
  type Page,
  type Timestamp,
  type TokenAlgorithm,
  type UpdateClientInput,
  updateClient as updated,
} from '@intarsia/domain';
import type { StoredSigningKey, Writes } from '@intarsia/store';
import { type InstanceCtx, pageOf } from '../kernel/index.ts';
import { insertClient, newClientParts, newSigningKey } from './new-client.ts';
import type { CreatedClient, SigningKeyInfo } from './operations.ts';

/** The clients of the instance, newest first. */
export function listClients(ctx: InstanceCtx, input: ListInput): Promise<Page<Client>> {
  const { clients } = ctx.store.read;
  return pageOf(input, {
    list: (request) => clients.list(request),
    count: () => clients.count(),
  });
}

/** One client. Throws `client_not_found`. */
export async function getClient(ctx: InstanceCtx, { id }: ClientRef): Promise<Client> {
  return (await ctx.store.read.clients.find(id)) ?? notFound();
}

/** Makes a client with both environments and its first keys. Throws `client_exists`. */
export async function createClient(
  ctx: InstanceCtx,
  input: CreateClientInput,
): Promise<CreatedClient> {
  const parts = await newClientParts(ctx, input);
  const { client, environments, link_keys, api_key } = parts;
  await ctx.store.write((tx) => insertClient(tx, parts));
  return { ...client, environments, link_keys, api_key };
}

/**
 * Changes some settings. Another token algorithm makes a new signing key, as a rotation does.
 * Throws `client_not_found`.
 */
export async function updateClient(
  ctx: InstanceCtx,
  { id, settings }: UpdateClientInput,
): Promise<Client> {
  const now = ctx.wall.now();
  const { token_algorithm } = settings;
  const next = token_algorithm && (await nextSigningKey(ctx, id, { token_algorithm, now }));
  const changed = await ctx.store.write(async (tx) => {
    const before = (await tx.clients.find(id)) ?? notFound();
    const client = updated(before, settings);
    await tx.clients.updateSettings(id, client.settings);
    const isOther = client.settings.token_algorithm !== before.settings.token_algorithm;
    if (next && isOther) await replaceSigningKey(tx, id, { next, now });
    return client;
  });
  ctx.guard.forget();
  return changed;
}

/**
 * Makes a new signing key. It signs at once; the old one verifies until the last token that it signed has
 * ended. Throws `client_not_found`.
 */
export async function rotateSigningKey(
  ctx: InstanceCtx,
  { id }: ClientRef,
): Promise<SigningKeyInfo> {
  const now = ctx.wall.now();
  const { token_algorithm } = (await getClient(ctx, { id })).settings;
  const next = await nextSigningKey(ctx, id, { token_algorithm, now });
  const replaced = await ctx.store.write(async (tx) => {
    const { settings } = (await tx.clients.find(id)) ?? notFound();
    if (settings.token_algorithm !== token_algorithm) return false;
    await replaceSigningKey(tx, id, { next, now });
    return true;
  });
  // Another algorithm was chosen meanwhile: the key is made again, for that one.
  if (!replaced) return rotateSigningKey(ctx, { id });
  ctx.guard.forget();
  const { kid, algorithm, created_at, public_jwk } = next;
  return { kid, algorithm, created_at, public_jwk };
}

/** A key that is not the client's first: its tokens name it. */
async function nextSigningKey(
  ctx: InstanceCtx,
  client_id: string,
  { token_algorithm, now }: { token_algorithm: TokenAlgorithm; now: Timestamp },
): Promise<StoredSigningKey> {
  await getClient(ctx, { id: client_id });
  const vault = await ctx.vaultOf(client_id);
  const at = { kid: ctx.random.uuid(), now, with_kid: true };
  return newSigningKey(token_algorithm, vault, at);
}

/** The client was found in this transaction, so no other one changes its keys before the end of it. */
async function replaceSigningKey(
  tx: Writes,
  client_id: string,
  { next, now }: { next: StoredSigningKey; now: Timestamp },
): Promise<void> {
  for (const { kid, retired_at } of await tx.signingKeys.listOfClient(client_id)) {
    if (retired_at === null) await tx.signingKeys.retire(client_id, { kid, at: now });
  }
  await tx.signingKeys.insert(client_id, next);
}

function notFound(): never {
  throw new IntarsiaError('client_not_found', 'Not found.');
}
