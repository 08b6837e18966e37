import {
  type Account,
  type AccountRef,
  type Client,
  ConnectionStatus,
  IntarsiaError,
  ListAccountsInput,
  type Page,
  withoutPayAllocations,
} from '@intarsia/domain';
import type { z } from 'zod';
import { type Ctx, pageOf } from '../kernel/index.ts';
import { eraseAccount } from './removal.ts';

/** A list of accounts for the Console, which also looks for those with one connection status. */
export const BrowseAccountsInput = ListAccountsInput.extend({
  status: ConnectionStatus.optional(),
});
export type BrowseAccountsInput = z.infer<typeof BrowseAccountsInput>;

/** One account. Throws `account_not_found`. */
export async function getAccount(ctx: Ctx, { id }: AccountRef): Promise<Account> {
  const account = (await ctx.store.read.accounts.find(ctx.scope, id)) ?? noAccount();
  return shownTo(ctx.client, account);
}

/** Accounts, newest first; all or those of one user. */
export function listAccounts(ctx: Ctx, input: ListAccountsInput): Promise<Page<Account>> {
  return browseAccounts(ctx, input);
}

/** As `listAccounts`, and by connection status. */
export async function browseAccounts(
  ctx: Ctx,
  { user, status, ...input }: BrowseAccountsInput,
): Promise<Page<Account>> {
  const { accounts } = ctx.store.read;
  const filter = { user, status };
  const page = await pageOf(input, {
    list: (request) => accounts.list(ctx.scope, filter, request),
    count: () => accounts.count(ctx.scope, filter),
  });
  return { ...page, results: page.results.map((account) => shownTo(ctx.client, account)) };
}

/** Erases an account with everything that was read from it. Throws `account_not_found`. */
export async function deleteAccount(ctx: Ctx, { id }: AccountRef): Promise<void> {
  const now = ctx.clock.now();
  await ctx.commit(async (tx) => {
    const account = (await tx.accounts.find(ctx.scope, id)) ?? noAccount();
    await eraseAccount(tx, { scope: ctx.scope, account, now });
  });
}

/** The account as a client sees it: without a word on pay allocations where the client does not switch pay. */
export function shownTo({ settings }: Client, account: Account): Account {
  return settings.pay_distribution ? account : withoutPayAllocations(account);
}

/** Throws `account_not_found`. */
export function noAccount(): never {
  throw new IntarsiaError('account_not_found', 'Not found.');
}
