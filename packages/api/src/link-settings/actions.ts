import {
  type CreateLinkSettingsInput,
  IntarsiaError,
  invalidField,
  type LinkSettings,
  type LinkSettingsRef,
  linkSettingsIdOf,
  newLinkSettings,
  type UpdateLinkSettingsInput,
  updateLinkSettings,
} from '@intarsia/domain';
import type { Writes } from '@intarsia/store';
import type { Ctx } from '../kernel/index.ts';

/** How many settings an environment may have. */
export const MOST_LINK_SETTINGS = 50;

/** All link settings of the environment, oldest first. */
export function listLinkSettings({ store, scope }: Ctx): Promise<LinkSettings[]> {
  return store.read.linkSettings.list(scope);
}

/** Adds link settings. Throws `link_settings_full`, `link_item_unknown`. */
export async function createLinkSettings(
  ctx: Ctx,
  input: CreateLinkSettingsInput,
): Promise<LinkSettings> {
  assertLinkItems(ctx, input.link_items);
  const at = { id: linkSettingsIdOf(ctx.random.bytes(8)), now: ctx.wall.now() };
  return ctx.commit(async (tx) => {
    const others = await lockedSettings(ctx, tx);
    if (others.length >= MOST_LINK_SETTINGS) {
      const detail = `An environment has at most ${MOST_LINK_SETTINGS} link settings.`;
      throw new IntarsiaError('link_settings_full', detail);
    }
    return keep(ctx, tx, { settings: newLinkSettings(input, at, others), others });
  });
}

/** Changes link settings. Throws `link_settings_not_found`, `link_item_unknown`. */
export async function changeLinkSettings(
  ctx: Ctx,
  input: UpdateLinkSettingsInput,
): Promise<LinkSettings> {
  assertLinkItems(ctx, input.link_items);
  return ctx.commit(async (tx) => {
    const all = await lockedSettings(ctx, tx);
    const before = all.find(({ id }) => id === input.id) ?? noSettings();
    const others = all.filter((one) => one !== before);
    return keep(ctx, tx, { settings: updateLinkSettings(before, input), others });
  });
}

/** Deletes link settings; pages that name them get the default ones. Throws `link_settings_not_found`. */
export async function deleteLinkSettings(ctx: Ctx, { id }: LinkSettingsRef): Promise<void> {
  await ctx.commit(async (tx) => {
    await tx.environments.find(ctx.environment.id);
    if (!(await tx.linkSettings.delete(ctx.scope, id))) noSettings();
  });
}

/** One after the other: of two that become the default at once, one is. */
async function lockedSettings(
  { environment, scope }: Ctx,
  tx: Writes,
): Promise<readonly LinkSettings[]> {
  await tx.environments.find(environment.id);
  return tx.linkSettings.list(scope);
}

/** Stores settings, and takes the default from the others when these are it. */
async function keep(
  { scope }: Ctx,
  tx: Writes,
  { settings, others }: { settings: LinkSettings; others: readonly LinkSettings[] },
): Promise<LinkSettings> {
  await tx.linkSettings.put(scope, settings);
  const former = settings.is_default ? others.filter(({ is_default }) => is_default) : [];
  for (const one of former) await tx.linkSettings.put(scope, { ...one, is_default: false });
  return settings;
}

function assertLinkItems({ catalogue }: Ctx, link_items: readonly string[] = []): void {
  const unknown = link_items.find((id) => !catalogue.find(id));
  if (unknown === undefined) return;
  throw invalidField('link_items', `${unknown} is not a link item`, 'link_item_unknown');
}

function noSettings(): never {
  throw new IntarsiaError('link_settings_not_found', 'Not found.');
}
