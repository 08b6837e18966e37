import type { Challenge } from '../connectors.ts';
import type { DomainEvent } from '../events.ts';
import type { Timestamp } from '../values.ts';
import type { Account } from './account.ts';
import { notBefore } from './changes.ts';

/** The login of an account asks the person for something, and waits. */
export function challengeAdded(account: Account, { kind }: Challenge, now: Timestamp): DomainEvent {
  const data = { account: account.id, user: account.user, kind };
  return { type: 'challenges.added', occurred_at: notBefore(account, now), data };
}

/** The login asks for nothing any more: it was answered, ran out of time, or something else began. */
export function challengeRemoved(account: Account, now: Timestamp): DomainEvent {
  const data = { account: account.id, user: account.user };
  return { type: 'challenges.removed', occurred_at: notBefore(account, now), data };
}
