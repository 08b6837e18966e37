import { finish, goOnWith, type JobOf, type Recording, type StepCtx } from '../jobs/step.ts';
import { takeAnswer } from './challenges.ts';
import { connecting } from './follow-ups.ts';

/** Tells a login that nobody answered its challenge in time; how it ends is the connector's to say. */
export function mfaTimeoutStep(
  { scope, vault, clock }: StepCtx,
  job: JobOf<'accounts.mfa_timeout'>,
): Recording {
  const { account: account_id, attempt } = job.payload;
  const now = clock.now();
  return async (tx) => {
    const account = await tx.accounts.find(scope, account_id);
    const connection = await tx.connections.find(scope, account_id);
    // Of no effect once it was answered, or other credentials were submitted.
    if (!account || !connection?.challenge || connection.attempt !== attempt) {
      return finish(tx, scope, job);
    }
    await goOnWith(tx, scope, { job, next: connecting(account_id, now) });
    const answer = { timed_out: true } as const;
    await takeAnswer(tx, { scope, vault, account, connection, answer, now });
  };
}
