import { type Account, IdInput } from '@intarsia/domain';
import { z } from 'zod';
import { shownTo } from '../accounts/actions.ts';
import { LoginInput, submitLogin } from '../accounts/login.ts';
import { beginWork } from '../jobs/at-once.ts';
import type { Ctx } from '../kernel/index.ts';

/** A login at a link item, for a user or for a new one. */
export const ConnectSandboxInput = LoginInput.extend({
  user: IdInput.optional(),
  /** The answer to the question for a code, given before it is asked. */
  mfa_code: z
    .string()
    .min(1, 'must not be empty')
    .max(64, 'must have at most 64 characters')
    .optional(),
}).strict();
export type ConnectSandboxInput = z.infer<typeof ConnectSandboxInput>;

/** Submits credentials as Link would. Throws `link_item_unknown`, `link_item_unfit`, `user_unknown`. */
export async function connectSandbox(ctx: Ctx, input: ConnectSandboxInput): Promise<Account> {
  const { user: user_id, link_item, ...credentials } = input;
  const login = { user_id, link_item, credentials };
  const account = await submitLogin(ctx, login, async (_, { account, is_new }) => {
    ctx.reply.status = is_new ? 201 : 200;
    return shownTo(ctx.client, account);
  });
  await beginWork(ctx, account.id);
  return account;
}
