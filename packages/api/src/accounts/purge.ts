import { isPurgeable } from '@intarsia/domain';
import { finish, type JobOf, type Recording, type StepCtx } from '../jobs/step.ts';
import { eraseAccount } from './removal.ts';

/** Removes an account that has not connected in thirty days; not one that holds forms. */
export function purgeStep({ scope, clock }: StepCtx, job: JobOf<'accounts.purge'>): Recording {
  const now = clock.now();
  return async (tx) => {
    const account = await tx.accounts.find(scope, job.payload.account);
    await finish(tx, scope, job);
    if (account && isPurgeable(account, now)) await eraseAccount(tx, { scope, account, now });
  };
}
