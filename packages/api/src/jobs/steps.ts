import type { LeasedJob } from '@intarsia/domain';
import { confirmationTimeoutStep } from '../accounts/confirmation-timeout.ts';
import { connectStep, gaveUpConnecting } from '../accounts/connect.ts';
import { mfaTimeoutStep } from '../accounts/mfa-timeout.ts';
import { purgeStep } from '../accounts/purge.ts';
import { recoverStep } from '../accounts/recover.ts';
import { gaveUpScanning, scanStep } from '../accounts/scan.ts';
import { gaveUpSwitching, payDistributionStep } from '../accounts/switch-step.ts';
import { purgeIdleStep } from '../sandbox/purge-idle.ts';
import { deliverStep } from '../webhooks/deliver.ts';
import type { Recording, StepCtx } from './step.ts';

/** Does a job by its kind, outside of any transaction. Gives what to record. */
export async function actOn(ctx: StepCtx, job: LeasedJob): Promise<Recording> {
  switch (job.kind) {
    case 'accounts.connect':
      return connectStep(ctx, job);
    case 'accounts.mfa_timeout':
      return mfaTimeoutStep(ctx, job);
    case 'accounts.scan':
    case 'accounts.periodic_scan':
      return scanStep(ctx, job);
    case 'accounts.recover':
      return recoverStep(ctx, job);
    case 'accounts.pay_distribution':
      return payDistributionStep(ctx, job);
    case 'accounts.confirmation_timeout':
      return confirmationTimeoutStep(ctx, job);
    case 'accounts.purge':
      return purgeStep(ctx, job);
    case 'webhooks.deliver':
      return deliverStep(ctx, job);
    case 'sandbox.purge_idle':
      return purgeIdleStep(ctx, job);
  }
  // A newer version of this program has enqueued it; that one will do it.
  throw new Error(`There is no step for ${JSON.stringify(job)}`);
}

/**
 * Ends a job that fails whatever is done, and says so where the person sees it. Undefined for a kind whose
 * work must be done some day: it is tried for ever.
 */
export async function giveUp(ctx: StepCtx, job: LeasedJob): Promise<Recording | undefined> {
  switch (job.kind) {
    case 'accounts.connect':
      return gaveUpConnecting(ctx, job);
    case 'accounts.scan':
    case 'accounts.periodic_scan':
      return gaveUpScanning(ctx, job);
    case 'accounts.pay_distribution':
      return gaveUpSwitching(ctx, job);
    default:
      return undefined;
  }
}
