import { z } from 'zod';
import { Account } from '../accounts/account.ts';
import type { ConnectionErrorCode } from '../connection-errors.ts';
import { Challenge } from '../connectors.ts';
import { Timestamp } from '../values.ts';
import { LinkItemCard } from './cards.ts';

/** An account as Link shows it to its person. */
export const LinkAccount = z.object({
  account: Account,
  item: LinkItemCard,
  /** What the login asks for right now; null when it asks for nothing. */
  challenge: Challenge.nullable(),
  challenge_ends_at: Timestamp.nullable(),
  /** One tap logs in again: the credentials are kept, and may still be right. */
  can_reconnect: z.boolean(),
  /** The time by which `challenge_ends_at` counts. */
  now: Timestamp,
});
export type LinkAccount = z.infer<typeof LinkAccount>;

/** Whether an account can be logged in again with what it was logged in with the last time. */
export function canReconnect({ connection }: Account, has_credentials: boolean): boolean {
  const { status, error_code: code } = connection;
  return status === 'error' && has_credentials && code !== null && !needsOthers.has(code);
}

/** What is only mended by something else on the login screen. */
const needsOthers: ReadonlySet<ConnectionErrorCode> = new Set([
  'invalid_credentials',
  'expired_credentials',
  'full_auth_required',
  'unsupported_auth_type',
  'invalid_account_type',
  'invalid_login_method',
  'invalid_login_url',
  'invalid_employer_identifier',
  'invalid_store_identifier',
]);
