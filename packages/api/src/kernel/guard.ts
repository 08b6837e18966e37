import { hasHeaderOf, IntarsiaError, type Keyring, MINUTE } from '@intarsia/domain';
import { assertAllowed } from './allowed.ts';
import { type Attempts, createAttempts } from './attempts.ts';
import {
  type Caller,
  identifyByHeader,
  identifyOperator,
  type KeyringOf,
  type KnownCaller,
  stillValid,
} from './callers.ts';
import { type Chaos, createChaos } from './chaos.ts';
import type { Deps } from './context.ts';
import { loadKeyring } from './keyring.ts';
import { createLookups, withAnswer } from './lookups.ts';
import type { AnyOperation } from './operation.ts';

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
  readonly keyring: KeyringOf;
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
  const keyring: KeyringOf = async (client_id, token) => {
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
