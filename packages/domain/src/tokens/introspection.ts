import { z } from 'zod';
import { Id } from '../values.ts';
import type { UserToken } from './verification.ts';

/**
 * The answer about a token (RFC 7662). `token_type` is that of RFC 6749 and stands for access tokens
 * only, since a refresh token is no credential for requests; `token_use` tells the two apart.
 */
export const Introspection = z.discriminatedUnion('active', [
  z.object({
    active: z.literal(true),
    token_use: z.enum(['access', 'refresh']),
    token_type: z.literal('Bearer').optional(),
    client_id: Id,
    sub: Id,
    iss: z.string(),
    jti: Id,
    iat: z.int(),
    exp: z.int(),
  }),
  z.object({ active: z.literal(false) }),
]);
export type Introspection = z.infer<typeof Introspection>;

/** The answer for every token that is not good, whatever the cause: it tells nothing more (RFC 7662, 2.2). */
export const inactiveToken: Introspection = { active: false };

/** The answer for a token that was verified for `client_id` and is not revoked. */
export function introspectionOf(token: UserToken, client_id: Id): Introspection {
  const { sub, iss, jti, iat, exp } = token.claims;
  return {
    active: true,
    token_use: token.kind,
    ...(token.kind === 'access' ? { token_type: 'Bearer' as const } : {}),
    client_id,
    sub,
    iss,
    jti,
    iat,
    exp,
  };
}
