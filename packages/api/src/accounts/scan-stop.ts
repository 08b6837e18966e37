import type { Scope } from '@intarsia/domain';
import type { Writes } from '@intarsia/store';

/** Ends what scans are doing; the next one begins where the last good one ended. */
export async function stopScanning(tx: Writes, scope: Scope, account_id: string): Promise<void> {
  for (const kind of ['accounts.scan', 'accounts.periodic_scan'] as const) {
    await tx.jobs.cancel(scope, { account_id, kind });
  }
  const scans = await tx.scans.find(scope, account_id);
  if (scans.cursor !== null) await tx.scans.save(scope, account_id, { ...scans, cursor: null });
}
