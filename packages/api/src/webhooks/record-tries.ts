import { type Id, later, nextAttemptAt, PATIENCE, SECOND, type Timestamp } from '@intarsia/domain';
import type { StoredWebhook, Writes } from '@intarsia/store';
import { finish, type JobOf, LeaseLost, postpone, type StepCtx } from '../jobs/step.ts';
import { isWithheld, spent } from './chaos.ts';
import { waitAskedFor } from './retry-after.ts';
import { isTaken, type Tried } from './try.ts';

/** What was tried to deliver to a subscription. */
interface Tries {
  readonly job: JobOf<'webhooks.deliver'>;
  readonly tried: readonly Tried[];
  readonly now: Timestamp;
  /** How whoever has tried would go on; when it is not said, the job ends or waits for its next turn. */
  readonly going_on?: GoingOn;
}

interface GoingOn {
  /** Wall time: when the lease ends from now on. */
  readonly lease_until: Timestamp;
  /** Whether other tries are still under way. */
  readonly isBusy: boolean;
  /** Whether what else is due is sent now. */
  readonly isWilling: boolean;
}

/**
 * Records what was tried, all of it in a few statements, and ends the job or puts it off. Gives true where
 * it was kept, to go on with. Throws `LeaseLost`.
 */
export async function recordTries(ctx: StepCtx, tx: Writes, tries: Tries): Promise<boolean> {
  const { scope } = ctx;
  const { job, now, going_on } = tries;
  // First the subscription, then its job: in the order of all who change both.
  const webhook = await tx.webhooks.find(scope, job.payload.webhook);
  // Whoever adds deliveries asks for the job first: from here on nobody adds any before the end.
  if (!(await hold(tx, ctx, tries))) throw new LeaseLost(`job ${job.id} is not ours`);
  if (webhook) await recordAll(ctx, tx, tries);
  const after = webhook && (await recordHealth(ctx, tx, { webhook, tries }));
  if (going_on?.isBusy && after) return true;
  const isOn = after && after.paused_at === null;
  const next = isOn ? await tx.deliveries.nextDue(scope, after.id) : undefined;
  const isDue = next !== undefined && next <= now;
  if (isDue && going_on?.isWilling) return true;
  if (next === undefined) await finish(tx, scope, job);
  else await postpone(tx, scope, { job, due_at: isDue ? now : next });
  // What had failed was dropped with whom it was about: nothing fails any more.
  const isOver = isOn && next === undefined && after.failing_since !== null;
  if (isOver) await tx.webhooks.update(scope, { ...after, failing_since: null });
  return false;
}

function hold(tx: Writes, { scope }: StepCtx, { job, going_on }: Tries): Promise<boolean> {
  const { id, fence } = job;
  if (!going_on) return tx.jobs.hold(scope, job);
  return tx.jobs.renew(scope, { id, fence, lease_until: going_on.lease_until });
}

/** What was erased meanwhile with whom it was about is over: nothing is kept of its try. */
async function recordAll(ctx: StepCtx, tx: Writes, tries: Tries): Promise<void> {
  const { scope } = ctx;
  const { job, tried, now } = tries;
  const taken = tried.filter(isTaken);
  const ended = await tx.deliveries.end(scope, { ids: taken.map(idOf), at: now });
  const held = new Set(ended);
  const behind = new Set<Id>();
  for (const one of tried) {
    if (isTaken(one)) continue;
    const id = idOf(one);
    const failures = one.delivery.failures + 1;
    const isBehind = one.trouble === 'reorder';
    const next_attempt_at = isBehind ? null : againAt(one, now);
    if (!(await tx.deliveries.putOff(scope, { id, next_attempt_at, failures }))) continue;
    held.add(id);
    if (!isBehind) continue;
    behind.add(id);
    await tx.deliveries.putBehind(scope, id);
  }
  const kept = tried.filter((one) => held.has(idOf(one)));
  const rows = kept.map(({ delivery: { id, failures }, attempts }) => {
    // Each try that is kept ends a delivery or counts as a failure.
    return { id, isFirst: failures === 0, attempts };
  });
  await tx.deliveries.insertAttempts(scope, rows);
  const lanes = kept.filter((one) => isTaken(one) || behind.has(idOf(one)));
  const released = { webhook_id: job.payload.webhook, lanes: lanes.map(laneOf), at: now };
  await tx.deliveries.release(scope, released);
}

const idOf = ({ delivery }: Tried) => delivery.id;
const laneOf = ({ delivery }: Tried) => delivery.lane;

async function recordHealth(
  { scope }: StepCtx,
  tx: Writes,
  { webhook, tries }: { webhook: StoredWebhook; tries: Tries },
): Promise<StoredWebhook> {
  const { tried, now } = tries;
  const after = withHealth(spent(webhook, tried), tries);
  if (after !== webhook) await tx.webhooks.update(scope, after);
  if (webhook.paused_at === null && after.paused_at !== null) {
    const data = { webhook: webhook.id };
    await tx.outbox.append(scope, [{ type: 'webhooks.paused', occurred_at: now, data }]);
  }
  return after;
}

/** When a delivery that has failed is tried again. */
function againAt(
  { webhook: { chaos }, delivery, trouble, answers, attempts }: Tried,
  recorded_at: Timestamp,
): Timestamp {
  const now = attempts.at(-1)?.at ?? recorded_at;
  if (trouble === 'delay') return later(now, (chaos?.delay_seconds ?? 0) * SECOND);
  const failures = delivery.failures + 1;
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
  const sent = tried.filter((one) => !isWithheld(one.trouble) && one.webhook.url === webhook.url);
  // What was under way when it was paused says nothing any more: why it was paused stays as it is.
  if (sent.length === 0 || webhook.paused_at !== null) return webhook;
  if (sent.some(isTaken)) {
    return webhook.failing_since === null ? webhook : { ...webhook, failing_since: null };
  }
  const failing_since = webhook.failing_since ?? now;
  if (now >= later(failing_since, PATIENCE)) return { ...webhook, failing_since, paused_at: now };
  return webhook.failing_since === null ? { ...webhook, failing_since } : webhook;
}
