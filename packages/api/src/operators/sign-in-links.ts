import { DAY, later, MINUTE, type Operator, type Random, type Timestamp } from '@intarsia/domain';
import type { SignInLink } from '@intarsia/store';
import { secretHash } from '../kernel/index.ts';
import { newSecret, SESSION_BYTES } from '../keys/secrets.ts';

/**
 * A link for somebody without a password is a first one: it is printed at the first start, or sent to a
 * colleague, and waits until that person gets to it.
 */
const FIRST_LINK_MS = DAY;
/** Who has a password asked for the link just now, to get in without it. */
const LATER_LINK_MS = 15 * MINUTE;

/** The secret of a sign-in link. */
export function newSignInToken(random: Pick<Random, 'bytes'>): string {
  return newSecret(random, SESSION_BYTES);
}

/** What is stored of a link that signs an operator in once. */
export function signInLinkOf(
  token: string,
  operator: Pick<Operator, 'id' | 'has_password'>,
  now: Timestamp,
): SignInLink {
  const lifetime = operator.has_password ? LATER_LINK_MS : FIRST_LINK_MS;
  return {
    hash: secretHash(token),
    operator_id: operator.id,
    expires_at: later(now, lifetime),
  };
}

/** The page that redeems a link. The secret stands behind the `#`, which no browser sends and no log holds. */
export function signInUrl(config: { public_url: string }, token: string): string {
  return `${config.public_url}/console/sign-in#token=${token}`;
}
