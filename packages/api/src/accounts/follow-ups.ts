import {
  type Account,
  type FollowUp,
  type Id,
  type NewJob,
  purgeAt,
  type Timestamp,
} from '@intarsia/domain';

interface Place {
  readonly id: Id;
  readonly due_at: Timestamp;
}

/** What begins a login, or goes on with it. */
export function connecting(account: Id, due_at: Timestamp): FollowUp {
  return { kind: 'accounts.connect', payload: { account }, due_at };
}

/** What ends the wait for an answer, in this attempt at a login. */
export function mfaTimeout(account: Id, attempt: number, due_at: Timestamp): FollowUp {
  return { kind: 'accounts.mfa_timeout', payload: { account, attempt }, due_at };
}

/** What begins a scan that somebody waits for, or goes on with it. */
export function scanning(account: Id, due_at: Timestamp): FollowUp {
  return { kind: 'accounts.scan', payload: { account }, due_at };
}

/** The next one of the scans that never end. An account has one scan job at any time, or none. */
export function periodicScan(account: Id, due_at: Timestamp): FollowUp {
  return { kind: 'accounts.periodic_scan', payload: { account }, due_at, upkeep: true };
}

/** What looks whether a source is back after an outage. */
export function recovering(account: Id, due_at: Timestamp): FollowUp {
  return { kind: 'accounts.recover', payload: { account }, due_at };
}

/** The job that goes on with a confirmed deposit switch, or ends its wait for the connection. */
export function payDistributionJob(account: Account, { id, due_at }: Place): NewJob {
  const payload = { account: account.id };
  return jobOf(account, id, { kind: 'accounts.pay_distribution', payload, due_at });
}

/** The job that ends the wait for the person's word on a deposit switch. */
export function confirmationTimeoutJob(account: Account, { id, due_at }: Place): NewJob {
  const payload = { account: account.id };
  return jobOf(account, id, { kind: 'accounts.confirmation_timeout', payload, due_at });
}

/** The job that begins a login, or goes on with it. */
export function connectJob(account: Account, { id, due_at }: Place): NewJob {
  return jobOf(account, id, connecting(account.id, due_at));
}

/** The job that begins a scan that somebody waits for. */
export function scanJob(account: Account, { id, due_at }: Place): NewJob {
  return jobOf(account, id, scanning(account.id, due_at));
}

/** The job that removes an account should it never connect. */
export function purgeJob(account: Account, id: Id): NewJob {
  const payload = { account: account.id };
  const due_at = purgeAt(account);
  return jobOf(account, id, { kind: 'accounts.purge', payload, due_at, upkeep: true });
}

function jobOf(account: Account, id: Id, next: FollowUp): NewJob {
  return { ...next, id, user_id: account.user, account_id: account.id };
}
