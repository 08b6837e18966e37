import { type Account, type Id, type NewJob, purgeAt, type Timestamp } from '@intarsia/domain';

interface Place {
  readonly id: Id;
  readonly due_at: Timestamp;
}

/** The job that begins a login, or goes on with it. */
export function connectJob(account: Account, at: Place): NewJob {
  return { ...jobOf(account, at), kind: 'accounts.connect', payload: { account: account.id } };
}

/** The job that ends the wait for an answer, in this attempt at a login. */
export function mfaTimeoutJob(account: Account, attempt: number, at: Place): NewJob {
  const payload = { account: account.id, attempt };
  return { ...jobOf(account, at), kind: 'accounts.mfa_timeout', payload };
}

/** The job that begins a scan that somebody waits for, or goes on with it. */
export function scanJob(account: Account, at: Place): NewJob {
  return { ...jobOf(account, at), kind: 'accounts.scan', payload: { account: account.id } };
}

/** The job of the next scan of those that never end. An account has one scan job at any time, or none. */
export function periodicScanJob(account: Account, at: Place): NewJob {
  const payload = { account: account.id };
  return { ...jobOf(account, at), kind: 'accounts.periodic_scan', payload, upkeep: true };
}

/** The job that removes an account should it never connect. */
export function purgeJob(account: Account, id: Id): NewJob {
  const at = { id, due_at: purgeAt(account) };
  const payload = { account: account.id };
  return { ...jobOf(account, at), kind: 'accounts.purge', payload, upkeep: true };
}

function jobOf(account: Account, { id, due_at }: Place) {
  return { id, due_at, user_id: account.user, account_id: account.id };
}
