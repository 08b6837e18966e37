import {
  type Deps,
  insertClient,
  newClientParts,
  newSignInToken,
  signInLinkOf,
  signInUrl,
} from '@intarsia/api';
import type { Operator } from '@intarsia/domain';
import type { Writes } from '@intarsia/store';

/** What a first start made, to be shown once. */
export interface FirstStart {
  readonly client_id: string;
  readonly sandbox_id: string;
  readonly live_id: string;
  /** Both absent when fixed credentials are used, which are never shown. */
  readonly api_key?: { readonly id: string; readonly secret: string } | undefined;
  readonly link_key?: string | undefined;
  readonly operator: Operator;
  /** Signs the operator in once, within a day. */
  readonly sign_in_url: string;
}

/** What a first start is told. */
export interface FirstStartOptions {
  /** What the sandbox's data is a function of; random when not said. */
  readonly seed?: string | undefined;
  /** Makes no sandbox keys, because fixed ones are used. */
  readonly keyless?: boolean | undefined;
}

const CLIENT_NAME = 'My company';
/** The address of the first operator: whoever holds the machine. A name of no mailbox (RFC 6762). */
const ADMIN_EMAIL = 'admin@intarsia.local';

/** Fills an empty instance: one client with a sandbox and a live environment, its keys, and an admin. */
export async function makeFirstStart(
  tx: Writes,
  deps: Deps,
  { seed, keyless = false }: FirstStartOptions,
): Promise<FirstStart> {
  const parts = await newClientParts(deps, { name: CLIENT_NAME, seed });
  await insertClient(tx, parts, { keyless });
  const { client, environments, api_key, link_keys } = parts;
  return {
    client_id: client.id,
    sandbox_id: environments.sandbox.id,
    live_id: environments.live.id,
    ...(keyless ? {} : { api_key, link_key: link_keys.sandbox.id }),
    ...(await addAdmin(tx, deps)),
  };
}

async function addAdmin(
  tx: Writes,
  { ids, random, wall, config }: Deps,
): Promise<Pick<FirstStart, 'operator' | 'sign_in_url'>> {
  const now = wall.now();
  const operator = {
    id: ids.next(),
    email: ADMIN_EMAIL,
    role: 'admin',
    created_at: now,
    has_password: false,
  } as const;
  const token = newSignInToken(random);
  await tx.operators.insert(operator, { password_hash: null });
  await tx.signInLinks.insert(signInLinkOf(token, operator, now));
  return { operator, sign_in_url: signInUrl(config, token) };
}
