import type { Id, Scope } from '@intarsia/domain';
import type { AccountScans, Writes } from '@intarsia/store';

/**
 * Keeps how far scans are, in which something now asks for another one. Tells whether that one has to be begun
 * now; else one is under way, or will be, and is followed by it.
 */
export async function askForScan(
  tx: Writes,
  scope: Scope,
  { account_id, scans }: { account_id: Id; scans: AccountScans },
): Promise<boolean> {
  await tx.scans.save(scope, account_id, scans);
  return (await tx.jobs.cancel(scope, { account_id, kind: 'accounts.periodic_scan' })) > 0;
}
