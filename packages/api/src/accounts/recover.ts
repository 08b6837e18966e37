import {
  type Account,
  ConnectionError,
  connectionErrors,
  type Probe,
  recoverConnection,
} from '@intarsia/domain';
import {
  finish,
  goOnWith,
  type JobOf,
  postpone,
  type Recording,
  type StepCtx,
} from '../jobs/step.ts';
import { scanning } from './follow-ups.ts';
import { openPart, sealPart } from './sealed.ts';
import { continueSwitch } from './switch-end.ts';
import { connectorOf, ioOf } from './talk.ts';

/** Asks whether a source is back after an outage; when it is, the account is connected and scanned at once. */
export async function recoverStep(
  ctx: StepCtx,
  job: JobOf<'accounts.recover'>,
): Promise<Recording> {
  const asked = await ask(ctx, job.payload.account);
  const { scope } = ctx;
  const now = ctx.clock.now();
  return async (tx) => {
    const account = await tx.accounts.find(scope, job.payload.account);
    const connection = await tx.connections.find(scope, job.payload.account);
    // Somebody has logged in again, or the connection was moved by hand.
    if (!asked || !account || !connection || !isAway(account)) return finish(tx, scope, job);
    const { probe, asked_by } = asked;
    // What is kept must come from the session that is there: a deposit switch has ended meanwhile.
    if (connection.session !== asked_by) return postpone(tx, scope, { job, due_at: now });
    if (probe.kind === 'down') return postpone(tx, scope, { job, due_at: probe.again_at });
    await goOnWith(tx, scope, { job, next: scanning(account.id, now) });
    const change = recoverConnection(account, now);
    const recovered = await continueSwitch(tx, scope, { change, now });
    const place = { account_id: account.id, part: 'session' } as const;
    const session = sealPart(ctx.vault, probe.session, place);
    await tx.accounts.update(scope, recovered.account);
    await tx.connections.save(scope, { ...connection, session });
    await tx.outbox.append(scope, recovered.events);
  };
}

/** What a source has said, and the sealed session that it was asked with. */
interface Asked {
  readonly probe: Probe;
  readonly asked_by: string;
}

/** Undefined when there is nothing to ask the source for, or no way to. */
async function ask(ctx: StepCtx, id: string): Promise<Asked | undefined> {
  const account = await ctx.store.read.accounts.find(ctx.scope, id);
  const connection = await ctx.store.read.connections.find(ctx.scope, id);
  if (!account || !isAway(account) || !connection?.session) return undefined;
  const connector = connectorOf(ctx, ctx.catalogue.find(account.link_item));
  const session = openPart(ctx.vault, connection.session, { account_id: id, part: 'session' });
  try {
    const probe = await connector?.probe?.(session, ioOf(ctx));
    return probe && { probe, asked_by: connection.session };
  } catch (error) {
    // The source is back and refuses the session: the account stays in error until somebody logs in.
    if (error instanceof ConnectionError) return undefined;
    throw error;
  }
}

function isAway({ connection: { status, error_code: code } }: Account): boolean {
  return status === 'error' && code !== null && connectionErrors[code].outage;
}
