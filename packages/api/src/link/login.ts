import { IdInput, IntarsiaError, LinkAccount } from '@intarsia/domain';
import { z } from 'zod';
import { answerChallenge, GivenAnswer, oneAnswer } from '../accounts/answer.ts';
import { type LoginInput, submitLogin } from '../accounts/login.ts';
import { beginWork } from '../jobs/at-once.ts';
import type { Ctx } from '../kernel/index.ts';
import { makeUser } from '../users/actions.ts';
import { linkAccountOf } from './link-accounts.ts';

/** A person who is made when Link is about to send the first login. */
export const LinkUser = z.object({ user_id: z.string(), user_token: z.string() });
export type LinkUser = z.infer<typeof LinkUser>;

/** The account of a login, and whether it was there before. */
export const ConnectedLinkAccount = LinkAccount.extend({ is_new: z.boolean() });
export type ConnectedLinkAccount = z.infer<typeof ConnectedLinkAccount>;

/** An answer to the challenge of one account. */
export const AnswerLinkInput = GivenAnswer.extend({ account: IdInput }).superRefine(oneAnswer);
export type AnswerLinkInput = z.infer<typeof AnswerLinkInput>;

/** Makes a person, with a token. Throws `too_many_requests`: anybody may know a link key. */
export async function createLinkUser(ctx: Ctx): Promise<LinkUser> {
  if (ctx.actor.kind === 'link' && !ctx.guard.newcomers.take(ctx.actor.link_key)) {
    throw new IntarsiaError('too_many_requests', 'Too many people at once. Try again in a minute.');
  }
  return makeUser(ctx, {}, ({ id, token }) => ({ user_id: id, user_token: token }));
}

/** Submits the caller's credentials. Throws `link_item_unknown`, `link_item_unfit`. */
export async function connectLink(
  ctx: Ctx,
  { link_item, ...credentials }: LoginInput,
): Promise<ConnectedLinkAccount> {
  const login = { user_id: ctx.scope.user_id, link_item, credentials };
  const connected = await submitLogin(ctx, login, async (tx, { account, is_new }) => ({
    ...(await linkAccountOf(ctx, tx, account)),
    is_new,
  }));
  await beginWork(ctx, connected.account.id);
  return connected;
}

/** Answers what the login of an account asks for. Throws `account_not_found`, `mfa_not_pending`. */
export async function answerLink(
  ctx: Ctx,
  { account: id, ...given }: AnswerLinkInput,
): Promise<LinkAccount> {
  const answered = await answerChallenge(ctx, { id, ...given }, (tx, account) =>
    linkAccountOf(ctx, tx, account),
  );
  await beginWork(ctx, id);
  return answered;
}
