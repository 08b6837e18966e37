import { timingSafeEqual } from 'node:crypto';
import {
  type AccessClaims,
  type Client,
  type Environment,
  IntarsiaError,
  type IssuedToken,
  KeyId,
  type Keyring,
  readUnverifiedClientId,
  type Timestamp,
  verifyAccessToken,
} from '@intarsia/domain';
import type { Actor, Deps } from './context.ts';
import { secretHash, tokenHash } from './hashes.ts';

/** A caller that proved who it is, and the environment it is bound to if it is bound to one. */
export interface Caller {
  readonly actor: Actor;
  readonly environment?: Environment;
  readonly client?: Client;
}

/**
 * The keys that sign and verify a client's user tokens; to verify `token`, also one that another process made
 * a moment ago.
 */
export type KeyringOf = (client_id: string, token?: string) => Promise<Keyring>;

/** A caller and the moment after which its proof no longer holds. */
export interface KnownCaller extends Caller {
  /** Wall time for keys in their overlap, the environment's time for tokens. */
  readonly until: Timestamp | null;
}

/** The caller while its proof holds. Throws `key_invalid`, `token_expired`. */
export function stillValid(deps: Deps, known: KnownCaller): Caller {
  if (known.until === null) return known;
  if (known.actor.kind === 'user' && known.environment) {
    if (deps.clockOf(known.environment).now() < known.until) return known;
    throw new IntarsiaError('token_expired', 'The token has expired.');
  }
  if (deps.wall.now() < known.until) return known;
  throw wrongKey();
}

/** Finds out whose proof stands in an `Authorization` header. Rejects when it is nobody's. */
export async function identifyByHeader(
  deps: Deps,
  keyring: KeyringOf,
  authorization: string,
): Promise<KnownCaller> {
  const [scheme = '', value = '', more] = authorization.trim().split(/\s+/, 3);
  const proof = more === undefined ? value : '';
  if (scheme.toLowerCase() === 'basic') return identifyKey(deps, proof);
  if (scheme.toLowerCase() === 'bearer') return identifyUser(deps, keyring, proof);
  if (scheme.toLowerCase() === 'linkkey') return identifyLink(deps, proof);
  throw wrongKey();
}

/** RFC 7617: `api_key_id:api_key_secret` in Base64. */
async function identifyKey(deps: Deps, encoded: string): Promise<KnownCaller> {
  const decoded = decodeBase64(encoded).toString();
  const colon = decoded.indexOf(':');
  if (colon < 0) throw wrongKey();
  const id = decoded.slice(0, colon);
  const key = isStorable(id) ? await deps.store.read.apiKeys.findById(id) : undefined;
  const given = Buffer.from(secretHash(decoded.slice(colon + 1)));
  // An unknown id is compared too, so that it takes as long as a wrong secret.
  const wanted = Buffer.from(key?.secret_hash ?? secretHash(''));
  const same = timingSafeEqual(given, wanted);
  if (!key || !same || key.revoked_at !== null) throw wrongKey();
  if (key.expires_at !== null && key.expires_at <= deps.wall.now()) throw wrongKey();
  return {
    actor: { kind: 'client', key_id: key.id },
    ...(await environmentOf(deps, key.environment_id)),
    until: key.expires_at,
  };
}

/** The key with which Link was started. It proves nothing, so little is open to it. */
async function identifyLink(deps: Deps, id: string): Promise<KnownCaller> {
  const key = isStorable(id) ? await deps.store.read.linkKeys.findById(id) : undefined;
  if (!key) throw new IntarsiaError('link_key_invalid', 'The link key is not valid.');
  const actor: Actor = { kind: 'link', link_key: key.id };
  return { actor, ...(await environmentOf(deps, key.environment_id)), until: null };
}

/** Node skips what is no Base64; here only the one way to write the bytes is taken, with or without padding. */
function decodeBase64(encoded: string): Buffer {
  const bytes = Buffer.from(encoded, 'base64');
  const whole = bytes.toString('base64');
  if (encoded === whole || encoded === whole.replace(/=+$/, '')) return bytes;
  throw wrongKey();
}

async function identifyUser(deps: Deps, keyring: KeyringOf, token: string): Promise<KnownCaller> {
  const client_id = readUnverifiedClientId(token);
  const client = await deps.store.read.clients.find(client_id);
  if (!client) throw unknownToken();
  const keys = await keyring(client_id, token);
  let refusal = unknownToken();
  for (const environment of await deps.store.read.environments.listOfClient(client_id)) {
    const expected = {
      issuer: client.settings.issuer,
      client_id,
      now: deps.clockOf(environment).now(),
      clock_goes_back: environment.kind === 'sandbox',
    };
    const claims = await verifyAccessToken(token, keys, expected).catch((error: unknown) => {
      // Each environment has its own time: what has expired in one may be good in the other.
      if (!(error instanceof IntarsiaError)) throw error;
      // One that runs behind takes an ended token for one that has not begun.
      if (refusal.code !== 'token_expired') refusal = error;
    });
    const issued = claims && (await findIssued(deps, environment, claims));
    if (!issued) continue;
    if (issued.revoked_at !== null) {
      throw new IntarsiaError('token_revoked', 'The token has been revoked.');
    }
    const actor: Actor = { kind: 'user', user_id: issued.user_id };
    return { actor, environment, client, until: issued.expires_at };
  }
  throw refusal;
}

/** The row of an access token in one environment. Without one, its user was deleted or lives elsewhere. */
async function findIssued(
  deps: Deps,
  { id }: Environment,
  { jti, sub }: AccessClaims,
): Promise<IssuedToken | undefined> {
  const issued = await deps.store.read.tokens.find({ environment_id: id }, tokenHash(jti));
  return issued?.kind === 'access' && issued.user_id === sub ? issued : undefined;
}

/** The operator of a session of the Console, in an environment when one is named. Rejects with `session_invalid`. */
export async function identifyOperator(
  deps: Deps,
  session: string,
  environment_id: string | undefined,
): Promise<Caller> {
  const session_hash = secretHash(session);
  const found = await deps.store.read.sessions.findByHash(session_hash);
  if (!found || found.expires_at <= deps.wall.now()) {
    throw new IntarsiaError('session_invalid', 'The session has ended. Sign in again.');
  }
  const operator = await deps.store.read.operators.find(found.operator_id);
  if (!operator)
    throw new IntarsiaError('session_invalid', 'The session has ended. Sign in again.');
  const actor: Actor = { kind: 'operator', operator, session_hash };
  if (environment_id === undefined) return { actor };
  return { actor, ...(await environmentOf(deps, environment_id)) };
}

/** An environment with its client. */
export async function environmentOf(
  deps: Deps,
  environment_id: string,
): Promise<{ environment: Environment; client: Client }> {
  const environment = isStorable(environment_id)
    ? await deps.store.read.environments.find(environment_id)
    : undefined;
  const client = environment && (await deps.store.read.clients.find(environment.client_id));
  if (!environment || !client) {
    throw new IntarsiaError('environment_unknown', 'Invalid environment.');
  }
  return { environment, client };
}

/** PostgreSQL stores no NUL, so nothing that can't be an id is asked for. */
function isStorable(id: string): boolean {
  return KeyId.safeParse(id).success;
}

function wrongKey(): IntarsiaError {
  return new IntarsiaError('key_invalid', 'Invalid username/password.');
}

function unknownToken(): IntarsiaError {
  return new IntarsiaError('token_invalid', 'The token is not valid.');
}
