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

/**
 * Answers what a login asks for; it goes on when the caller lets work begin. `show` makes the answer to the
 * caller. Throws `account_not_found`, `mfa_not_pending`.
 */
export async function answerChallenge<T>(
  ctx: Ctx,
  { id, ...given }: { id: Id } & GivenAnswer,
  show: (tx: Writes, account: Account) => Promise<T>,
): Promise<T> {
  const { scope, vault } = ctx;
  const at = { id: ctx.ids.next(), due_at: ctx.clock.now() };
  const { user: user_id } = (await ctx.store.read.accounts.find(scope, id)) ?? noAccount();
  return ctx.commit(
    async (tx) => {
      const account = (await tx.accounts.find(scope, id)) ?? noAccount();
      const connection = await tx.connections.find(scope, id);
      // A push is answered on the person's own device, not here.
      if (!connection?.challenge || connection.challenge.kind === 'push') throw notAsked();
      const answer = answerTo(connection.challenge, given);
      await takeAnswer(tx, { scope, vault, connection, answer });
      await tx.jobs.cancel(scope, { account_id: account.id, kind: 'accounts.mfa_timeout' });
      await tx.jobs.enqueue(scope, connectJob(account, at));
      return show(tx, account);
    },
    { user_id },
  );
}

function notAsked(): IntarsiaError {
  return new IntarsiaError('mfa_not_pending', 'The login of this account asks for nothing.');
}

/** The answer, if it is one to this challenge; whether it is right is for the source to say. */
function answerTo(
  challenge: Exclude<Challenge, { kind: 'push' }>,
  { code, choice }: GivenAnswer,
): ChallengeAnswer {
  if (challenge.kind === 'choice') {
    const ids = challenge.options.map(({ id }) => id);
    if (choice !== undefined && ids.includes(choice)) return { choice };
    throw invalidField('choice', `must be one of ${ids.join(', ')}`);
  }
  if (code === undefined) throw invalidField('code', 'is required: the login asks for a code');
  return { code };
}
