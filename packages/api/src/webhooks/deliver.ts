import {
  type Client,
  type DeliveryTrouble,
  deliveryBody,
  microsecondsOf,
  type OutgoingAnswer,
  withoutPayAllocations,
} from '@intarsia/domain';
import type { StoredDelivery, StoredWebhook } from '@intarsia/store';
import { finish, type JobOf, type Recording, type StepCtx } from '../jobs/step.ts';
import { mistaken, troublesOf, withheld } from './chaos.ts';
import { outgoingRules } from './loopback.ts';
import { isSuccess, recordTries, type Tried } from './record-tries.ts';
import { openSecrets, signatureHeaders } from './secrets.ts';

/** Deliveries to one receiver that are under way at the same time, each of another account. */
const AT_ONCE = 8;

/**
 * Sends what is due to a subscription, the first of each account side by side, and records all of it at
 * once. What a crash keeps from being recorded is sent again: at least once, in order per account.
 */
export async function deliverStep(
  ctx: StepCtx,
  job: JobOf<'webhooks.deliver'>,
): Promise<Recording> {
  const { webhooks, deliveries, clients } = ctx.store.read;
  const id = job.payload.webhook;
  const now = ctx.clock.now();
  const webhook = await webhooks.find(ctx.scope, id);
  const client = await clients.find(ctx.environment.client_id);
  if (!webhook || !client) return (tx) => finish(tx, ctx.scope, job);
  // One that is resumed meanwhile goes on when this is recorded.
  const limit = webhook.paused_at === null ? AT_ONCE : 0;
  const due = await deliveries.due(ctx.scope, { webhook: id, now, limit });
  if (due.length > 0) await ctx.reach();
  const troubles = troublesOf(ctx.environment, { webhook, due });
  const tried = await Promise.all(
    due.map((delivery) =>
      tryToDeliver(ctx, { webhook, client, delivery, trouble: troubles.get(delivery.id) ?? null }),
    ),
  );
  return (tx) => recordTries(ctx, tx, { job, webhook, tried, now });
}

interface Trying {
  readonly webhook: StoredWebhook;
  readonly client: Client;
  readonly delivery: StoredDelivery;
  readonly trouble: DeliveryTrouble | null;
}

async function tryToDeliver(
  ctx: StepCtx,
  { webhook, client, delivery, trouble }: Trying,
): Promise<Tried> {
  const sent_at = ctx.wall.now();
  const body = deliveryBody(shownTo(client, delivery.event), webhook);
  const secrets = openSecrets(ctx.vault, webhook.secrets, webhook.id);
  const timestamp = Math.floor(microsecondsOf(sent_at) / 1_000_000);
  const { id, sequence } = delivery.event;
  const signing = trouble === 'wrong_signature' ? mistaken(secrets) : secrets;
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Intarsia-Webhooks',
    ...signatureHeaders(signing, { id, sent_at, timestamp, body }),
    ...(sequence !== null && { 'intarsia-sequence': String(sequence) }),
  };
  const post = () =>
    ctx.outgoing.post({
      url: webhook.url,
      headers,
      body,
      signal: ctx.signal,
      ...outgoingRules(ctx, ctx.environment),
    });
  const answers = [withheld(trouble) ?? (await post())];
  if (trouble === 'duplicate') answers.push(await post());
  const attempts = answers.map((answer) => ({
    at: ctx.clock.now(),
    sent_at,
    request_headers: headers,
    status: answer.status,
    latency_ms: answer.latency_ms,
    error: problemOf(answer),
    response: answer.excerpt,
    chaos: trouble,
  }));
  return { delivery, trouble, attempts, answers };
}

/** An account looks as it does to this client everywhere else. */
function shownTo({ settings }: Client, event: StoredDelivery['event']): StoredDelivery['event'] {
  if (settings.pay_distribution || !event.resource) return event;
  return { ...event, resource: withoutPayAllocations(event.resource) };
}

function problemOf(answer: OutgoingAnswer): string | null {
  return isSuccess(answer) ? null : (answer.error ?? `answered ${answer.status}`);
}
