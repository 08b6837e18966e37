import {
  type AccessClaims,
  accessClaims,
  type IssuedToken,
  type RefreshClaims,
  refreshClaims,
  signClaims,
  signPair,
  type Timestamp,
  type TokenPair,
  timestampOf,
  type UserTokens,
} from '@intarsia/domain';
import { type Ctx, tokenHash } from '../kernel/index.ts';

/** Signs one access token that belongs to no refresh family, with the row that makes it known. */
export async function mintAccess(
  ctx: Ctx,
  user_id: string,
  now: Timestamp,
): Promise<{ token: string; issued: IssuedToken }> {
  const { access } = newPair(ctx, user_id, now);
  return {
    token: await signClaims(access, await ctx.guard.keyring(ctx.client.id)),
    issued: issuedToken({ claims: access, kind: 'access', family_id: null }),
  };
}

/** The claims of a new access and refresh token. */
export function newPair(ctx: Ctx, user_id: string, now: Timestamp): TokenPair {
  const { issuer, access_token_lifetime, refresh_token_lifetime } = ctx.client.settings;
  const grant = (lifetime: number) => ({ user_id, jti: ctx.random.uuid(), issuer, lifetime });
  return {
    access: accessClaims({ ...grant(access_token_lifetime), client_id: ctx.client.id }, now),
    refresh: refreshClaims(grant(refresh_token_lifetime), now),
  };
}

/** Both tokens of a pair, signed with the client's current key. */
export async function signTokens(ctx: Ctx, pair: TokenPair): Promise<UserTokens> {
  return signPair(pair, await ctx.guard.keyring(ctx.client.id));
}

/** The rows that make both tokens of a pair known, as one family. */
export function issuedPair(pair: TokenPair, family_id: string): IssuedToken[] {
  return [
    issuedToken({ claims: pair.access, kind: 'access', family_id }),
    issuedToken({ claims: pair.refresh, kind: 'refresh', family_id }),
  ];
}

function issuedToken(
  token: { claims: AccessClaims | RefreshClaims } & Pick<IssuedToken, 'kind' | 'family_id'>,
): IssuedToken {
  const { claims, kind, family_id } = token;
  return {
    jti_hash: tokenHash(claims.jti),
    user_id: claims.sub,
    family_id,
    kind,
    expires_at: timestampOf(claims.exp * 1_000_000),
    used_at: null,
    successor: null,
    revoked_at: null,
  };
}
