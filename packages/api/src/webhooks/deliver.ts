import {
  type Client,
  deliveryBody,
  type Id,
  later,
  microsecondsOf,
  nextAttemptAt,
  type OutgoingAnswer,
  PATIENCE,
  type Timestamp,
  withoutPayAllocations,
} from '@intarsia/domain';
import type { NewAttempt, StoredDelivery, StoredWebhook, Writes } from '@intarsia/store';
import {
  finish,
  type JobOf,
  LeaseLost,
  postpone,
  type Recording,
  type StepCtx,
} from '../jobs/step.ts';
import { outgoingRules } from './loopback.ts';
import { waitAskedFor } from './retry-after.ts';
import { openSecrets, signatureHeaders } from './secrets.ts';

/** Deliveries to one receiver that are under way at the same time, each of another account. */
const AT_ONCE = 8;

type DeliverJob = JobOf<'webhooks.deliver'>;

/** A delivery with what its try came to. */
interface Tried {
  readonly delivery: StoredDelivery;
  readonly attempt: NewAttempt;
  readonly answer: OutgoingAnswer;
}

/**
 * Sends what is due to a subscription, the first of each account side by side, and records all of it at
 * once. What a crash keeps from being recorded is sent again: at least once, in order per account.
 */
export async function deliverStep(ctx: StepCtx, job: DeliverJob): Promise<Recording> {
  const { webhooks, deliveries, clients } = ctx.store.read;
  const id = job.payload.webhook;
  const now = ctx.clock.now();
  const webhook = await webhooks.find(ctx.scope, id);
  const client = await clients.find(ctx.environment.client_id);
  if (!webhook || !client || webhook.paused_at !== null) {
    return (tx) => finish(tx, ctx.scope, job);
  }
  const due = await deliveries.due(ctx.scope, { webhook: id, now, limit: AT_ONCE });
  if (due.length > 0) await ctx.reach();
  const tried = await Promise.all(
    due.map((delivery) => tryToDeliver(ctx, { webhook, client, delivery })),
  );
  return (tx) => recordTries(ctx, tx, { job, id, tried, now });
}

async function tryToDeliver(
  ctx: StepCtx,
  {
    webhook,
    client,
    delivery,
  }: { webhook: StoredWebhook; client: Client; delivery: StoredDelivery },
): Promise<Tried> {
  const sent_at = ctx.wall.now();
  const body = deliveryBody(shownTo(client, delivery.event), webhook);
  const secrets = openSecrets(ctx.vault, webhook.secrets, webhook.id);
  const timestamp = Math.floor(microsecondsOf(sent_at) / 1_000_000);
  const { id, sequence } = delivery.event;
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Intarsia-Webhooks',
    ...signatureHeaders(secrets, { id, sent_at, timestamp, body }),
    ...(sequence !== null && { 'intarsia-sequence': String(sequence) }),
  };
  const answer = await ctx.outgoing.post({
    url: webhook.url,
    headers,
    body,
    signal: ctx.signal,
    ...outgoingRules(ctx, ctx.environment),
  });
  const attempt = {
    at: ctx.clock.now(),
    sent_at,
    request_headers: headers,
    status: answer.status,
    latency_ms: answer.latency_ms,
    error: isSuccess(answer) ? null : (answer.error ?? `answered ${answer.status}`),
    response: answer.excerpt,
  };
  return { delivery, attempt, answer };
}

/** An account looks as it does to this client everywhere else. */
function shownTo({ settings }: Client, event: StoredDelivery['event']): StoredDelivery['event'] {
  if (settings.pay_distribution || !event.resource) return event;
  return { ...event, resource: withoutPayAllocations(event.resource) };
}

function isSuccess({ status }: OutgoingAnswer): boolean {
  return status !== null && status >= 200 && status < 300;
}

async function recordTries(
  ctx: StepCtx,
  tx: Writes,
  { job, id, tried, now }: { job: DeliverJob; id: Id; tried: readonly Tried[]; now: Timestamp },
): Promise<void> {
  const { scope } = ctx;
  // Whoever adds deliveries asks for the job first: from here on nobody adds any before the end.
  if (!(await tx.jobs.hold(scope, job))) throw new LeaseLost(`job ${job.id} is not ours`);
  for (const one of tried) await recordTry(ctx, tx, one);
  const webhook = await tx.webhooks.find(scope, id);
  if (webhook && tried.length > 0) await recordHealth(ctx, tx, { webhook, tried, now });
  const next = await tx.deliveries.nextDue(scope, id);
  const isPaused = (await tx.webhooks.find(scope, id))?.paused_at !== null;
  if (next === undefined || isPaused) return finish(tx, scope, job);
  await postpone(tx, scope, { job, due_at: next < now ? now : next });
}

async function recordTry(
  ctx: StepCtx,
  tx: Writes,
  { delivery, attempt, answer }: Tried,
): Promise<void> {
  const { scope } = ctx;
  const { id, lane, webhook_id } = delivery;
  const { at } = attempt;
  const isDelivered = isSuccess(answer);
  const failures = delivery.failures + (isDelivered ? 0 : 1);
  const held = await tx.deliveries.update(scope, {
    id,
    status: isDelivered ? 'delivered' : 'waiting',
    delivered_at: isDelivered ? at : null,
    next_attempt_at: isDelivered
      ? null
      : nextAttemptAt({
          now: at,
          failures,
          chance: chanceOf(id, failures),
          retry_after: waitAskedFor(answer.retry_after, attempt.sent_at),
        }),
    failures,
  });
  // Erased meanwhile with whom it was about, or the subscription is gone: nothing is left to be kept.
  if (!held) return;
  await tx.deliveries.insertAttempt(scope, id, attempt);
  if (isDelivered) await tx.deliveries.release(scope, { webhook_id, lane, at });
}

/** Spreads waits without chance, so that a sandbox does the same in every run. */
function chanceOf(id: Id, failures: number): number {
  const digits = id.replaceAll('-', '');
  const start = (failures * 5) % (digits.length - 8);
  return Number.parseInt(digits.slice(start, start + 8), 16) / 2 ** 32;
}

/** Pauses a subscription where nothing has succeeded for too long. */
async function recordHealth(
  { scope }: StepCtx,
  tx: Writes,
  { webhook, tried, now }: { webhook: StoredWebhook; tried: readonly Tried[]; now: Timestamp },
): Promise<void> {
  if (tried.some(({ answer }) => isSuccess(answer))) {
    if (webhook.failing_since !== null) {
      await tx.webhooks.update(scope, { ...webhook, failing_since: null });
    }
    return;
  }
  const failing_since = webhook.failing_since ?? now;
  const isOver = now >= later(failing_since, PATIENCE);
  const paused_at = isOver ? now : null;
  if (webhook.failing_since === null || isOver) {
    await tx.webhooks.update(scope, { ...webhook, failing_since, paused_at });
  }
  if (!isOver) return;
  const paused = {
    type: 'webhooks.paused',
    occurred_at: now,
    data: { webhook: webhook.id },
  } as const;
  await tx.outbox.append(scope, [paused]);
}
