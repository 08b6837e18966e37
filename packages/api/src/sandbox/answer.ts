import {
  type Account,
  type Challenge,
  type ChallengeAnswer,
  IdInput,
  IntarsiaError,
  invalidField,
} from '@intarsia/domain';
import { z } from 'zod';
import { noAccount, shownTo } from '../accounts/actions.ts';
import { takeAnswer } from '../accounts/challenges.ts';
import { connectJob } from '../accounts/follow-ups.ts';
import { beginWork } from '../jobs/at-once.ts';
import type { Ctx } from '../kernel/index.ts';

/** What the person answers to a challenge: a code, or one of the choices. */
export const AnswerChallengeInput = z
  .object({
    id: IdInput,
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
  })
  .superRefine(({ code, choice }, issues) => {
    if ((code === undefined) !== (choice === undefined)) return;
    for (const field of ['code', 'choice']) {
      issues.addIssue({ code: 'custom', path: [field], message: 'give either code or choice' });
    }
  })
  .meta({ oneOf: [{ required: ['code'] }, { required: ['choice'] }] });
export type AnswerChallengeInput = z.infer<typeof AnswerChallengeInput>;

/**
 * Answers what a login asks for; the login then goes on by itself. Throws
 * `account_not_found`, `mfa_not_pending`.
 */
export async function answerChallenge(ctx: Ctx, input: AnswerChallengeInput): Promise<Account> {
  const { scope, vault } = ctx;
  const at = { id: ctx.ids.next(), due_at: ctx.clock.now() };
  const find = () => ctx.store.read.accounts.find(scope, input.id);
  const { user: user_id } = (await find()) ?? noAccount();
  const account = await ctx.commit(
    async (tx) => {
      const account = (await tx.accounts.find(scope, input.id)) ?? noAccount();
      const connection = await tx.connections.find(scope, input.id);
      // A push is answered on the person's own device, not here.
      if (!connection?.challenge || connection.challenge.kind === 'push') {
        throw new IntarsiaError('mfa_not_pending', 'The login of this account asks for nothing.');
      }
      const answer = answerTo(connection.challenge, input);
      await takeAnswer(tx, { scope, vault, connection, answer });
      await tx.jobs.cancel(scope, { account_id: account.id, kind: 'accounts.mfa_timeout' });
      await tx.jobs.enqueue(scope, connectJob(account, at));
      return shownTo(ctx.client, account);
    },
    { user_id },
  );
  await beginWork(ctx, account.id);
  return account;
}

/** The answer, if it is one to this challenge; whether it is right is for the source to say. */
function answerTo(
  challenge: Exclude<Challenge, { kind: 'push' }>,
  { code, choice }: AnswerChallengeInput,
): ChallengeAnswer {
  if (challenge.kind === 'choice') {
    const ids = challenge.options.map(({ id }) => id);
    if (choice !== undefined && ids.includes(choice)) return { choice };
    throw invalidField('choice', `must be one of ${ids.join(', ')}`);
  }
  if (code === undefined) throw invalidField('code', 'is required: the login asks for a code');
  return { code };
}
