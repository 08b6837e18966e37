import {
  type Account,
  type Challenge,
  type ChallengeAnswer,
  type Id,
  IntarsiaError,
  invalidField,
} from '@intarsia/domain';
import type { Writes } from '@intarsia/store';
import { z } from 'zod';
import type { Ctx } from '../kernel/index.ts';
import { noAccount } from './actions.ts';
import { takeAnswer } from './challenges.ts';
import { connectJob } from './follow-ups.ts';

/** What the person answers to a challenge. */
export const GivenAnswer = z.object({
  code: z
    .string()
    .min(1, 'must not be empty')
    .max(64, 'must have at most 64 characters')
    .optional(),
  choice: z
    .string()
    .min(1, 'must not be empty')
    .max(200, 'must have at most 200 characters')
    .optional(),
});
export type GivenAnswer = z.infer<typeof GivenAnswer>;

/** A code or one of the choices: not both, and not neither. */
export function oneAnswer({ code, choice }: GivenAnswer, issues: z.RefinementCtx): void {
  if ((code === undefined) !== (choice === undefined)) return;
  for (const field of ['code', 'choice']) {
    issues.addIssue({ code: 'custom', path: [field], message: 'give either code or choice' });
  }
}

/** What is done about a challenge, and what is answered to the caller. */
interface Reaction<T> {
  /** Throws for a challenge to which this is none. */
  answerTo(challenge: Challenge): ChallengeAnswer;
  show(tx: Writes, account: Account): Promise<T>;
}

/**
 * Does something about what a login asks for; it goes on when the caller lets work begin. Throws
 * `account_not_found`, `mfa_not_pending`.
 */
export async function reactToChallenge<T>(
  ctx: Ctx,
  id: Id,
  { answerTo, show }: Reaction<T>,
): Promise<T> {
  const { scope, vault } = ctx;
  const now = ctx.clock.now();
  const at = { id: ctx.ids.next(), due_at: now };
  const { user: user_id } = (await ctx.store.read.accounts.find(scope, id)) ?? noAccount();
  return ctx.commit(
    async (tx) => {
      const account = (await tx.accounts.find(scope, id)) ?? noAccount();
      const connection = await tx.connections.find(scope, id);
      if (!connection?.challenge) throw notAsked();
      const answer = answerTo(connection.challenge);
      await takeAnswer(tx, { scope, vault, account, connection, answer, now });
      await tx.jobs.cancel(scope, { account_id: account.id, kind: 'accounts.mfa_timeout' });
      await tx.jobs.enqueue(scope, connectJob(account, at));
      return show(tx, account);
    },
    { user_id },
  );
}

/**
 * The answer, if it is one to this challenge; whether it is right is for the source to say. Throws
 * `input_invalid`, `mfa_not_pending`.
 */
export function givenAnswerTo(
  challenge: Challenge,
  { code, choice }: GivenAnswer,
): ChallengeAnswer {
  // A push is answered on the person's own device, not here.
  if (challenge.kind === 'push') throw notAsked();
  if (challenge.kind === 'choice') {
    const ids = challenge.options.map(({ id }) => id);
    if (choice !== undefined && ids.includes(choice)) return { choice };
    throw invalidField('choice', `must be one of ${ids.join(', ')}`);
  }
  if (code === undefined) throw invalidField('code', 'is required: the login asks for a code');
  return { code };
}

/** Has a code or a push sent once more. A choice was never sent: throws `mfa_not_pending`. */
export function resendOf({ kind }: Challenge): ChallengeAnswer {
  if (kind === 'choice') throw notAsked();
  return { resend: true };
}

function notAsked(): IntarsiaError {
  return new IntarsiaError('mfa_not_pending', 'The login of this account asks for nothing.');
}
