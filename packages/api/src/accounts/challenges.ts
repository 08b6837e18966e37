import {
  type Account,
  type ChallengeAnswer,
  challengeRemoved,
  type DomainEvent,
  type Scope,
  type Timestamp,
  type Vault,
} from '@intarsia/domain';
import type { Connection, Writes } from '@intarsia/store';
import { openResume, sealPart } from './sealed.ts';

/** A connection whose login asks the person for nothing. */
export const nothingAsked = { challenge: null, challenge_ends_at: null } as const;

/** An answer to the challenge of a login. */
export interface Answered {
  readonly scope: Scope;
  readonly vault: Vault;
  readonly account: Account;
  readonly connection: Connection;
  readonly answer: ChallengeAnswer;
  readonly now: Timestamp;
}

/**
 * Keeps the answer for whoever goes on with the login, which is for the caller to enqueue. Nothing is asked
 * of the person any more.
 */
export async function takeAnswer(
  tx: Writes,
  { scope, vault, account, connection, answer, now }: Answered,
): Promise<void> {
  const { account_id } = connection;
  const stopped = openResume(vault, connection);
  if (!stopped) throw new Error(`account ${account_id} has a challenge but no login`);
  const resume = sealPart(vault, { ...stopped, answer }, { account_id, part: 'resume' });
  await tx.connections.save(scope, { ...connection, ...nothingAsked, resume });
  await tx.outbox.append(scope, challengeEnd(connection, { account, now }));
}

/** What there is to tell when a connection is saved with nothing asked. */
export function challengeEnd(
  { challenge }: Connection,
  { account, now }: { account: Account; now: Timestamp },
): DomainEvent[] {
  return challenge === null ? [] : [challengeRemoved(account, now)];
}
