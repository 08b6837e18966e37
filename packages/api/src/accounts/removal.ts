import { type Account, removeAccount, type Scope, type Timestamp } from '@intarsia/domain';
import type { Writes } from '@intarsia/store';

/** Erases an account by whatever way it goes: with all that hangs on it, its jobs included, then the event. */
export async function eraseAccount(
  tx: Writes,
  { scope, account, now }: { scope: Scope; account: Account; now: Timestamp },
): Promise<void> {
  await tx.accounts.delete(scope, account.id);
  await tx.outbox.append(scope, removeAccount(account, now).events);
}
