import { IntarsiaError, KeyId, type LinkKey } from '@intarsia/domain';
import { z } from 'zod';
import type { Ctx } from '../kernel/index.ts';

/** Names one link key. */
export const LinkKeyRef = z.object({ id: KeyId });
export type LinkKeyRef = z.infer<typeof LinkKeyRef>;

/** The link keys of the environment, newest first. */
export function listLinkKeys(ctx: Ctx): Promise<LinkKey[]> {
  return ctx.store.read.linkKeys.list(ctx.scope);
}

/** Makes one more key with which Link can start. It is public, so there is no secret. */
export function createLinkKey(ctx: Ctx): Promise<LinkKey> {
  const key = { id: ctx.random.uuid(), created_at: ctx.wall.now() };
  return ctx.commit(async (tx) => {
    await tx.linkKeys.insert(ctx.scope, key);
    return key;
  });
}

/** Ends a link key: no new Link starts with it. Throws `key_not_found`. */
export async function revokeLinkKey(ctx: Ctx, { id }: LinkKeyRef): Promise<void> {
  await ctx.commit(async (tx) => {
    if (await tx.linkKeys.delete(ctx.scope, id)) return;
    throw new IntarsiaError('key_not_found', 'Not found.');
  });
  ctx.guard.forget();
}
