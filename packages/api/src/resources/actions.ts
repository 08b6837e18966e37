import {
  decodeCursor,
  IntarsiaError,
  type ListEventsInput,
  type Page,
  type ResourceKind,
  type ResourceRef,
  resourceKinds,
  sortsByCreation,
} from '@intarsia/domain';
import type { StoredResource } from '@intarsia/store';
import { type Links, linksFor } from '../files/links.ts';
import { type Ctx, pageOf } from '../kernel/index.ts';
import { openBody } from './sealed.ts';

/** One resource. Throws `resource_not_found`. */
export async function getResource(
  ctx: Ctx,
  kind: ResourceKind,
  { id }: ResourceRef,
): Promise<object> {
  const found = await ctx.store.read.resources.find(ctx.scope, { kind, id });
  if (!found) throw new IntarsiaError('resource_not_found', 'Not found.');
  return shown(ctx, found, { kind, links: await linksFor(ctx, kind, [found]) });
}

/** Resources of a kind, newest first; all or those of one account, of one user, or between two dates. */
export async function listResources(
  ctx: Ctx,
  kind: ResourceKind,
  { account, user, from_start_date: from, to_start_date: to, ...input }: ListEventsInput,
): Promise<Page<object>> {
  const { resources } = ctx.store.read;
  const filter = { kind, account, user, from, to };
  const by = sortingOf(kind, input);
  const page = await pageOf(input, {
    list: (request) => resources.list(ctx.scope, filter, { ...request, by }),
    count: () => resources.count(ctx.scope, filter),
    timeOf: (row) => row[by],
  });
  const links = await linksFor(ctx, kind, page.results);
  return { ...page, results: page.results.map((row) => shown(ctx, row, { kind, links })) };
}

function sortingOf(
  kind: ResourceKind,
  { ordering, cursor }: Pick<ListEventsInput, 'ordering' | 'cursor'>,
): 'date' | 'created_at' {
  if (resourceKinds[kind].nature === 'fact') return 'created_at';
  const place = cursor === undefined ? undefined : decodeCursor(cursor);
  return sortsByCreation({ ordering, cursor: place }) ? 'created_at' : 'date';
}

/** A resource as its client reads it. Its model puts the members into their order. */
function shown(
  ctx: Ctx,
  row: StoredResource,
  { kind, links }: { kind: ResourceKind; links: Links | undefined },
): object {
  const { id, account, employer, created_at, updated_at } = row;
  const body = openBody(ctx.vault, kind, row);
  return { ...body, ...links?.(row), id, account, employer, created_at, updated_at };
}
