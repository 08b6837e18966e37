import { z } from 'zod';
import { Id, type Timestamp } from './values.ts';

const ofAccount = z.object({ account: Id });

/** Work that is done later, durably: what to do and the least that must be known to do it. */
export const Job = z.discriminatedUnion('kind', [
  /** Go on with a login, from its beginning or from where it stopped. */
  z.object({ kind: z.literal('accounts.connect'), payload: ofAccount }),
  /** End a login whose challenge nobody answered; of no effect once the attempt is another one. */
  z.object({
    kind: z.literal('accounts.mfa_timeout'),
    payload: z.object({ account: Id, attempt: z.int().min(0) }),
  }),
  /** Begin a scan that somebody waits for, or go on with it: the first one, or one asked for by hand. */
  z.object({ kind: z.literal('accounts.scan'), payload: ofAccount }),
  /** Begin one of the scans that come round again and again, or go on with it. */
  z.object({ kind: z.literal('accounts.periodic_scan'), payload: ofAccount }),
  /** Look whether a source is back after an outage, and the connection with it. */
  z.object({ kind: z.literal('accounts.recover'), payload: ofAccount }),
  /** Go on with a deposit switch that was confirmed, or end its wait for the connection. */
  z.object({ kind: z.literal('accounts.pay_distribution'), payload: ofAccount }),
  /** End a deposit switch that nobody confirmed. */
  z.object({ kind: z.literal('accounts.confirmation_timeout'), payload: ofAccount }),
  /** Remove an account that never connected. */
  z.object({ kind: z.literal('accounts.purge'), payload: ofAccount }),
  /** Send what waits for a subscription. A subscription with something to send has one such job. */
  z.object({ kind: z.literal('webhooks.deliver'), payload: z.object({ webhook: Id }) }),
  /** Remove the accounts of a sandbox that have become idle. A sandbox has one such job, or none. */
  z.object({ kind: z.literal('sandbox.purge_idle'), payload: z.object({}) }),
]);
export type Job = z.infer<typeof Job>;

/**
 * Jobs wait in two queues, so that a receiver that takes its time holds up nothing but what is sent to it.
 * Those of deliveries outlive the worlds of a sandbox.
 */
export type JobQueue = 'world' | 'deliveries';

/** The name of a kind of job. */
export type JobKind = Job['kind'];

/** What to do next, and when. */
export type FollowUp = Job & {
  /** In the environment's time. */
  readonly due_at: Timestamp;
  /** Comes again and again, or only tidies up: no end of work waits for it. */
  readonly upkeep?: boolean | undefined;
};

/** A job to be stored. It goes when its user or account goes. */
export type NewJob = FollowUp & {
  readonly id: Id;
  readonly user_id?: Id | undefined;
  readonly account_id?: Id | undefined;
};

/** A job that one worker has taken. Only who holds the newest `fence` may end it. */
export type LeasedJob = Job & {
  readonly id: Id;
  readonly due_at: Timestamp;
  /** How often it was tried before. */
  readonly attempts: number;
  readonly fence: number;
};

/** The account that a job is about; undefined when it is about the whole environment. */
export function accountOf({ payload }: Job): Id | undefined {
  return 'account' in payload ? payload.account : undefined;
}
