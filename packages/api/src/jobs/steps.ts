import type { LeasedJob } from '@intarsia/domain';
import { connectStep, giveUpConnecting } from '../accounts/connect.ts';
import { mfaTimeoutStep } from '../accounts/mfa-timeout.ts';
import { purgeStep } from '../accounts/purge.ts';
import { giveUpScanning, scanStep } from '../accounts/scan.ts';
import { purgeIdleStep } from '../sandbox/purge-idle.ts';
import type { StepCtx } from './step.ts';

/**
 * Does a job by its kind. A step acts outside of any transaction, then records in one, which also ends or
 * postpones the job.
 */
export async function runStep(ctx: StepCtx, job: LeasedJob): Promise<void> {
  switch (job.kind) {
    case 'accounts.connect':
      return connectStep(ctx, job);
    case 'accounts.mfa_timeout':
      return mfaTimeoutStep(ctx, job);
    case 'accounts.scan':
    case 'accounts.periodic_scan':
      return scanStep(ctx, job);
    case 'accounts.purge':
      return purgeStep(ctx, job);
    case 'sandbox.purge_idle':
      return purgeIdleStep(ctx, job);
  }
  // A newer version of this program has enqueued it; that one will do it.
  throw new Error(`There is no step for ${JSON.stringify(job)}`);
}

/**
 * Ends a job that fails whatever is done, and says so where the person sees it. Gives false for a kind
 * whose work must be done some day: it is tried for ever.
 */
export async function giveUp(ctx: StepCtx, job: LeasedJob): Promise<boolean> {
  switch (job.kind) {
    case 'accounts.connect':
      await giveUpConnecting(ctx, job);
      return true;
    case 'accounts.scan':
    case 'accounts.periodic_scan':
      await giveUpScanning(ctx, job);
      return true;
    default:
      return false;
  }
}
