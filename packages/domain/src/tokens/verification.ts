import { errors, jwtVerify } from 'jose';
import { IntarsiaError } from '../errors.ts';
import { type Id, secondsOf, type Timestamp } from '../values.ts';
import { AccessClaims, RefreshClaims } from './claims.ts';
import { splitToken, tokenInvalid } from './compact.ts';
import type { Keyring } from './keyrings.ts';
import type { SigningKey } from './keys.ts';

/** What a token must agree with. `now` is the time of the environment it is used in. */
export type ExpectedToken = {
  now: Timestamp;
  issuer: string;
  client_id: Id;
  /** The time was perhaps set back, as in a sandbox: then a token may be issued after it. */
  clock_goes_back?: boolean | undefined;
};

/** A token that was verified, of either kind. */
export type UserToken =
  | { kind: 'access'; claims: AccessClaims }
  | { kind: 'refresh'; claims: RefreshClaims };

/** The claims of a good access token. Throws token_expired for one that was good, else token_invalid. */
export async function verifyAccessToken(
  token: string,
  keyring: Keyring,
  expected: ExpectedToken,
): Promise<AccessClaims> {
  const opened = await openToken(token, keyring, expected);
  if (opened.kind !== 'access') throw tokenInvalid('a refresh token where an access token belongs');
  return unlessExpired(opened, expected).claims;
}

/**
 * The claims of a good refresh token. Throws token_expired for one that was good, else token_invalid.
 * It names no client: that it is this client's follows from the keyring alone.
 */
export async function verifyRefreshToken(
  token: string,
  keyring: Keyring,
  expected: ExpectedToken,
): Promise<RefreshClaims> {
  const opened = await openToken(token, keyring, expected);
  if (opened.kind !== 'refresh')
    throw tokenInvalid('an access token where a refresh token belongs');
  return unlessExpired(opened, expected).claims;
}

/** A good token of either kind, for callers that take both. Throws as the two above do. */
export async function verifyUserToken(
  token: string,
  keyring: Keyring,
  expected: ExpectedToken,
): Promise<UserToken> {
  return unlessExpired(await openToken(token, keyring, expected), expected);
}

/** Everything but the end: signature, issuer, kind, client, beginning. */
async function openToken(
  token: string,
  keyring: Keyring,
  expected: ExpectedToken,
): Promise<UserToken> {
  const opened = readClaims(await openSignature(token, keyring, expected));
  if (opened.kind === 'access' && opened.claims.client_id !== expected.client_id) {
    throw tokenInvalid('of another client');
  }
  const isEarly = opened.claims.iat > secondsOf(expected.now);
  if (isEarly && !expected.clock_goes_back) throw tokenInvalid('issued in the future');
  return opened;
}

/**
 * The payload of a token that one of our keys signed. The header must be, to the letter, the one that
 * key writes: so `alg` is the key's, `kid` only selects among our keys, and nothing like `jwk`, `jku`,
 * `x5u`, `crit` or `b64` is ever looked at.
 */
async function openSignature(
  token: string,
  keyring: Keyring,
  expected: ExpectedToken,
): Promise<unknown> {
  const { header } = splitToken(token);
  const keys = keyring.verifying.filter((key) => key.header_segment === header);
  let reason = 'no key with this header';
  for (const key of keys) {
    try {
      return await openWith(key, token, expected);
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) throw error;
      reason = error.code;
    }
  }
  throw tokenInvalid(reason);
}

async function openWith(key: SigningKey, token: string, expected: ExpectedToken): Promise<unknown> {
  try {
    const { payload } = await jwtVerify(token, key.verifier, {
      algorithms: [key.algorithm],
      currentDate: new Date(secondsOf(expected.now) * 1000),
      issuer: expected.issuer,
    });
    return payload;
  } catch (error) {
    // Expiry is judged last, by unlessExpired: only a token that is right in all else has "expired".
    if (error instanceof errors.JWTExpired) return error.payload;
    throw error;
  }
}

function readClaims(payload: unknown): UserToken {
  const access = AccessClaims.safeParse(payload);
  if (access.success) return { kind: 'access', claims: access.data };

  const refresh = RefreshClaims.safeParse(payload);
  if (refresh.success) return { kind: 'refresh', claims: refresh.data };

  throw tokenInvalid('not the claims of a user token');
}

/** `exp` is exclusive: in that second the token is over. */
function unlessExpired<T extends UserToken>(token: T, expected: ExpectedToken): T {
  if (token.claims.exp <= secondsOf(expected.now)) {
    throw new IntarsiaError('token_expired', 'The token has expired.');
  }
  return token;
}
