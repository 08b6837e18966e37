import type { DomainEvent } from '../events.ts';
import type { Id, Timestamp } from '../values.ts';
import type { TokenPair } from './claims.ts';

/**
 * What is remembered of a token that was issued: a token of ours that nobody remembers is worth
 * nothing, so deleting a user's rows ends the user's tokens.
 */
export interface IssuedToken {
  /** SHA-256 of the `jti`, in hex. */
  readonly jti_hash: string;
  readonly user_id: Id;
  /** The tokens that came from one another by refreshing; null for the token of a new user. */
  readonly family_id: Id | null;
  readonly kind: 'access' | 'refresh';
  /** In the environment's time. */
  readonly expires_at: Timestamp;
  /** When a refresh token was first exchanged, and for what. */
  readonly used_at: Timestamp | null;
  readonly successor: TokenPair | null;
  readonly revoked_at: Timestamp | null;
}

/** The event of tokens that ended before their time. */
export function tokensRevoked(user: Id, reason: 'reuse' | 'revoked', now: Timestamp): DomainEvent {
  return { type: 'tokens.revoked', occurred_at: now, data: { user, reason } };
}
