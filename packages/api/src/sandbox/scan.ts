import { type AccountRef, assertScannable } from '@intarsia/domain';
import { noAccount } from '../accounts/actions.ts';
import { scanJob } from '../accounts/follow-ups.ts';
import { askForScan } from '../accounts/scan-soon.ts';
import { beginWork } from '../jobs/at-once.ts';
import type { Ctx } from '../kernel/index.ts';

/**
 * Scans an account now instead of when its turn comes. A scan that is under way goes on, and is followed
 * by another one at once. Throws `account_not_found`, and `transition_illegal` for an
 * account that is not connected.
 */
export async function requestScan(ctx: Ctx, { id }: AccountRef): Promise<Record<string, never>> {
  const { scope } = ctx;
  const now = ctx.clock.now();
  const at = { id: ctx.ids.next(), due_at: now };
  const { user: user_id } = (await ctx.store.read.accounts.find(scope, id)) ?? noAccount();
  const answer = await ctx.commit(
    async (tx) => {
      const account = (await tx.accounts.find(scope, id)) ?? noAccount();
      assertScannable(account);
      const scans = await tx.scans.find(scope, id);
      const asked = { ...scans, forced: [...scans.forced, now] };
      const begins = await askForScan(tx, scope, { account_id: id, scans: asked });
      if (begins) await tx.jobs.enqueue(scope, scanJob(account, at));
      return {};
    },
    { user_id },
  );
  await beginWork(ctx, id);
  return answer;
}
