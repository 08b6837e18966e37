import { type Id, idleAt, idleBefore, type NewJob, type Timestamp } from '@intarsia/domain';
import type { Writes } from '@intarsia/store';
import { eraseAccount } from '../accounts/removal.ts';
import { finish, type JobOf, postpone, type Recording, type StepCtx } from '../jobs/step.ts';

/** How many accounts one run looks at, so that no transaction holds up others for long. */
const AT_ONCE = 50;

/** The job that looks for idle accounts from now on, until there is no such setting any more. */
export function purgeIdleJob(at: { id: Id; due_at: Timestamp }): NewJob {
  return { ...at, kind: 'sandbox.purge_idle', payload: {}, upkeep: true };
}

/** Removes accounts that have become idle, and comes back when the next one may be. */
export function purgeIdleStep(ctx: StepCtx, job: JobOf<'sandbox.purge_idle'>): Recording {
  const { scope } = ctx;
  const { purge_idle_days: days } = ctx.environment.options;
  const now = ctx.clock.now();
  return async (tx) => {
    // Switched off since the environment was read: then the job has gone too.
    if (days === null) return finish(tx, scope, job);
    const due_at = await purgeIdle(ctx, tx, { now, days });
    await postpone(tx, scope, { job, due_at });
  };
}

/** Gives the moment at which there may be more to do. */
async function purgeIdle(
  { scope }: StepCtx,
  tx: Writes,
  { now, days }: { now: Timestamp; days: number },
): Promise<Timestamp> {
  const before = idleBefore(now, days);
  const looked = await tx.accounts.leastActive(scope, AT_ONCE);
  for (const { id, active_at } of looked) {
    if (active_at > before) return idleAt(active_at, days);
    const account = await tx.accounts.find(scope, id);
    if (account) await eraseAccount(tx, { scope, account, now });
  }
  // Whoever comes later is idle later.
  return looked.length === AT_ONCE ? now : idleAt(now, days);
}
