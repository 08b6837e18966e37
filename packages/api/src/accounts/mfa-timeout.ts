import { finish, type JobOf, type StepCtx } from '../jobs/step.ts';
import { takeAnswer } from './challenges.ts';
import { connectJob } from './follow-ups.ts';

/** Tells a login that nobody answered its challenge in time; how it ends is the connector's to say. */
export async function mfaTimeoutStep(
  ctx: StepCtx,
  job: JobOf<'accounts.mfa_timeout'>,
): Promise<void> {
  const { scope, vault } = ctx;
  const at = { id: ctx.ids.next(), due_at: ctx.clock.now() };
  await ctx.store.write(async (tx) => {
    const account = await tx.accounts.find(scope, job.payload.account);
    const connection = await tx.connections.find(scope, job.payload.account);
    await finish(tx, scope, job);
    // Of no effect once it was answered, or other credentials were submitted.
    if (!account || !connection?.challenge || connection.attempt !== job.payload.attempt) return;
    await takeAnswer(tx, {
      scope,
      vault,
      connection,
      answer: { timed_out: true },
      job: connectJob(account, at),
    });
  });
  ctx.wake(ctx.environment.id);
}
