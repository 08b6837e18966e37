import {
  type Delivery,
  type DeliveryAttempt,
  type DeliveryDetail,
  type DeliveryRef,
  deliveryBody,
  IntarsiaError,
  type ListDeliveriesInput,
  type Page,
} from '@intarsia/domain';
import type { StoredDelivery } from '@intarsia/store';
import { type Ctx, pageOf } from '../kernel/index.ts';
import { noWebhook } from './actions.ts';
import { mistaken } from './chaos.ts';
import { isSigned, openSecrets, type WebhookSecrets } from './secrets.ts';

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

/** One delivery with every try, and its request as it is drawn now. Throws `delivery_not_found`. */
export async function getDelivery(
  ctx: Ctx,
  { id, delivery }: DeliveryRef,
): Promise<DeliveryDetail> {
  const { webhooks, deliveries } = ctx.store.read;
  const found = await deliveries.find(ctx.scope, { webhook: id, id: delivery });
  const webhook = await webhooks.find(ctx.scope, id);
  if (!found || !webhook) throw new IntarsiaError('delivery_not_found', 'Not found.');
  const attempts = (await deliveries.attemptsOf(ctx.scope, [found.id])).get(found.id) ?? [];
  const body = isErased(found, attempts)
    ? null
    : deliveryBody(found.event, webhook, ctx.client.settings);
  const secrets = openSecrets(ctx.vault, webhook.secrets, id);
  return {
    ...shown(found, attempts),
    request: { method: 'POST', url: webhook.url, body },
    attempts: attempts.map((attempt) => ({
      ...attempt,
      body_confirmed: body !== null && isConfirmed(body, attempt, secrets),
    })),
  };
}

/** What was not sent yet is dropped with whom it was about, and of what was sent no header stays. */
function isErased({ status }: StoredDelivery, attempts: Delivery['attempts']): boolean {
  const isBare = ({ request_headers }: DeliveryAttempt) =>
    Object.keys(request_headers).length === 0;
  return status === 'dropped' || attempts.some(isBare);
}

function isConfirmed(
  body: string,
  { request_headers, chaos }: DeliveryAttempt,
  secrets: WebhookSecrets,
): boolean {
  const signing = chaos === 'wrong_signature' ? mistaken(secrets) : secrets;
  return isSigned(body, request_headers, signing);
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
