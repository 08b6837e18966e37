import {
  type Account,
  type ConnectionErrorCode,
  type ConnectStep,
  connectAccount,
  failConnection,
  later,
  type Timestamp,
} from '@intarsia/domain';
import type { Connection, Writes } from '@intarsia/store';
import { finish, type JobOf, LeaseLost, postpone, type StepCtx } from '../jobs/step.ts';
import { mfaTimeoutJob, scanJob } from './follow-ups.ts';
import { sealPart } from './sealed.ts';

/** How a run of a login ended. */
export type LoginOutcome =
  | Exclude<ConnectStep, { kind: 'progress' }>
  | { readonly kind: 'failed'; readonly code: ConnectionErrorCode };

type Pause = Extract<LoginOutcome, { kind: 'wait' | 'challenge' }>;
type End = Extract<LoginOutcome, { kind: 'connected' | 'failed' }>;

/** What is recorded on, as it is inside the transaction. */
interface Recording {
  readonly job: JobOf<'accounts.connect'>;
  readonly account: Account;
  readonly connection: Connection;
  readonly now: Timestamp;
  /** Id of the job that follows, if one does. */
  readonly next_id: string;
}

/** Records how a run of a login ended: account, secrets, events and the job that follows, all or nothing. */
export async function recordLogin(
  ctx: StepCtx,
  job: JobOf<'accounts.connect'>,
  outcome: LoginOutcome,
): Promise<void> {
  const now = ctx.clock.now();
  const next_id = ctx.ids.next();
  await ctx.store.write(async (tx) => {
    const account = await tx.accounts.find(ctx.scope, job.payload.account);
    const connection = await tx.connections.find(ctx.scope, job.payload.account);
    if (!account || !connection) throw new LeaseLost(`the account of job ${job.id} is gone`);
    const recording = { job, account, connection, now, next_id };
    if (outcome.kind === 'wait' || outcome.kind === 'challenge') {
      await recordPause(ctx, tx, { ...recording, outcome });
    } else {
      await recordEnd(ctx, tx, { ...recording, outcome });
    }
  });
  ctx.wake(ctx.environment.id);
}

async function recordPause(
  ctx: StepCtx,
  tx: Writes,
  { outcome, job, account, connection, now, next_id }: Recording & { outcome: Pause },
): Promise<void> {
  const { scope } = ctx;
  const place = { account_id: account.id, part: 'resume' } as const;
  const resume = sealPart(ctx.vault, { at: outcome.resume }, place);
  if (outcome.kind === 'wait') {
    await postpone(tx, scope, { job, due_at: later(now, outcome.for_ms) });
    await tx.connections.save(scope, { ...connection, resume });
    return;
  }
  await finish(tx, scope, job);
  await tx.connections.save(scope, { ...connection, resume, challenge: outcome.challenge });
  const at = { id: next_id, due_at: later(now, outcome.timeout_ms) };
  await tx.jobs.enqueue(scope, mfaTimeoutJob(account, connection.attempt, at));
}

async function recordEnd(
  ctx: StepCtx,
  tx: Writes,
  { outcome, job, account: before, connection, now, next_id }: Recording & { outcome: End },
): Promise<void> {
  const { scope } = ctx;
  const moment = { now, item: ctx.catalogue.find(before.link_item) };
  await finish(tx, scope, job);
  if (outcome.kind === 'failed') {
    const { account, events } = failConnection(before, outcome.code, moment);
    await tx.accounts.update(scope, account);
    await tx.connections.save(scope, { ...connection, resume: null });
    return tx.outbox.append(scope, events);
  }
  const { account, events } = connectAccount(before, moment);
  const place = { account_id: account.id, part: 'session' } as const;
  const session = sealPart(ctx.vault, outcome.session, place);
  await tx.accounts.update(scope, account);
  await tx.connections.save(scope, { ...connection, session, resume: null });
  // It has connected, so it will never be one of those that never did.
  await tx.jobs.cancel(scope, { account_id: account.id, kind: 'accounts.purge' });
  await tx.jobs.enqueue(scope, scanJob(account, { id: next_id, due_at: now }));
  return tx.outbox.append(scope, events);
}
