import {
  type Account,
  cardOf,
  cardOfGone,
  IdInput,
  IntarsiaError,
  KeyId,
  type LinkAccount,
  MAX_LIMIT,
} from '@intarsia/domain';
import type { Reads } from '@intarsia/store';
import { z } from 'zod';
import { noAccount, shownTo } from '../accounts/actions.ts';
import { mayLoginAgain } from '../accounts/login.ts';
import type { Ctx } from '../kernel/index.ts';

/** Whose accounts: the caller's, who must belong to where the key leads. */
export const ListLinkAccountsInput = z.object({ link_key: KeyId });
export type ListLinkAccountsInput = z.infer<typeof ListLinkAccountsInput>;

/** Names one account of the caller. */
export const LinkAccountRef = z.object({ id: IdInput });
export type LinkAccountRef = z.infer<typeof LinkAccountRef>;

/**
 * The accounts of the caller, newest first, at most 200. Throws `link_key_invalid`, and `token_invalid` for
 * the token of somebody who belongs to another environment than the link key.
 */
export async function listLinkAccounts(
  ctx: Ctx,
  { link_key }: ListLinkAccountsInput,
): Promise<LinkAccount[]> {
  const key = await ctx.store.read.linkKeys.findById(link_key);
  if (!key) throw new IntarsiaError('link_key_invalid', 'The link key is not valid.');
  if (key.environment_id !== ctx.environment.id) {
    throw new IntarsiaError('token_invalid', 'The token is not one for this link key.');
  }
  return ownAccounts(ctx);
}

/** One account of the caller. Throws `account_not_found`. */
export async function getLinkAccount(ctx: Ctx, { id }: LinkAccountRef): Promise<LinkAccount> {
  const account = (await ctx.store.read.accounts.find(ctx.scope, id)) ?? noAccount();
  return linkAccountOf(ctx, ctx.store.read, account);
}

/** The accounts of the caller, newest first; or the one that is named, if it is there. */
export async function ownAccounts(ctx: Ctx, only?: string): Promise<LinkAccount[]> {
  const { read } = ctx.store;
  if (only !== undefined) {
    const account = await read.accounts.find(ctx.scope, only);
    return account ? [await linkAccountOf(ctx, read, account)] : [];
  }
  const request = { limit: MAX_LIMIT, offset: 0, order: 'desc' } as const;
  const accounts = await read.accounts.list(ctx.scope, {}, request);
  return Promise.all(
    accounts.slice(0, MAX_LIMIT).map((account) => linkAccountOf(ctx, read, account)),
  );
}

/** An account as Link shows it, with what a transaction or a read knows of its login. */
export async function linkAccountOf(
  ctx: Ctx,
  { connections }: { connections: Pick<Reads['connections'], 'find'> },
  account: Account,
): Promise<LinkAccount> {
  const connection = await connections.find(ctx.scope, account.id);
  const item = ctx.catalogue.find(account.link_item);
  return {
    account: shownTo(ctx.client, account),
    item: item ? cardOf(item) : cardOfGone(account.link_item),
    challenge: connection?.challenge ?? null,
    challenge_ends_at: connection?.challenge_ends_at ?? null,
    can_reconnect: connection !== undefined && mayLoginAgain(ctx, account, connection),
    now: ctx.clock.now(),
  };
}
