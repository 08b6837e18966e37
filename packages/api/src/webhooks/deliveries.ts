import {
  type Delivery,
  type DeliveryRef,
  IntarsiaError,
  type ListDeliveriesInput,
  type Page,
} from '@intarsia/domain';
import type { StoredDelivery } from '@intarsia/store';
import { type Ctx, pageOf } from '../kernel/index.ts';
import { noWebhook } from './actions.ts';

/** What was sent to a subscription, newest first, with every try. Throws `webhook_not_found`. */
export async function listDeliveries(
  ctx: Ctx,
  { id, ...input }: ListDeliveriesInput,
): Promise<Page<Delivery>> {
  const { webhooks, deliveries } = ctx.store.read;
  const page = await pageOf(input, {
    list: (request) => deliveries.list(ctx.scope, { ...request, webhook: id }),
    count: () => deliveries.count(ctx.scope, id),
  });
  if (!(await webhooks.find(ctx.scope, id))) noWebhook();
  const ids = page.results.map((one) => one.id);
  const attempts = await deliveries.attemptsOf(ctx.scope, ids);
  const results = page.results.map((one) => shown(one, attempts.get(one.id) ?? []));
  return { ...page, results };
}

/** One delivery with every try. Throws `delivery_not_found`. */
export async function getDelivery(ctx: Ctx, { id, delivery }: DeliveryRef): Promise<Delivery> {
  const { deliveries } = ctx.store.read;
  const found = await deliveries.find(ctx.scope, { webhook: id, id: delivery });
  if (!found) throw new IntarsiaError('delivery_not_found', 'Not found.');
  return shown(found, (await deliveries.attemptsOf(ctx.scope, [found.id])).get(found.id) ?? []);
}

function shown(delivery: StoredDelivery, attempts: Delivery['attempts']): Delivery {
  const { id, webhook_id, event, status, replayed } = delivery;
  return {
    id,
    webhook: webhook_id,
    event: event.id,
    type: event.type,
    user: event.user_id,
    account: event.account_id,
    status,
    replayed,
    created_at: delivery.created_at,
    delivered_at: delivery.delivered_at,
    next_attempt_at: delivery.next_attempt_at,
    attempts,
  };
}
