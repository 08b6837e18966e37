import { z } from 'zod';
import { isFormItem } from '../accounts/changes.ts';
import { invalidField } from '../errors.ts';
import type { Catalogue, CatalogueItem } from '../link-items.ts';
import { switchesPay } from './cards.ts';

const Names = z
  .array(z.string().max(100, 'must have at most 100 characters'))
  .max(500, 'must have at most 500 entries')
  .nullish();

/** How a page trims what can be picked in Link. Names that nobody knows count for nothing. */
export const LinkTrim = z.object({
  /** The link settings that the page wants; the default ones when it names none, or none that exist. */
  customization_id: z.string().max(100, 'must have at most 100 characters').nullish(),
  /** What can be picked, in this order; null and an empty list leave it to the settings. */
  link_items: Names,
  exclude_link_items: Names,
  /** Kinds (`gig`) or lines of business (`delivery`) that are left out, and those that alone are shown. */
  exclude_categories: Names,
  show_categories: Names,
  /** Only what can switch where the pay goes. */
  pay_distribution_items_only: z.boolean().nullish(),
});
export type LinkTrim = z.infer<typeof LinkTrim>;

/** What can be picked. */
export interface LinkOffer {
  readonly items: readonly CatalogueItem[];
  /** Somebody has named what can be picked, and wants it in that order. */
  readonly is_chosen: boolean;
}

/** What there is to pick from. */
interface Supply {
  readonly catalogue: Catalogue;
  /** What the settings name. */
  readonly usual: readonly string[];
  /** Whether accounts of an item can be made at all. */
  isThere(item: CatalogueItem): boolean;
}

/** What can be picked in Link. Throws `link_items_invalid` when the page names items and none of them exists. */
export function offerOf(trim: LinkTrim, { catalogue, usual, isThere }: Supply): LinkOffer {
  const asked = trim.link_items ?? [];
  const names = asked.length > 0 ? asked : usual;
  const known = [...new Set(names)].flatMap((id) => catalogue.find(id) ?? []);
  if (asked.length > 0 && known.length === 0) {
    throw invalidField('link_items', 'none of them is a link item', 'link_items_invalid');
  }
  const is_chosen = names.length > 0;
  const from = is_chosen ? known : catalogue.list();
  return { items: from.filter((item) => isThere(item) && isWanted(item, trim)), is_chosen };
}

/** What stands first where nobody has named an order: what can be picked, and what is picked most. */
export function byPopularity(
  items: readonly CatalogueItem[],
  picked: readonly string[],
): CatalogueItem[] {
  const counts = new Map<string, number>();
  for (const id of picked) counts.set(id, (counts.get(id) ?? 0) + 1);
  const rank = (entry: CatalogueItem) => (isFormItem(entry) ? 2 : Number(entry.item.is_disabled));
  const count = ({ item }: CatalogueItem) => counts.get(item.id) ?? 0;
  // A stable sort: what is picked as often keeps the order of the catalogue.
  return items.toSorted((a, b) => rank(a) - rank(b) || count(b) - count(a));
}

function isWanted(entry: CatalogueItem, trim: LinkTrim): boolean {
  const { item } = entry;
  const isOneOf = (categories: readonly string[]) =>
    categories.some((name) => [item.kind, item.type].includes(name.toLowerCase()));
  const shown = trim.show_categories ?? [];
  if (trim.exclude_link_items?.includes(item.id)) return false;
  if (isOneOf(trim.exclude_categories ?? [])) return false;
  if (shown.length > 0 && !isOneOf(shown)) return false;
  return !trim.pay_distribution_items_only || switchesPay(item);
}
