import { timingSafeEqual } from 'node:crypto';
import {
  type AccessClaims,
  type Client,
  type Environment,
  hasHeaderOf,
  IntarsiaError,
  type IssuedToken,
  KeyId,
  type Keyring,
  MINUTE,
  readUnverifiedClientId,
  type Timestamp,
  verifyAccessToken,
} from '@intarsia/domain';
import { assertAllowed } from './allowed.ts';
import { type Attempts, createAttempts } from './attempts.ts';
import { type Chaos, createChaos } from './chaos.ts';
import type { Actor, Deps } from './context.ts';
import { secretHash, tokenHash } from './hashes.ts';
import { loadKeyring } from './keyring.ts';
import { createLookups, withAnswer } from './lookups.ts';
import type { AnyOperation } from './operation.ts';

/** A caller that proved who it is, and the environment it is bound to if it is bound to one. */
export interface Caller {
  readonly actor: Actor;
  readonly environment?: Environment;
  readonly client?: Client;
}

/** What a door read from a request for the guard. */
export interface Credentials {
  readonly authorization?: string | undefined;
  /** The Console's session secret. A door passes it only for same-origin calls. */
  readonly session?: string | undefined;
  /** The environment an operator works in. */
  readonly environment?: string | undefined;
}

/** Finds out who calls and whether that caller may run an operation: the one place for every door. */
export interface Guard {
  /**
   * Throws or rejects when the caller may not. Answers at once for one that was seen a moment ago, because
   * every request comes through here.
   */
  authorize(operation: AnyOperation, credentials: Credentials): Caller | Promise<Caller>;
  /**
   * The keys that sign and verify a client's user tokens; to verify `token`, also one that another process
   * made a moment ago.
   */
  keyring(client_id: string, token?: string): Promise<Keyring>;
  /** Bounds how often a password may be tried. */
  readonly attempts: Attempts;
  /** Bounds how many people whoever knows a link key can make. */
  readonly newcomers: Attempts;
  /** What happens to calls of sandboxes that are set so. */
  readonly chaos: Chaos;
  /** Forgets what was looked up, after a key, token, user, session or setting changed. */
  forget(): void;
}

/** How long a look-up may be reused: revocations elsewhere are seen within this many milliseconds. */
const FRESH_MS = 1000;
/** How often a token of a key that is not known may make us look for new keys. */
const RENEWED_MS = 50;
const KNOWN_CALLERS = 10_000;
const KNOWN_KEYRINGS = 1000;

export function createGuard(deps: Deps): Guard {
  const callers = createLookups<KnownCaller>({ max: KNOWN_CALLERS, fresh_ms: FRESH_MS });
  const keyrings = createLookups<Keyring>({ max: KNOWN_KEYRINGS, fresh_ms: FRESH_MS });
  const renewed = createLookups<Keyring>({ max: KNOWN_KEYRINGS, fresh_ms: RENEWED_MS });
  const keyring: Guard['keyring'] = async (client_id, token) => {
    const load = () => loadKeyring(deps, client_id);
    const known = await keyrings.get(client_id, load);
    if (token === undefined || hasHeaderOf(known, token)) return known;
    return renewed.get(client_id, load);
  };

  function identify({
    authorization,
    session,
    environment,
  }: Credentials): Caller | Promise<Caller> {
    if (authorization !== undefined) {
      const known = callers.get(authorization, () =>
        identifyByHeader(deps, keyring, authorization),
      );
      return withAnswer(known, (caller) => stillValid(deps, caller));
    }
    if (session !== undefined) return identifyOperator(deps, session, environment);
    throw new IntarsiaError('credentials_missing', 'Invalid username/password.');
  }

  return {
    keyring,
    attempts: createAttempts(deps.wall, { at_once: 10, each_ms: MINUTE }),
    newcomers: createAttempts(deps.wall, { at_once: 300, each_ms: 200 }),
    chaos: createChaos(deps.wall),
    authorize(operation, given) {
      // What belongs to no environment is answered also to who names one that is gone.
      const credentials =
        operation.level === 'instance' ? { ...given, environment: undefined } : given;
      if (operation.policy.includes('public'))
        return publicCaller(identify, operation, credentials);
      return withAnswer(identify(credentials), (caller) => {
        assertAllowed(operation, caller);
        return caller;
      });
    },
    forget() {
      callers.clear();
      keyrings.clear();
      renewed.clear();
    },
  };
}

/** A caller and the moment after which its proof no longer holds. */
interface KnownCaller extends Caller {
  /** Wall time for keys in their overlap, the environment's time for tokens. */
  readonly until: Timestamp | null;
}

function stillValid(deps: Deps, known: KnownCaller): Caller {
  if (known.until === null) return known;
  if (known.actor.kind === 'user' && known.environment) {
    if (deps.clockOf(known.environment).now() < known.until) return known;
    throw new IntarsiaError('token_expired', 'The token has expired.');
  }
  if (deps.wall.now() < known.until) return known;
  throw wrongKey();
}

/** Public operations take anybody; those that also know operators look at the session when there is one. */
async function publicCaller(
  identify: (credentials: Credentials) => Caller | Promise<Caller>,
  operation: AnyOperation,
  { session, environment }: Credentials,
): Promise<Caller> {
  const knowsOperators = operation.policy.includes('operator') && session !== undefined;
  if (!knowsOperators) return { actor: { kind: 'public' } };
  try {
    return await identify({ session, environment });
  } catch (error) {
    if (error instanceof IntarsiaError) return { actor: { kind: 'public' } };
    throw error;
  }
}

async function identifyByHeader(
  deps: Deps,
  keyring: Guard['keyring'],
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

async function identifyUser(
  deps: Deps,
  keyring: Guard['keyring'],
  token: string,
): Promise<KnownCaller> {
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
      refusal = error;
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

async function identifyOperator(
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
