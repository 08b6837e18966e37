import { failPayDistribution } from '@intarsia/domain';
import { finish, type JobOf, type Recording, type StepCtx } from '../jobs/step.ts';
import { forgetSwitch } from './switch-end.ts';

/** Ends a deposit switch that nobody has confirmed in time. */
export function confirmationTimeoutStep(
  { scope, clock }: StepCtx,
  job: JobOf<'accounts.confirmation_timeout'>,
): Recording {
  const now = clock.now();
  return async (tx) => {
    const before = await tx.accounts.find(scope, job.payload.account);
    await finish(tx, scope, job);
    if (before?.pay_distribution.status !== 'awaiting_confirmation') return;
    const { account, events } = failPayDistribution(before, 'confirmation_timeout', now);
    await forgetSwitch(tx, scope, account.id);
    await tx.accounts.update(scope, account);
    await tx.outbox.append(scope, events);
  };
}
