import { type Account, IdInput } from '@intarsia/domain';
import type { z } from 'zod';
import { shownTo } from '../accounts/actions.ts';
import { GivenAnswer, givenAnswerTo, oneAnswer, reactToChallenge } from '../accounts/answer.ts';
import { beginWork } from '../jobs/at-once.ts';
import type { Ctx } from '../kernel/index.ts';

/** An answer to the challenge of one account. */
export const AnswerSandboxInput = GivenAnswer.extend({ id: IdInput })
  .superRefine(oneAnswer)
  .meta({ oneOf: [{ required: ['code'] }, { required: ['choice'] }] });
export type AnswerSandboxInput = z.infer<typeof AnswerSandboxInput>;

/** Answers what a login asks for, as Link would. Throws `account_not_found`, `mfa_not_pending`. */
export async function answerSandbox(ctx: Ctx, input: AnswerSandboxInput): Promise<Account> {
  const account = await reactToChallenge(ctx, input.id, {
    answerTo: (challenge) => givenAnswerTo(challenge, input),
    show: async (_, asked) => shownTo(ctx.client, asked),
  });
  await beginWork(ctx, account.id);
  return account;
}
