import type { WebhookHealth, WebhookRef } from '@intarsia/domain';
import type { StoredWebhook } from '@intarsia/store';
import type { Ctx } from '../kernel/index.ts';
import { noWebhook } from './actions.ts';

/** How a subscription stands, and why. Throws `webhook_not_found`. */
export async function getWebhookHealth(ctx: Ctx, { id }: WebhookRef): Promise<WebhookHealth> {
  const { webhooks, deliveries } = ctx.store.read;
  const waiting = await deliveries.countWaiting(ctx.scope, id);
  const { paused_at, failing_since } = (await webhooks.find(ctx.scope, id)) ?? noWebhook();
  const status = paused_at === null ? 'active' : 'paused';
  const pause_reason = pauseReason({ paused_at, failing_since });
  return { status, paused_at, pause_reason, failing_since, waiting };
}

/** A pause that was asked for forgets what was failing; the other one is made by it. */
function pauseReason({
  paused_at,
  failing_since,
}: Pick<StoredWebhook, 'paused_at' | 'failing_since'>): WebhookHealth['pause_reason'] {
  if (paused_at === null) return null;
  return failing_since === null ? 'requested' : 'nothing_delivered';
}
