import {
  type Account,
  type AccountChange,
  type AccountMoment,
  ConnectionErrorCode,
  ConnectionStatus,
  forceConnection,
  forcePayDistribution,
  type Id,
  IdInput,
  PayDistributionErrorCode,
  PayDistributionStatus,
  type Timestamp,
  takesForms,
} from '@intarsia/domain';
import type { Writes } from '@intarsia/store';
import { z } from 'zod';
import { noAccount, shownTo } from '../accounts/actions.ts';
import { challengeEnd, nothingAsked } from '../accounts/challenges.ts';
import { scanJob } from '../accounts/follow-ups.ts';
import { stopLogin } from '../accounts/login-stop.ts';
import { stopScanning } from '../accounts/scan-stop.ts';
import { openPart, sealPart } from '../accounts/sealed.ts';
import { continueSwitch, forgetSwitch } from '../accounts/switch-end.ts';
import { beginWork } from '../jobs/at-once.ts';
import type { Ctx } from '../kernel/index.ts';
import { scenarioOf } from '../scenarios/lookup.ts';

/** Where a caller wants something of an account to be. */
interface Target {
  readonly status: string;
  readonly error_code?: string | null | undefined;
}

/** A code says why there is an error, so it stands with `error` and with nothing else. */
function codeWithError({ status, error_code = null }: Target, issues: z.RefinementCtx): void {
  if ((status === 'error') === (error_code !== null)) return;
  const message = status === 'error' ? 'is required with error' : 'stands with error only';
  issues.addIssue({ code: 'custom', path: ['error_code'], message });
}

/** Where to bring the connection of an account. */
export const SetConnectionInput = z
  .object({
    id: IdInput,
    status: ConnectionStatus,
    error_code: ConnectionErrorCode.nullish().meta({ description: 'Exactly with `error`.' }),
  })
  .superRefine(codeWithError);
export type SetConnectionInput = z.infer<typeof SetConnectionInput>;

/** Where to bring the deposit switch of an account. */
export const SetPayDistributionInput = z
  .object({
    id: IdInput,
    status: PayDistributionStatus,
    error_code: PayDistributionErrorCode.nullish().meta({ description: 'Exactly with `error`.' }),
  })
  .superRefine(codeWithError);
export type SetPayDistributionInput = z.infer<typeof SetPayDistributionInput>;

/** What a forced change may need, read or made before the transaction. */
interface At {
  readonly now: Timestamp;
  /** Id of the job that may follow. */
  readonly scan_id: Id;
}

type Change = (account: Account, moment: AccountMoment) => AccountChange;
type Follow = (tx: Writes, change: AccountChange, at: At) => Promise<AccountChange>;

/**
 * Brings the connection of an account where it is wanted. What a login or a scan was doing ends.
 * Throws `account_not_found`, `transition_illegal`.
 */
export async function setConnection(
  ctx: Ctx,
  { id, status, error_code = null }: SetConnectionInput,
): Promise<Account> {
  const change: Change = (account, moment) =>
    forceConnection(account, { status, error_code }, moment);
  const admitted = status === 'connected' ? await admittedSession(ctx, id) : undefined;
  return force(ctx, id, {
    change,
    follow: (tx, changed, at) => followConnection(ctx, tx, { ...changed, admitted, ...at }),
  });
}

/** A session to go on with, and the one, sealed, that it was made from: null where there was none. */
interface Admitted {
  readonly session: string;
  readonly made_from: string | null;
}

/** The session of an account that is connected without a login of its own; undefined where there can be none. */
async function admittedSession(ctx: Ctx, id: Id): Promise<Admitted | undefined> {
  const account = await ctx.store.read.accounts.find(ctx.scope, id);
  const connection = await ctx.store.read.connections.find(ctx.scope, id);
  const link_item = account && ctx.catalogue.find(account.link_item);
  const connector = link_item && ctx.connectors.get(link_item.connector);
  if (!connector || takesForms(connector) || !connector.admit || !connection) return undefined;
  if (!connection.credentials && !connection.session) return undefined;
  const opened = (part: 'credentials' | 'session') =>
    connection[part] && openPart(ctx.vault, connection[part], { account_id: id, part });
  const [credentials, session] = [opened('credentials'), opened('session')];
  const scenario = await scenarioOf(ctx, { credentials, link_item: link_item.item.id });
  const now = ctx.clock.now();
  const admitted = connector.admit({ link_item, credentials, scenario, session }, now);
  const sealed = sealPart(ctx.vault, admitted, { account_id: id, part: 'session' });
  return { session: sealed, made_from: connection.session };
}

/**
 * The same for its deposit switch: what was under way ends, and the switch stays where it was brought.
 * Throws `account_not_found`, `transition_illegal`.
 */
export function setPayDistribution(
  ctx: Ctx,
  { id, status, error_code = null }: SetPayDistributionInput,
): Promise<Account> {
  const change: Change = (account, moment) =>
    forcePayDistribution(account, { status, error_code }, moment);
  return force(ctx, id, {
    change,
    async follow(tx, changed) {
      await forgetSwitch(tx, ctx.scope, id);
      return changed;
    },
  });
}

async function force(
  ctx: Ctx,
  id: Id,
  { change, follow }: { change: Change; follow: Follow },
): Promise<Account> {
  const { scope } = ctx;
  const now = ctx.clock.now();
  const at = { now, scan_id: ctx.ids.next() };
  const { user: user_id } = (await ctx.store.read.accounts.find(scope, id)) ?? noAccount();
  const answer = await ctx.commit(
    async (tx) => {
      const before = (await tx.accounts.find(scope, id)) ?? noAccount();
      const item = ctx.catalogue.find(before.link_item);
      const changed = change(before, { now, item });
      if (changed.account === before) return shownTo(ctx.client, before);
      const { account, events } = await follow(tx, changed, at);
      await tx.accounts.update(scope, account);
      await tx.outbox.append(scope, events);
      return shownTo(ctx.client, account);
    },
    { user_id },
  );
  await beginWork(ctx, id);
  return answer;
}

/** Nothing that was under way says anything else afterwards; a connection that works is scanned through. */
async function followConnection(
  { scope }: Ctx,
  tx: Writes,
  {
    now,
    scan_id,
    admitted,
    ...change
  }: AccountChange & At & { readonly admitted: Admitted | undefined },
): Promise<AccountChange> {
  const { account } = change;
  const connection = await tx.connections.find(scope, account.id);
  if (!connection) throw new Error(`account ${account.id} has no connection`);
  await stopLogin(tx, scope, account.id);
  await stopScanning(tx, scope, account.id);
  await tx.outbox.append(scope, challengeEnd(connection, { account, now }));
  // A deposit switch has ended meanwhile: its session knows of it.
  const isSame = admitted?.made_from === connection.session;
  const session = admitted && isSame ? admitted.session : connection.session;
  await tx.connections.save(scope, {
    ...connection,
    session,
    resume: null,
    ...nothingAsked,
  });
  if (account.connection.status !== 'connected') return change;
  // It has connected, so it will never be one of those that never did.
  await tx.jobs.cancel(scope, { account_id: account.id, kind: 'accounts.purge' });
  if (session === null) return change;
  await tx.jobs.enqueue(scope, scanJob(account, { id: scan_id, due_at: now }));
  return continueSwitch(tx, scope, { change, now });
}
