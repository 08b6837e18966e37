import {
  assertUnexpired,
  EnvironmentKind,
  embeddingOrigins,
  IntarsiaError,
  LinkLook,
  LinkTrim,
  Name,
  PayReview,
  reviewOf,
  Slug,
  Timestamp,
} from '@intarsia/domain';
import { z } from 'zod';
import type { Ctx, Deps } from '../kernel/index.ts';
import { assertSwitchesPay } from '../pay-distribution-configs/actions.ts';
import { MOST_CONFIG, openConfig } from '../pay-distribution-configs/sealed.ts';
import { offerFor } from './offer.ts';

/** With what a page opens Link. */
export const OpenLinkInput = LinkTrim.extend({
  /** An encrypted config of a deposit switch. */
  pay_distribution_config: z
    .string()
    .max(MOST_CONFIG, `must have at most ${MOST_CONFIG} characters`)
    .nullish(),
});
export type OpenLinkInput = z.infer<typeof OpenLinkInput>;

/** All that Link needs to show its first screen. */
export const OpenedLink = z.object({
  environment: EnvironmentKind,
  client_name: Name,
  settings: LinkLook,
  /** Whose pages may embed it, as patterns: a `*` stands for any port. */
  allowed_origins: z.array(z.string()),
  /** How many link items can be picked. */
  items: z.int().min(0),
  /** The one that can, where the page or the settings named what can be picked. */
  only_item: Slug.nullable(),
  pay_distribution: PayReview.nullable(),
  now: Timestamp,
});
export type OpenedLink = z.infer<typeof OpenedLink>;

/**
 * Begins a Link. Throws `link_key_invalid`, `link_items_invalid`, `pay_distribution_config_invalid`,
 * `pay_distribution_off`.
 */
export async function openLink(
  ctx: Ctx,
  { pay_distribution_config: config, ...trim }: OpenLinkInput,
): Promise<OpenedLink> {
  const { environment, client } = ctx;
  const { look, offer } = await offerFor(ctx, trim);
  const [only] = offer.items;
  return {
    environment: environment.kind,
    client_name: client.name,
    settings: look,
    allowed_origins: await originsOf(ctx),
    items: offer.items.length,
    only_item: offer.is_chosen && only && offer.items.length === 1 ? only.item.id : null,
    pay_distribution: config ? firstReview(ctx, config) : null,
    now: ctx.clock.now(),
  };
}

async function originsOf(ctx: Ctx): Promise<string[]> {
  if (ctx.actor.kind !== 'link') throw new Error('Link is opened with a link key');
  return [...((await frameAncestors(ctx, ctx.actor.link_key)) ?? [])];
}

/** Whose pages may embed Link when it is started with a key; undefined when there is no such key. */
export async function frameAncestors(
  { store }: Pick<Deps, 'store'>,
  link_key: string,
): Promise<readonly string[] | undefined> {
  const key = await store.read.linkKeys.findById(link_key);
  const environment = key && (await store.read.environments.find(key.environment_id));
  return environment && embeddingOrigins(key.allowed_origins, environment.kind);
}

/** What a switch would change, before anybody knows where. */
function firstReview(ctx: Ctx, encrypted: string): PayReview {
  assertSwitchesPay(ctx);
  try {
    const config = openConfig(ctx, encrypted);
    assertUnexpired(config, ctx.clock.now());
    return reviewOf(config, undefined, null);
  } catch (cause) {
    if (!(cause instanceof IntarsiaError)) throw cause;
    throw new IntarsiaError('pay_distribution_config_invalid', cause.message, {
      fields: { pay_distribution_config: [cause.message] },
      cause,
    });
  }
}
