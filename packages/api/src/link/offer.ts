import { type LinkLook, type LinkOffer, type LinkTrim, lookOf, offerOf } from '@intarsia/domain';
import type { Ctx } from '../kernel/index.ts';
import { isConnectable } from '../link-items/connectable.ts';

/** What Link looks like for a page, and what can be picked in it. Throws `link_items_invalid`. */
export async function offerFor(
  ctx: Ctx,
  trim: LinkTrim,
): Promise<{ look: LinkLook; offer: LinkOffer }> {
  const settings = await ctx.store.read.linkSettings.list(ctx.scope);
  const look = lookOf(settings, trim.customization_id ?? null);
  const offer = offerOf(trim, {
    catalogue: ctx.catalogue,
    usual: look.link_items,
    isThere: (item) => isConnectable(ctx, item),
  });
  return { look, offer };
}
