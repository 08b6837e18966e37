import { DAY, later, type Timestamp } from '../values.ts';
import type { Account } from './account.ts';

/**
 * When the account was last of use, as far as it says: made, logged in to, scanned with success, or sent
 * a form. A failure is no use; what was before it the account itself does not remember.
 */
export function activeAt({ created_at, connection, availability }: Account): Timestamp {
  const { profiles, forms } = availability;
  const times = [created_at];
  if (connection.status !== 'error') times.push(connection.updated_at);
  if (profiles?.status === 'synced') times.push(profiles.updated_at);
  if (forms) times.push(forms.updated_at);
  return times.sort().at(-1) ?? created_at;
}

/** The moment before which the last use of an account must lie for it to be idle. */
export function idleBefore(now: Timestamp, days: number): Timestamp {
  return later(now, -days * DAY);
}

/** When an account that was last of use then has become idle. */
export function idleAt(active_at: Timestamp, days: number): Timestamp {
  return later(active_at, days * DAY);
}
