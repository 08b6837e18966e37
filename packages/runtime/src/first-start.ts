import { type Deps, secretHash } from '@intarsia/api';
import {
  DAY,
  type Environment,
  generateSigningKey,
  later,
  newApiKey,
  newClient,
  newEnvironment,
  type Random,
  SECRET_BYTES,
  type Timestamp,
  type Vault,
} from '@intarsia/domain';
import type { Writes } from '@intarsia/store';

/** What a first start made, to be shown once. */
export interface FirstStart {
  readonly client_id: string;
  readonly sandbox_id: string;
  readonly live_id: string;
  /** Absent when fixed credentials are used, which are never shown. */
  readonly api_key?: { readonly id: string; readonly secret: string } | undefined;
  readonly link_key?: string | undefined;
  readonly operator: { readonly id: string; readonly email: string };
  /** Redeems once, within a day. */
  readonly sign_in_token: string;
}

/** What a first start is told. */
export interface FirstStartOptions {
  /** Seed of the sandbox's data; a random one when not given. */
  readonly seed?: string | undefined;
  /** Makes no sandbox keys, because fixed ones are used. */
  readonly keyless?: boolean | undefined;
}

const CLIENT_NAME = 'My company';
const FIRST_KEY_NAME = 'First sandbox key';
/** The address of the first operator; whoever holds the machine signs in with it. */
const ADMIN_EMAIL = 'admin@intarsia.local';
const LINK_LIFETIME = DAY;

/** Fills an empty instance: one client with a sandbox and a live environment, its keys, and an admin. */
export async function makeFirstStart(
  tx: Writes,
  deps: Deps,
  options: FirstStartOptions,
): Promise<FirstStart> {
  const now = deps.wall.now();
  const { client_id, sandbox, live } = await addClient(tx, deps, { now, seed: options.seed });
  const keys = options.keyless ? {} : await addKeys(tx, deps, { now, sandbox });
  const operator = await addAdmin(tx, deps, now);
  return { client_id, sandbox_id: sandbox.id, live_id: live.id, ...keys, ...operator };
}

async function addClient(
  tx: Writes,
  deps: Deps,
  { now, seed }: { now: Timestamp; seed: string | undefined },
): Promise<{ client_id: string; sandbox: Environment; live: Environment }> {
  const client = newClient({ name: CLIENT_NAME }, { id: deps.ids.next(), now });
  const data_key = deps.newDataKey();
  await tx.clients.insert(client, { data_key });
  await addSigningKey(tx, deps, { client_id: client.id, vault: deps.vaultUnder(data_key), now });
  const environment = (kind: Environment['kind']) =>
    newEnvironment(
      { client_id: client.id, kind, seed: seed ?? deps.random.uuid() },
      { id: deps.ids.next(), now },
    );
  const sandbox = environment('sandbox');
  const live = environment('live');
  await tx.environments.insert(sandbox);
  await tx.environments.insert(live);
  return { client_id: client.id, sandbox, live };
}

async function addSigningKey(
  tx: Writes,
  deps: Deps,
  of: { client_id: string; vault: Vault; now: Timestamp },
): Promise<void> {
  const kid = deps.random.uuid();
  const { private_jwk, ...key } = await generateSigningKey('HS256', {
    kid,
    now: of.now,
    with_kid: false,
  });
  const sealed_private = of.vault.seal(private_jwk, `signing_keys.private:${kid}`);
  await tx.signingKeys.insert(of.client_id, { ...key, sealed_private });
}

async function addKeys(
  tx: Writes,
  deps: Deps,
  { now, sandbox }: { now: Timestamp; sandbox: Environment },
): Promise<Pick<FirstStart, 'api_key' | 'link_key'>> {
  const scope = { environment_id: sandbox.id };
  const key = newApiKey({ name: FIRST_KEY_NAME, kind: 'sandbox' }, { id: deps.random.uuid(), now });
  const secret = newSecret(deps.random);
  await tx.apiKeys.insert(scope, key, { secret_hash: secretHash(secret) });
  const link_key = deps.random.uuid();
  await tx.linkKeys.insert(scope, { id: link_key, created_at: now });
  return { api_key: { id: key.id, secret }, link_key };
}

async function addAdmin(
  tx: Writes,
  deps: Deps,
  now: Timestamp,
): Promise<Pick<FirstStart, 'operator' | 'sign_in_token'>> {
  const id = deps.ids.next();
  await tx.operators.insert(
    { id, email: ADMIN_EMAIL, role: 'admin', created_at: now, has_password: false },
    { password_hash: null },
  );
  const sign_in_token = newSecret(deps.random);
  await tx.signInLinks.insert({
    hash: secretHash(sign_in_token),
    operator_id: id,
    expires_at: later(now, LINK_LIFETIME),
  });
  return { operator: { id, email: ADMIN_EMAIL }, sign_in_token };
}

function newSecret(random: Random): string {
  return Buffer.from(random.bytes(SECRET_BYTES)).toString('base64url');
}
