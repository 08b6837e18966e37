import { finish, type JobOf, type Recording, type StepCtx } from '../jobs/step.ts';
import { FIRST_WINDOW } from './pace.ts';
import { recordTries } from './record-tries.ts';
import { readSender, tryAll } from './try.ts';

/**
 * Sends what is due to a subscription, the first of each account side by side, and records all of it at
 * once: one turn, for whoever drives a clock. Couriers do the same without turns.
 */
export async function deliverStep(
  ctx: StepCtx,
  job: JobOf<'webhooks.deliver'>,
): Promise<Recording> {
  const id = job.payload.webhook;
  const now = ctx.clock.now();
  const read = await readSender(ctx, id);
  if (!read) return (tx) => finish(tx, ctx.scope, job);
  // As it stands at this turn: the stored clock may be behind.
  const sender = { ...read, environment: ctx.environment };
  // One that is resumed meanwhile goes on when this is recorded.
  const limit = sender.webhook.paused_at === null ? FIRST_WINDOW : 0;
  const due = await ctx.store.read.deliveries.due(ctx.scope, { webhook: id, now, limit });
  if (due.length > 0) await ctx.reach();
  const tried = await Promise.all(tryAll(ctx, sender, due).map((one) => one.tried));
  const tries = { job, tried, now };
  return async (tx) => {
    await recordTries(ctx, tx, tries);
  };
}
