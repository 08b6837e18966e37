import {
  type AccountChange,
  advancePayDistribution,
  DAY,
  type Id,
  type Scope,
  type Timestamp,
} from '@intarsia/domain';
import type { Writes } from '@intarsia/store';

/** How long a confirmed switch waits for its account to connect, in the environment's time. */
export const CONNECTION_WAIT = DAY;

/** Forgets a deposit switch that has ended in one way or another: where the pay was to go, and its jobs. */
export async function forgetSwitch(tx: Writes, scope: Scope, account_id: Id): Promise<void> {
  await tx.switches.delete(scope, account_id);
  for (const kind of ['accounts.pay_distribution', 'accounts.confirmation_timeout'] as const) {
    await tx.jobs.cancel(scope, { account_id, kind });
  }
}

/** Lets a deposit switch go on that has waited for the account to connect, which it now has. */
export async function continueSwitch(
  tx: Writes,
  scope: Scope,
  { change, now }: { change: AccountChange; now: Timestamp },
): Promise<AccountChange> {
  if (change.account.pay_distribution.status !== 'awaiting_connection') return change;
  const at = {
    account_id: change.account.id,
    kind: 'accounts.pay_distribution',
    due_at: now,
  } as const;
  // One that was brought there by hand has nothing to go on with, and stays.
  if ((await tx.jobs.hasten(scope, at)) === 0) return change;
  const { account, events } = advancePayDistribution(change.account, 'scanning', now);
  return { account, events: [...change.events, ...events] };
}
