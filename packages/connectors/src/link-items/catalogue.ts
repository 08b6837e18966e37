import type { Catalogue, CatalogueItem } from '@intarsia/domain';
import { compatibility } from './compatibility.ts';
import { forms } from './forms.ts';
import { invented } from './invented.ts';
import { catalogueItem } from './item.ts';
import { createSearch, fold } from './search.ts';

/**
 * The link items of an instance: invented brands and the form item, and with `compatibility` the
 * well-known slugs as well.
 */
export function createCatalogue(options: { readonly compatibility: boolean }): Catalogue {
  const entries = [...invented, ...forms, ...(options.compatibility ? compatibility : [])];
  const items = entries.map(catalogueItem).sort(byName);
  const byId = new Map(items.map((entry) => [entry.item.id, entry]));
  return {
    list: () => items,
    find: (id) => byId.get(id),
    search: createSearch(items),
  };
}

/** By name as people read it; folded text instead of a locale, so that every machine agrees. */
function byName(a: CatalogueItem, b: CatalogueItem): number {
  return order(fold(a.item.name), fold(b.item.name)) || order(a.item.id, b.item.id);
}

function order(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
