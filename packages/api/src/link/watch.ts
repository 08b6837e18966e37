import { IdInput, type LinkAccount } from '@intarsia/domain';
import { z } from 'zod';
import type { Followed } from '../events/feed.ts';
import type { Stream, StreamCtx } from '../kernel/index.ts';
import { ownAccounts } from './link-accounts.ts';

/** Which accounts to watch: all of the caller, or one. */
export const WatchLinkInput = z.object({
  account: IdInput.optional(),
  /** Taken and not used: each time the stream begins with everything as it is. */
  cursor: z.string().optional(),
});
export type WatchLinkInput = z.infer<typeof WatchLinkInput>;

/** The caller's accounts as they are, and again each time something about them has changed. */
export async function watchLink(
  ctx: StreamCtx,
  { account }: WatchLinkInput,
): Promise<Stream<LinkAccount[]>> {
  const { environment_id, user_id: user } = ctx.scope;
  const scope = { environment_id };
  const { newest } = await ctx.store.read.events.bounds(scope);
  const { feed, signal } = ctx;
  const request = { account, user, after: newest, newest, signal };
  return listsOf(ctx, { account, followed: feed.follow(scope, request) });
}

/**
 * What is read after an event shows at least what the event tells of. Lists are counted by numbers of their
 * own: a cursor of the feed would tell how much happens to others.
 */
async function* listsOf(
  ctx: StreamCtx,
  { account: only, followed }: { account: string | undefined; followed: Stream<Followed> },
): Stream<LinkAccount[]> {
  let told: string | undefined;
  let number = 0;
  for await (const { items: events } of followed) {
    // Where a stream begins is said before its first item.
    if (told === undefined) yield { items: [], cursor: String(number) };
    const isNews = told === undefined || events.length > 0;
    const list = isNews ? await ownAccounts(ctx, only) : [];
    const text = isNews ? textOf(list) : told;
    const isChanged = text !== told;
    told = text;
    if (isChanged) number += 1;
    const id = String(number);
    yield { items: isChanged ? [{ id, type: 'link.accounts', data: list }] : [], cursor: id };
  }
}

/** All that a list says but when it was read. */
function textOf(list: readonly LinkAccount[]): string {
  return JSON.stringify(list.map(({ now: _, ...account }) => account));
}
