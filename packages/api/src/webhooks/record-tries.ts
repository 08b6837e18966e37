import {
  type DeliveryTrouble,
  type Id,
  later,
  nextAttemptAt,
  type OutgoingAnswer,
  PATIENCE,
  SECOND,
  type Timestamp,
} from '@intarsia/domain';
import type { NewAttempt, StoredDelivery, StoredWebhook, Writes } from '@intarsia/store';
import { finish, type JobOf, LeaseLost, postpone, type StepCtx } from '../jobs/step.ts';
import { isWithheld, spent } from './chaos.ts';
import { waitAskedFor } from './retry-after.ts';

/** A delivery with what its try came to: more than one request where it was sent more than once. */
export interface Tried {
  readonly delivery: StoredDelivery;
  readonly trouble: DeliveryTrouble | null;
  readonly attempts: readonly NewAttempt[];
  readonly answers: readonly OutgoingAnswer[];
}

/** What a step has tried, and the subscription as it was when it began. */
interface Tries {
  readonly job: JobOf<'webhooks.deliver'>;
  readonly webhook: StoredWebhook;
  readonly tried: readonly Tried[];
  readonly now: Timestamp;
}

/** Whether a receiver has taken what it was sent. */
export function isSuccess({ status }: OutgoingAnswer): boolean {
  return status !== null && status >= 200 && status < 300;
}

/** Records what a step has tried, and when it goes on. Throws `LeaseLost`. */
export async function recordTries(
  ctx: StepCtx,
  tx: Writes,
  { job, webhook: before, tried, now }: Tries,
): Promise<void> {
  const { scope } = ctx;
  // First the subscription, then its job: in the order of all who change both.
  const webhook = await tx.webhooks.find(scope, before.id);
  // Whoever adds deliveries asks for the job first: from here on nobody adds any before the end.
  if (!(await tx.jobs.hold(scope, job))) throw new LeaseLost(`job ${job.id} is not ours`);
  if (!webhook) return finish(tx, scope, job);
  for (const one of tried) await recordTry(ctx, tx, { tried: one, webhook: before });
  const after = withHealth(spent(webhook, { before, tried }), { tried, now });
  if (after !== webhook) await tx.webhooks.update(scope, after);
  if (webhook.paused_at === null && after.paused_at !== null) {
    const data = { webhook: webhook.id };
    await tx.outbox.append(scope, [{ type: 'webhooks.paused', occurred_at: now, data }]);
  }
  const next = await tx.deliveries.nextDue(scope, before.id);
  if (next === undefined || after.paused_at !== null) return finish(tx, scope, job);
  await postpone(tx, scope, { job, due_at: next < now ? now : next });
}

async function recordTry(
  ctx: StepCtx,
  tx: Writes,
  { tried, webhook }: { tried: Tried; webhook: StoredWebhook },
): Promise<void> {
  const { scope } = ctx;
  const { delivery, attempts } = tried;
  const { id, lane, webhook_id } = delivery;
  const at = attempts.at(-1)?.at ?? ctx.clock.now();
  const isDelivered = tried.answers.some(isSuccess);
  const isBehind = tried.trouble === 'reorder';
  const failures = delivery.failures + (isDelivered ? 0 : 1);
  const held = await tx.deliveries.update(scope, {
    id,
    status: isDelivered ? 'delivered' : 'waiting',
    delivered_at: isDelivered ? at : null,
    next_attempt_at: isDelivered || isBehind ? null : againAt(at, { webhook, tried, failures }),
    failures,
  });
  // Erased meanwhile with whom it was about, or the subscription is gone: nothing is left to be kept.
  if (!held) return;
  for (const attempt of attempts) await tx.deliveries.insertAttempt(scope, id, attempt);
  if (isBehind) await tx.deliveries.putBehind(scope, id);
  if (isDelivered || isBehind) await tx.deliveries.release(scope, { webhook_id, lane, at });
}

/** When a delivery that has failed is tried again. */
function againAt(
  now: Timestamp,
  { webhook, tried, failures }: { webhook: StoredWebhook; tried: Tried; failures: number },
): Timestamp {
  const { delivery, trouble, answers, attempts } = tried;
  if (trouble === 'delay') return later(now, (webhook.chaos?.delay_seconds ?? 0) * SECOND);
  const retry_after = waitAskedFor(answers[0]?.retry_after ?? null, attempts[0]?.sent_at ?? now);
  return nextAttemptAt({ now, failures, chance: chanceOf(delivery.id, failures), retry_after });
}

/** Spreads waits without chance, so that a sandbox does the same in every run. */
function chanceOf(id: Id, failures: number): number {
  const digits = id.replaceAll('-', '');
  const start = (failures * 5) % (digits.length - 8);
  return Number.parseInt(digits.slice(start, start + 8), 16) / 2 ** 32;
}

/** Pauses a subscription where nothing has succeeded for too long. Gives the same one when nothing changes. */
function withHealth(
  webhook: StoredWebhook,
  { tried, now }: Pick<Tries, 'tried' | 'now'>,
): StoredWebhook {
  const sent = tried.filter(({ trouble }) => !isWithheld(trouble));
  // What was under way when it was paused says nothing any more: why it was paused stays as it is.
  if (sent.length === 0 || webhook.paused_at !== null) return webhook;
  if (sent.some(({ answers }) => answers.some(isSuccess))) {
    return webhook.failing_since === null ? webhook : { ...webhook, failing_since: null };
  }
  const failing_since = webhook.failing_since ?? now;
  if (now >= later(failing_since, PATIENCE)) return { ...webhook, failing_since, paused_at: now };
  return webhook.failing_since === null ? { ...webhook, failing_since } : webhook;
}
