import {
  IntarsiaError,
  invalidField,
  type LinkItem,
  ListInput,
  type Page,
  type PageRequest,
} from '@intarsia/domain';
import { z } from 'zod';
import { type InstanceCtx, pageOf } from '../kernel/index.ts';

/** Names one link item. */
export const LinkItemRef = z.object({ id: z.string() });
export type LinkItemRef = z.infer<typeof LinkItemRef>;

/** What to look for, as it was typed, and how many of the best matches to give. */
export const SearchLinkItemsInput = z.object({
  q: z.string().max(200, 'must have at most 200 characters').default(''),
  limit: ListInput.shape.limit,
});
export type SearchLinkItemsInput = z.infer<typeof SearchLinkItemsInput>;

/** The whole catalogue, by name. */
export async function listLinkItems(ctx: InstanceCtx, input: ListInput): Promise<Page<LinkItem>> {
  const rows = ctx.catalogue.list().map(({ item }) => rowOf(item));
  // Items were not created at any time, so they are always given in the one order they have.
  const page = await pageOf(
    { ...input, ordering: 'created_at' },
    { list: async (request) => cut(rows, request), count: async () => rows.length },
  );
  return { ...page, results: page.results.map(({ item }) => item) };
}

/** One link item. Throws `link_item_not_found`. */
export async function getLinkItem(ctx: InstanceCtx, { id }: LinkItemRef): Promise<LinkItem> {
  const found = ctx.catalogue.find(id);
  if (!found) throw new IntarsiaError('link_item_not_found', 'Not found.');
  return found.item;
}

/** The best matches in one page, and how many there are in all. */
export async function searchLinkItems(
  ctx: InstanceCtx,
  { q, limit }: SearchLinkItemsInput,
): Promise<Page<LinkItem>> {
  const found = ctx.catalogue.search(q, Number.MAX_SAFE_INTEGER).map(({ item }) => item);
  const results = found.slice(0, limit);
  return { count: found.length, next: null, previous: null, results };
}

interface Row {
  readonly id: string;
  readonly created_at: string;
  readonly item: LinkItem;
}

/** A link item as lists sort and cursors name rows: by its UUID, at no particular time. */
function rowOf(item: LinkItem): Row {
  return { id: item.item_id, created_at: '1970-01-01T00:00:00.000000Z', item };
}

function cut(rows: readonly Row[], { after, offset, limit, order }: PageRequest): Row[] {
  const sorted = order === 'asc' ? rows : rows.toReversed();
  const start = after ? indexOf(sorted, after.id) + 1 : offset;
  return sorted.slice(start, start + limit + 1);
}

/** The place of a cursor's row; one that is no longer in the catalogue leads nowhere. */
function indexOf(rows: readonly Row[], id: string): number {
  const index = rows.findIndex((row) => row.id === id);
  if (index < 0) throw invalidField('cursor', 'is not one of this list', 'cursor_invalid');
  return index;
}
