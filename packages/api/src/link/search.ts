import {
  byPopularity,
  type CatalogueItem,
  cardOf,
  FormTemplate,
  IntarsiaError,
  LinkItemCard,
  LinkItemKind,
  LinkTrim,
  LoginField,
  MAX_LIMIT,
  takesForms,
  wholeNumber,
} from '@intarsia/domain';
import { z } from 'zod';
import { chosenTemplate } from '../forms/templates.ts';
import type { Ctx } from '../kernel/index.ts';
import type { LinkItemRef } from '../link-items/actions.ts';
import { isConnectable } from '../link-items/connectable.ts';
import { offerFor } from './offer.ts';

/** What to look for among all that can be picked, and how many of the best to give. */
export const SearchLinkInput = LinkTrim.extend({
  q: z.string().max(200, 'must have at most 200 characters').default(''),
  kind: z.string().max(100, 'must have at most 100 characters').nullish(),
  limit: wholeNumber({
    min: 1,
    max: MAX_LIMIT,
    says: `Items to give. More than ${MAX_LIMIT} counts as ${MAX_LIMIT}.`,
  }).prefault(20),
});
export type SearchLinkInput = z.infer<typeof SearchLinkInput>;

/** What was found. */
export const FoundLinkItems = z.object({
  results: z.array(LinkItemCard),
  /** How many were found, also those beyond the limit. */
  count: z.int().min(0),
  /** The kinds of all that can be picked. */
  kinds: z.array(LinkItemKind),
});
export type FoundLinkItems = z.infer<typeof FoundLinkItems>;

/** A link item with what its screen asks for: a login, or a form. */
export const PickedLinkItem = LinkItemCard.extend({
  login: z.object({ fields: z.array(LoginField) }).nullable(),
  form: FormTemplate.nullable(),
});
export type PickedLinkItem = z.infer<typeof PickedLinkItem>;

/** Of how many of the newest accounts the link items are counted as popular. */
const COUNTED = 500;

/**
 * What can be picked: best match first where something was typed; else in the order that was named, or what
 * is picked most. Throws `link_items_invalid`.
 */
export async function searchLink(
  ctx: Ctx,
  { q, kind, limit, ...trim }: SearchLinkInput,
): Promise<FoundLinkItems> {
  const { items, is_chosen } = (await offerFor(ctx, trim)).offer;
  const sorted = q.trim() === '' ? await unasked(ctx, items, is_chosen) : matching(ctx, items, q);
  const found = sorted.filter(({ item }) => !kind || item.kind === kind);
  const offered = new Set(items.map(({ item }) => item.kind));
  return {
    results: found.slice(0, limit).map(cardOf),
    count: found.length,
    kinds: LinkItemKind.options.filter((one) => offered.has(one)),
  };
}

/** One link item. Throws `link_item_not_found`, also for one that can not be connected here. */
export async function pickLinkItem(ctx: Ctx, { id }: LinkItemRef): Promise<PickedLinkItem> {
  const found = ctx.catalogue.find(id);
  const connector = found && ctx.connectors.get(found.connector);
  if (!connector || !isConnectable(ctx, found)) {
    throw new IntarsiaError('link_item_not_found', 'Not found.');
  }
  return {
    ...cardOf(found),
    login: takesForms(connector) ? null : { fields: [...connector.loginFields(found)] },
    form: takesForms(connector) ? chosenTemplate(ctx, undefined) : null,
  };
}

async function unasked(
  { store, scope }: Ctx,
  items: readonly CatalogueItem[],
  is_chosen: boolean,
): Promise<readonly CatalogueItem[]> {
  if (is_chosen) return items;
  return byPopularity(items, await store.read.connections.latestLinkItems(scope, COUNTED));
}

function matching(
  { catalogue }: Ctx,
  items: readonly CatalogueItem[],
  q: string,
): readonly CatalogueItem[] {
  const offered = new Set(items);
  return catalogue.search(q, Number.MAX_SAFE_INTEGER).filter((item) => offered.has(item));
}
