import {
  type Account,
  type ConnectionErrorCode,
  type ConnectStep,
  challengeAdded,
  connectAccount,
  failConnection,
  later,
  type Timestamp,
} from '@intarsia/domain';
import type { Connection, Writes } from '@intarsia/store';
import {
  finish,
  goOnWith,
  type JobOf,
  LeaseLost,
  postpone,
  type Recording,
  type StepCtx,
} from '../jobs/step.ts';
import { mfaTimeout, recovering, scanning } from './follow-ups.ts';
import { sealPart } from './sealed.ts';
import { continueSwitch } from './switch-end.ts';

/** How a run of a login ended. */
export type LoginOutcome =
  | Exclude<ConnectStep, { kind: 'progress' }>
  | {
      readonly kind: 'failed';
      readonly code: ConnectionErrorCode;
      /** Of an outage: when to look whether the source is back. */
      readonly back_at?: Timestamp | undefined;
    };

type Pause = Extract<LoginOutcome, { kind: 'wait' | 'challenge' }>;
type End = Extract<LoginOutcome, { kind: 'connected' | 'failed' }>;

/** What is recorded on, as it is inside the transaction. */
interface Rows {
  readonly job: JobOf<'accounts.connect'>;
  readonly account: Account;
  readonly connection: Connection;
  readonly now: Timestamp;
  /** The sealed session of the login before, as the source was told of it; null when there was none. */
  readonly asked_by: string | null;
}

/** Records how a run of a login ended: account, secrets, events and the job that follows. */
export function recordingOf(
  ctx: StepCtx,
  job: JobOf<'accounts.connect'>,
  { outcome, asked_by = null }: { outcome: LoginOutcome; asked_by?: string | null },
): Recording {
  const now = ctx.clock.now();
  return async (tx) => {
    const account = await tx.accounts.find(ctx.scope, job.payload.account);
    const connection = await tx.connections.find(ctx.scope, job.payload.account);
    if (!account || !connection) throw new LeaseLost(`the account of job ${job.id} is gone`);
    const rows = { job, account, connection, now, asked_by };
    if (outcome.kind === 'wait' || outcome.kind === 'challenge') {
      await recordPause(ctx, tx, { ...rows, outcome });
    } else {
      await recordEnd(ctx, tx, { ...rows, outcome });
    }
  };
}

async function recordPause(
  ctx: StepCtx,
  tx: Writes,
  { outcome, job, account, connection, now }: Rows & { outcome: Pause },
): Promise<void> {
  const { scope } = ctx;
  const place = { account_id: account.id, part: 'resume' } as const;
  const resume = sealPart(ctx.vault, { at: outcome.resume }, place);
  if (outcome.kind === 'wait') {
    await postpone(tx, scope, { job, due_at: later(now, outcome.for_ms) });
    await tx.connections.save(scope, { ...connection, resume });
    return;
  }
  const ends_at = later(now, outcome.timeout_ms);
  const next = mfaTimeout(account.id, connection.attempt, ends_at);
  await goOnWith(tx, scope, { job, next });
  const { challenge } = outcome;
  await tx.connections.save(scope, {
    ...connection,
    resume,
    challenge,
    challenge_ends_at: ends_at,
  });
  await tx.outbox.append(scope, [challengeAdded(account, challenge, now)]);
}

async function recordEnd(
  ctx: StepCtx,
  tx: Writes,
  { outcome, job, account: before, connection, now, asked_by }: Rows & { outcome: End },
): Promise<void> {
  const { scope } = ctx;
  const moment = { now, item: ctx.catalogue.find(before.link_item) };
  if (outcome.kind === 'failed') {
    const { back_at } = outcome;
    const isAway = back_at !== undefined && connection.session !== null;
    if (isAway) await goOnWith(tx, scope, { job, next: recovering(before.id, back_at) });
    else await finish(tx, scope, job);
    const { account, events } = failConnection(before, outcome.code, moment);
    await tx.accounts.update(scope, account);
    await tx.connections.save(scope, { ...connection, resume: null });
    return tx.outbox.append(scope, events);
  }
  // A deposit switch has ended meanwhile: the new session must come from the one that knows of it.
  if (connection.session !== asked_by) return postpone(tx, scope, { job, due_at: now });
  await goOnWith(tx, scope, { job, next: scanning(before.id, now) });
  const change = connectAccount(before, moment);
  const { account, events } = await continueSwitch(tx, scope, { change, now });
  const place = { account_id: account.id, part: 'session' } as const;
  const session = sealPart(ctx.vault, outcome.session, place);
  await tx.accounts.update(scope, account);
  await tx.connections.save(scope, { ...connection, session, resume: null });
  // It has connected, so it will never be one of those that never did.
  await tx.jobs.cancel(scope, { account_id: account.id, kind: 'accounts.purge' });
  return tx.outbox.append(scope, events);
}
