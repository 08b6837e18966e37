import {
  type Account,
  addEmployers,
  beginScan,
  type ConnectionErrorCode,
  type DomainEvent,
  failScan,
  later,
  loseConnection,
  recordScan,
  type ScanBatch,
  type Timestamp,
  type User,
} from '@intarsia/domain';
import type { Connection, Writes } from '@intarsia/store';
import { finish, type JobOf, LeaseLost, postpone, type StepCtx } from '../jobs/step.ts';
import { sealPart } from './sealed.ts';

type ScanJob = JobOf<'accounts.scan'>;

/** What one run of a scan brought; `failed` when it can't go on after the batches. */
export interface PulledPart {
  readonly batches: readonly ScanBatch[];
  readonly failed?: ConnectionErrorCode;
}

/** What a scan changes, as it is inside the transaction. */
interface Rows {
  readonly user: User;
  readonly account: Account;
  readonly connection: Connection;
}

/** Records that a scan is under way, before anything is pulled. */
export async function recordBeginning(ctx: StepCtx, job: ScanJob, user: string): Promise<void> {
  const now = ctx.clock.now();
  await ctx.store.write(async (tx) => {
    const rows = await lockRows(ctx, tx, { job, user });
    const item = ctx.catalogue.find(rows.account.link_item);
    const { account, events } = beginScan(rows.account, { now, item });
    await postpone(tx, ctx.scope, { job, due_at: now });
    await tx.accounts.update(ctx.scope, account);
    await tx.outbox.append(ctx.scope, events);
  });
  ctx.wake(ctx.environment.id);
}

/** Records a part of a scan: account, user, cursor, events and the next run, all or nothing. */
export async function recordPart(
  ctx: StepCtx,
  job: ScanJob,
  { user, ...part }: PulledPart & { user: string },
): Promise<void> {
  const now = ctx.clock.now();
  const isOver = part.failed !== undefined || part.batches.at(-1)?.stage === 'done';
  await ctx.store.write(async (tx) => {
    const before = await lockRows(ctx, tx, { job, user });
    const after = afterPart(before, part, now);
    if (isOver) await finish(tx, ctx.scope, job);
    else await postpone(tx, ctx.scope, { job, due_at: dueAfter(part, now) });
    if (after.user !== before.user) await tx.users.update(ctx.scope, after.user);
    await tx.accounts.update(ctx.scope, after.account);
    const resume = isOver ? null : cursorOf(ctx, before.account, part);
    await tx.connections.save(ctx.scope, { ...before.connection, resume });
    await tx.outbox.append(ctx.scope, after.events);
  });
  ctx.wake(ctx.environment.id);
}

/** Everybody locks the user before the account, so that nobody waits in a circle. */
async function lockRows(
  { scope }: StepCtx,
  tx: Writes,
  { job, user: user_id }: { job: ScanJob; user: string },
): Promise<Rows> {
  const user = await tx.users.find(scope, user_id);
  const account = await tx.accounts.find(scope, job.payload.account);
  const connection = await tx.connections.find(scope, job.payload.account);
  if (user && account && connection) return { user, account, connection };
  throw new LeaseLost(`the account of job ${job.id} is gone`);
}

/** The rows after each batch in its turn, then after the failure if there was one. */
function afterPart(
  before: Pick<Rows, 'user' | 'account'>,
  { batches, failed }: PulledPart,
  now: Timestamp,
): { user: User; account: Account; events: DomainEvent[] } {
  let { user, account } = before;
  const events: DomainEvent[] = [];
  for (const { stage, employers } of batches) {
    const change = recordScan(account, { stage, employers }, now);
    account = change.account;
    events.push(...change.events);
    // Once the facts are there, also those employers count that the account had from its link item.
    if (employers || stage !== 'facts') user = addEmployers(user, account.employers);
  }
  if (failed === undefined) return { user, account, events };
  const change = account.availability.profiles
    ? failScan(account, failed, now)
    : loseConnection(account, failed, now);
  return { user, account: change.account, events: [...events, ...change.events] };
}

function dueAfter({ batches }: PulledPart, now: Timestamp): Timestamp {
  return later(now, batches.at(-1)?.wait_ms ?? 0);
}

function cursorOf(ctx: StepCtx, account: Account, { batches }: PulledPart): string | null {
  const last = batches.at(-1);
  if (!last) return null;
  const place = { account_id: account.id, part: 'resume' } as const;
  return sealPart(ctx.vault, { of: 'scan', cursor: last.cursor }, place);
}
