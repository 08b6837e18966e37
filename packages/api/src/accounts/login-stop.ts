import type { Scope } from '@intarsia/domain';
import type { Writes } from '@intarsia/store';

/** Ends what a login is doing, or the wait for the end of an outage. What it had come to is the caller's to forget. */
export async function stopLogin(tx: Writes, scope: Scope, account_id: string): Promise<void> {
  for (const kind of ['accounts.connect', 'accounts.mfa_timeout', 'accounts.recover'] as const) {
    await tx.jobs.cancel(scope, { account_id, kind });
  }
}
