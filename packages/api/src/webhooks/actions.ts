import {
  type CreateWebhookInput,
  IntarsiaError,
  invalidField,
  type ListInput,
  later,
  type Page,
  type ReplaceWebhookInput,
  type RotateWebhookSecretInput,
  SECOND,
  type UpdateWebhookInput,
  type Webhook,
  type WebhookRef,
} from '@intarsia/domain';
import type { StoredWebhook } from '@intarsia/store';
import { type Ctx, pageOf } from '../kernel/index.ts';
import { outgoingRules } from './loopback.ts';
import {
  newWebhookSecret,
  openSecrets,
  sealSecrets,
  standardSecret,
  type WebhookSecrets,
} from './secrets.ts';

/** A subscription. Throws `webhook_not_found`. */
export async function getWebhook(ctx: Ctx, { id }: WebhookRef): Promise<Webhook> {
  return shown((await ctx.store.read.webhooks.find(ctx.scope, id)) ?? noWebhook());
}

/** The subscriptions of the environment, newest first. */
export async function listWebhooks(ctx: Ctx, input: ListInput): Promise<Page<Webhook>> {
  const { webhooks } = ctx.store.read;
  const page = await pageOf(input, {
    list: (request) => webhooks.list(ctx.scope, request),
    count: () => webhooks.count(ctx.scope),
  });
  return { ...page, results: page.results.map((webhook) => shown(webhook)) };
}

/** Subscribes. Throws `input_invalid` for an address that must not be asked. */
export async function createWebhook(ctx: Ctx, input: CreateWebhookInput): Promise<Webhook> {
  await assertReachable(ctx, input.url);
  const now = ctx.clock.now();
  // Subscriptions outlive the worlds of a sandbox, whose ids begin again with each of them.
  const id = ctx.random.uuid();
  const secrets = {
    secret: input.secret ?? null,
    generated: newWebhookSecret(ctx.random),
    old: null,
  };
  const webhook: StoredWebhook = {
    id,
    events: input.events,
    name: input.name,
    url: input.url,
    config: input.config ?? null,
    secrets: sealSecrets(ctx.vault, secrets, id),
    created_at: now,
    updated_at: now,
    paused_at: null,
    failing_since: null,
    chaos: null,
  };
  return ctx.commit(async (tx) => {
    await tx.webhooks.insert(ctx.scope, webhook);
    return shown(webhook, secrets);
  });
}

/** Makes a subscription what it is said to be. What was on its way goes on. Throws `webhook_not_found`. */
export function replaceWebhook(
  ctx: Ctx,
  { config = null, ...input }: ReplaceWebhookInput,
): Promise<Webhook> {
  return updateWebhook(ctx, { config, ...input });
}

/** Changes a subscription, pauses it, or sends what waits for it now. Throws `webhook_not_found`, `input_invalid`. */
export async function updateWebhook(
  ctx: Ctx,
  { id, secret, status, ...changes }: UpdateWebhookInput,
): Promise<Webhook> {
  if (changes.url !== undefined) await assertReachable(ctx, changes.url);
  const now = ctx.clock.now();
  const generated = newWebhookSecret(ctx.random);
  return ctx.commit(async (tx) => {
    const before = (await tx.webhooks.find(ctx.scope, id)) ?? noWebhook();
    const secrets = openSecrets(ctx.vault, before.secrets, id);
    const next = secret === undefined ? secrets : { secret, generated, old: null };
    const changed = {
      ...before,
      ...definedOf(changes),
      secrets: sealSecrets(ctx.vault, next, id),
      updated_at: now,
    };
    const after = moved(atNewUrl(changed, before), status, now);
    await tx.webhooks.update(ctx.scope, after);
    // Also where it was not paused: a receiver that was mended need not wait for up to two days.
    if (status === 'active') await tx.deliveries.resume(ctx.scope, { webhook: after, at: now });
    return shown(after, secret === undefined ? undefined : next);
  });
}

/** Members that were said: one that is undefined was not. */
function definedOf<T extends object>(changes: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const said = Object.entries(changes).filter(([, value]) => value !== undefined);
  // Safe: nothing but undefined members was left out.
  return Object.fromEntries(said) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

/** What failed elsewhere says nothing of a new URL; why a webhook was paused is told until it is resumed. */
function atNewUrl(webhook: StoredWebhook, before: StoredWebhook): StoredWebhook {
  const isMoved = webhook.url !== before.url && webhook.paused_at === null;
  return isMoved ? { ...webhook, failing_since: null } : webhook;
}

function moved(
  webhook: StoredWebhook,
  status: Webhook['status'] | undefined,
  now: string,
): StoredWebhook {
  if (status === 'active') return { ...webhook, paused_at: null, failing_since: null };
  // What was failing before says nothing of a pause that was asked for: it tells one pause from the other.
  if (status === 'paused' && webhook.paused_at === null) {
    return { ...webhook, paused_at: now, failing_since: null };
  }
  return webhook;
}

/** Ends a subscription, with what is on its way to it. Throws `webhook_not_found`. */
export async function deleteWebhook(ctx: Ctx, { id }: WebhookRef): Promise<void> {
  await ctx.commit(async (tx) => {
    if (!(await tx.webhooks.delete(ctx.scope, id))) noWebhook();
  });
}

/**
 * Gives a subscription a new secret: the one that is said, else a new one. For the overlap, deliveries bear
 * signatures of both. Throws `webhook_not_found`.
 */
export async function rotateWebhookSecret(
  ctx: Ctx,
  { id, secret, overlap_seconds }: RotateWebhookSecretInput,
): Promise<Webhook> {
  const now = ctx.clock.now();
  const until = later(ctx.wall.now(), overlap_seconds * SECOND);
  const generated = newWebhookSecret(ctx.random);
  return ctx.commit(async (tx) => {
    const before = (await tx.webhooks.find(ctx.scope, id)) ?? noWebhook();
    const { old: _, ...was } = openSecrets(ctx.vault, before.secrets, id);
    const hadOwn = was.secret !== null;
    const next: WebhookSecrets = {
      secret: secret ?? (hadOwn ? generated : null),
      generated,
      old: overlap_seconds > 0 ? { ...was, until } : null,
    };
    const after = {
      ...before,
      secrets: sealSecrets(ctx.vault, next, id),
      updated_at: now,
    };
    await tx.webhooks.update(ctx.scope, after);
    return shown(after, next);
  });
}

/** Throws `input_invalid` when nothing may be sent to an address. */
async function assertReachable(ctx: Ctx, url: string): Promise<void> {
  const refusal = await ctx.outgoing.refusal(url, outgoingRules(ctx, ctx.environment));
  if (refusal !== undefined) throw invalidField('url', refusal);
}

/** A subscription as its client reads it; with its secrets only when they are new. */
function shown(webhook: StoredWebhook, secrets?: WebhookSecrets): Webhook {
  const { id, events, name, url, config, created_at, updated_at, paused_at } = webhook;
  return {
    id,
    events,
    name,
    url,
    secret: secrets?.secret ?? null,
    signing_secret: secrets ? standardSecret(secrets) : null,
    config,
    status: paused_at === null ? 'active' : 'paused',
    created_at,
    updated_at,
  };
}

/** Throws `webhook_not_found`. */
export function noWebhook(): never {
  throw new IntarsiaError('webhook_not_found', 'Not found.');
}
