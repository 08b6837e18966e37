import {
  type AnyConnector,
  type Form,
  type Id,
  mapFormFiles,
  type ResourceKind,
  takesForms,
} from '@intarsia/domain';
import type { StoredResource } from '@intarsia/store';
import type { Ctx } from '../kernel/index.ts';
import { FILES_PREFIX, type FileRef, signLink } from './signed-links.ts';

/** The members of a resource that hold links, as they are said at this moment. */
export type Links = (row: StoredResource) => object;

/** Makes the links of rows that are about to be shown: they are never stored. Undefined where there are none. */
export function linksFor(
  ctx: Ctx,
  kind: ResourceKind,
  rows: readonly StoredResource[],
): Promise<Links> | Links | undefined {
  if (kind === 'documents') return documentLinks(ctx, rows);
  // Safe: the body of a form's row has the members of a form.
  if (kind === 'forms') return ({ body }) => withFileLinks(ctx, body as Pick<Form, 'data'>);
  return undefined;
}

/** A form whose files have links that work for a while from now on. */
export function withFileLinks<Of extends Pick<Form, 'data'>>(ctx: Ctx, form: Of): Of {
  return mapFormFiles(form, (files) =>
    files.map((file) => ({ ...file, url: fileUrl(ctx, { kind: 'forms', id: file.file_id }) })),
  );
}

/** A link that works for a while from now on, for whoever has it. */
export function fileUrl(ctx: Ctx, file: FileRef): string {
  const of = { ...file, environment_id: ctx.environment.id };
  return `${ctx.config.public_url}${FILES_PREFIX}${signLink(ctx.vault, of, ctx.clock.now())}`;
}

/** Documents have links where there is something to draw and somebody who draws it. */
async function documentLinks(ctx: Ctx, rows: readonly StoredResource[]): Promise<Links> {
  const withFiles = rows.filter(({ has_file }) => has_file).map(({ account }) => account);
  const items = await ctx.store.read.connections.linkItemsOf(ctx.scope, [...new Set(withFiles)]);
  const drawn = new Set<Id>();
  for (const [account, item] of items) if (drawerOf(ctx, item)) drawn.add(account);
  return ({ id, account, has_file }) => ({
    file_url: has_file && drawn.has(account) ? fileUrl(ctx, { kind: 'documents', id }) : null,
  });
}

/** Who draws the documents of a link item's accounts, if anybody does. */
export function drawerOf(
  { catalogue, connectors }: Pick<Ctx, 'catalogue' | 'connectors'>,
  link_item: string | undefined,
) {
  const item = link_item === undefined ? undefined : catalogue.find(link_item);
  const connector: AnyConnector | undefined = item && connectors.get(item.connector);
  return connector && !takesForms(connector) ? connector.drawFile?.bind(connector) : undefined;
}
