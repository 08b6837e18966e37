import { AllowedOrigin, IntarsiaError, KeyId, type LinkKey, newLinkKey } from '@intarsia/domain';
import { z } from 'zod';
import type { Ctx } from '../kernel/index.ts';

/** Names one link key. */
export const LinkKeyRef = z.object({ id: KeyId });
export type LinkKeyRef = z.infer<typeof LinkKeyRef>;

/** Whose pages may embed Link with a key; those that were allowed before and are not named no longer may. */
export const UpdateLinkKeyInput = LinkKeyRef.extend({
  allowed_origins: z
    .array(AllowedOrigin)
    .max(50, 'must have at most 50 origins')
    .transform((origins) => [...new Set(origins)]),
});
export type UpdateLinkKeyInput = z.infer<typeof UpdateLinkKeyInput>;

/** The link keys of the environment, newest first. */
export function listLinkKeys(ctx: Ctx): Promise<LinkKey[]> {
  return ctx.store.read.linkKeys.list(ctx.scope);
}

/** Makes one more key with which Link can start. It is public, so there is no secret. */
export function createLinkKey(ctx: Ctx): Promise<LinkKey> {
  const key = newLinkKey({ id: ctx.random.uuid(), now: ctx.wall.now() });
  return ctx.commit(async (tx) => {
    await tx.linkKeys.insert(ctx.scope, key);
    return key;
  });
}

/** Says whose pages may embed Link with a key. Throws `key_not_found`. */
export async function updateLinkKey(
  ctx: Ctx,
  { id, allowed_origins }: UpdateLinkKeyInput,
): Promise<LinkKey> {
  const key = await ctx.commit(async (tx) => {
    const changed = await tx.linkKeys.allow(ctx.scope, { id, allowed_origins });
    if (changed) return changed;
    throw new IntarsiaError('key_not_found', 'Not found.');
  });
  ctx.guard.forget();
  return key;
}

/** Ends a link key: no new Link starts with it. Throws `key_not_found`. */
export async function revokeLinkKey(ctx: Ctx, { id }: LinkKeyRef): Promise<void> {
  await ctx.commit(async (tx) => {
    if (await tx.linkKeys.delete(ctx.scope, id)) return;
    throw new IntarsiaError('key_not_found', 'Not found.');
  });
  ctx.guard.forget();
}
