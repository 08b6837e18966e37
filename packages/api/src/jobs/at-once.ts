import { setTimeout as wait } from 'node:timers/promises';
import { isDriven } from '@intarsia/domain';
import type { Ctx } from '../kernel/index.ts';
import { runDueJobs } from './run.ts';

/** How often to look whether a worker is done with what it has of the account, and for how long. */
const LOOK_MS = 5;
const MOST_LOOKS = 400;

/**
 * Lets work begin that an action has just enqueued for an account. Where work takes no time, it is done
 * when this resolves, also while the clock stands still; elsewhere the worker does it when it is due.
 */
export async function beginWork(ctx: Ctx, account_id: string): Promise<void> {
  const { kind, speed } = ctx.environment;
  if (kind === 'sandbox' && speed === 'instant') await doAtOnce(ctx, account_id);
  ctx.wake(ctx.environment.id);
}

/** Does jobs of the environment in their order until none of the account's is due any more. */
async function doAtOnce(ctx: Ctx, account_id: string): Promise<void> {
  const { store, scope } = ctx;
  for (let looks = 0; looks < MOST_LOOKS; ) {
    const environment = await store.read.environments.find(ctx.environment.id);
    // Whoever drives the clock does them, and may itself be waiting for this call.
    if (!environment || isDriven(environment, ctx.wall.now())) return;
    const due_at = await store.read.jobs.nextDueOf(scope, account_id);
    if (due_at === undefined || due_at > ctx.clockOf(environment).now()) return;
    if ((await runDueJobs(ctx, environment, { limit: 1 })) > 0) continue;
    looks += 1;
    await wait(LOOK_MS);
  }
}
