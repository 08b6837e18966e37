import { type LinkLook, type LinkOffer, type LinkTrim, offerOf, plainLook } from '@intarsia/domain';
import type { Ctx } from '../kernel/index.ts';
import { isConnectable } from '../link-items/connectable.ts';

/** What Link looks like for a page, and what can be picked in it. Throws `link_items_invalid`. */
export function offerFor(ctx: Ctx, trim: LinkTrim): { look: LinkLook; offer: LinkOffer } {
  const look = plainLook;
  const offer = offerOf(trim, {
    catalogue: ctx.catalogue,
    usual: look.link_items,
    isThere: (item) => isConnectable(ctx, item),
  });
  return { look, offer };
}
