import {
  type Account,
  type Challenge,
  type ChallengeAnswer,
  type Id,
  IdInput,
  IntarsiaError,
  LinkAccount,
} from '@intarsia/domain';
import type { Writes } from '@intarsia/store';
import { z } from 'zod';
import { deleteAccount } from '../accounts/actions.ts';
import {
  GivenAnswer,
  givenAnswerTo,
  oneAnswer,
  reactToChallenge,
  resendOf,
} from '../accounts/answer.ts';
import { type LoginInput, loginAgain, submitLogin } from '../accounts/login.ts';
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

/** Names the account of the caller with which something is to be done. */
export const OwnAccountInput = z.object({ account: IdInput });
export type OwnAccountInput = z.infer<typeof OwnAccountInput>;

/** Makes a person, with a token. Throws `too_many_requests`: anybody may know a link key. */
export async function createLinkUser(ctx: Ctx): Promise<LinkUser> {
  if (ctx.actor.kind === 'link' && !ctx.guard.newcomers.take(ctx.actor.link_key)) {
    throw new IntarsiaError('too_many_requests', 'Too many people at once. Try again in a minute.');
  }
  return makeUser(ctx, {}, ({ id, token }) => ({ user_id: id, user_token: token }));
}

/** Submits the caller's credentials. Throws `link_item_unknown`, `link_item_unfit`. */
export function connectLink(
  ctx: Ctx,
  { link_item, ...credentials }: LoginInput,
): Promise<ConnectedLinkAccount> {
  const login = { user_id: ctx.scope.user_id, link_item, credentials };
  return begun(
    ctx,
    submitLogin(ctx, login, async (tx, { account, is_new }) => ({
      ...(await linkAccountOf(ctx, tx, account)),
      is_new,
    })),
  );
}

/** Answers what the login of an account asks for. Throws `account_not_found`, `mfa_not_pending`. */
export function answerLink(ctx: Ctx, input: AnswerLinkInput): Promise<LinkAccount> {
  return react(ctx, input.account, (challenge) => givenAnswerTo(challenge, input));
}

/** Has the code or the push sent once more. Throws `account_not_found`, `mfa_not_pending`. */
export function resendLink(ctx: Ctx, { account: id }: OwnAccountInput): Promise<LinkAccount> {
  return react(ctx, id, resendOf);
}

function react(
  ctx: Ctx,
  id: Id,
  answerTo: (challenge: Challenge) => ChallengeAnswer,
): Promise<LinkAccount> {
  const show = (tx: Writes, account: Account) => linkAccountOf(ctx, tx, account);
  return begun(ctx, reactToChallenge(ctx, id, { answerTo, show }));
}

/** Logs in again with what is kept of the last login. Throws `account_not_found`, `login_needed`. */
export function reconnectLink(ctx: Ctx, { account: id }: OwnAccountInput): Promise<LinkAccount> {
  return begun(
    ctx,
    loginAgain(ctx, id, (tx, account) => linkAccountOf(ctx, tx, account)),
  );
}

/** Erases an account of the caller. Throws `account_not_found`. */
export function revokeLink(ctx: Ctx, { account: id }: OwnAccountInput): Promise<void> {
  return deleteAccount(ctx, { id });
}

/** Lets the work begin that a change has just enqueued for its account. */
async function begun<T extends LinkAccount>(ctx: Ctx, changing: Promise<T>): Promise<T> {
  const changed = await changing;
  await beginWork(ctx, changed.account.id);
  return changed;
}
