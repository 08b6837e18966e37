import { z } from 'zod';
import { Id, secondsOf, type Timestamp } from '../values.ts';

/** Seconds since 1970 (RFC 7519 NumericDate), always whole here. */
const NumericDate = z.int().min(0);

/** Its length is bounded by that of the token; which text it must be is the client's setting. */
const Issuer = z.string().min(1);

/**
 * The claims of an access token, in the order they are signed in. Strict: this exact set of names is
 * what tells it from a refresh token.
 */
export const AccessClaims = z
  .strictObject({
    client_id: Id,
    exp: NumericDate,
    iat: NumericDate,
    iss: Issuer,
    jti: Id,
    sub: Id,
    user_id: Id,
  })
  .refine((claims) => claims.sub === claims.user_id, 'sub and user_id must be one user')
  .refine((claims) => claims.iat < claims.exp, 'must end after it begins');
export type AccessClaims = z.infer<typeof AccessClaims>;

/** The claims of a refresh token, in the order they are signed in. Strict, as above. */
export const RefreshClaims = z
  .strictObject({ exp: NumericDate, jti: Id, iat: NumericDate, iss: Issuer, sub: Id })
  .refine((claims) => claims.iat < claims.exp, 'must end after it begins');
export type RefreshClaims = z.infer<typeof RefreshClaims>;

/** The claims of two tokens issued together: what a used refresh token remembers of its successor. */
export const TokenPair = z.object({ access: AccessClaims, refresh: RefreshClaims });
export type TokenPair = z.infer<typeof TokenPair>;

/** What a refresh token is made of. `lifetime` is in seconds, `jti` a random UUIDv4. */
export type RefreshGrant = { user_id: Id; jti: Id; issuer: string; lifetime: number };

/** What an access token is made of: a refresh token's parts and the client. */
export type AccessGrant = RefreshGrant & { client_id: Id };

/** The claims of a new access token, good from the second of `now`. */
export function accessClaims(grant: AccessGrant, now: Timestamp): AccessClaims {
  const iat = secondsOf(now);
  return {
    client_id: grant.client_id,
    exp: iat + grant.lifetime,
    iat,
    iss: grant.issuer,
    jti: grant.jti,
    sub: grant.user_id,
    user_id: grant.user_id,
  };
}

/** The claims of a new refresh token, good from the second of `now`. */
export function refreshClaims(grant: RefreshGrant, now: Timestamp): RefreshClaims {
  const iat = secondsOf(now);
  return {
    exp: iat + grant.lifetime,
    jti: grant.jti,
    iat,
    iss: grant.issuer,
    sub: grant.user_id,
  };
}
