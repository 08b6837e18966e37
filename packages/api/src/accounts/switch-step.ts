import {
  type Account,
  type CatalogueItem,
  ConnectionError,
  connectionErrors,
  misfitOf,
  PayDistributionConfig,
  PayDistributionError,
  type PayDistributionErrorCode,
  type PayDistributionStep,
  type Session,
  type Timestamp,
} from '@intarsia/domain';
import type { DepositSwitch } from '@intarsia/store';
import { finish, type JobOf, type Recording, type StepCtx } from '../jobs/step.ts';
import { openPart } from './sealed.ts';
import { type SwitchOutcome, switchRecording } from './switch-record.ts';
import { connectorOf, talk } from './talk.ts';

/** A confirmed switch of an account that is connected. */
interface LiveSwitch {
  readonly item: CatalogueItem | undefined;
  readonly session: Session;
  readonly sealed_session: string;
  readonly config: PayDistributionConfig;
  readonly stopped: DepositSwitch;
  /** When scans were asked for by hand. */
  readonly forced: readonly Timestamp[];
}

type SwitchJob = JobOf<'accounts.pay_distribution'>;

/** Does a part of a deposit switch, up to a wait, the point where the source is changed, or the end. */
export async function payDistributionStep(ctx: StepCtx, job: SwitchJob): Promise<Recording> {
  const found = await findSwitch(ctx, job.payload.account);
  if (!found) return (tx) => finish(tx, ctx.scope, job);
  const live = await openSwitch(ctx, found);
  // Nobody logged in again while the switch waited for it, or the connection was lost on the way.
  if (!live) return switchRecording(ctx, job, failed('account_disconnected'));
  const outcome = await outcomeOf(ctx, live);
  return switchRecording(ctx, job, { outcome, asked_by: live.sealed_session });
}

/** Ends a deposit switch that we can't get to its end. */
export function gaveUpSwitching(ctx: StepCtx, job: SwitchJob): Recording {
  return switchRecording(ctx, job, failed('system_error'));
}

function failed(code: PayDistributionErrorCode): { outcome: SwitchOutcome } {
  return { outcome: { kind: 'failed', code } };
}

interface FoundSwitch {
  readonly account: Account;
  readonly stopped: DepositSwitch;
}

/** Undefined when there is nothing to do: the account is gone, or its switch has ended. */
async function findSwitch(ctx: StepCtx, id: string): Promise<FoundSwitch | undefined> {
  const account = await ctx.store.read.accounts.find(ctx.scope, id);
  const stopped = await ctx.store.read.switches.find(ctx.scope, id);
  return account && stopped && { account, stopped };
}

async function openSwitch(
  ctx: StepCtx,
  { account, stopped }: FoundSwitch,
): Promise<LiveSwitch | undefined> {
  const { scope, vault } = ctx;
  const account_id = account.id;
  const connection = await ctx.store.read.connections.find(scope, account_id);
  if (account.connection.status !== 'connected' || !connection?.session) return undefined;
  const config = openPart(vault, stopped.config, { account_id, part: 'config' });
  return {
    item: ctx.catalogue.find(account.link_item),
    sealed_session: connection.session,
    session: openPart(vault, connection.session, { account_id, part: 'session' }),
    config: PayDistributionConfig.parse(config),
    stopped,
    forced: (await ctx.store.read.scans.find(scope, account_id)).forced,
  };
}

async function outcomeOf(ctx: StepCtx, live: LiveSwitch): Promise<SwitchOutcome> {
  try {
    return await nextStep(ctx, live);
  } catch (error) {
    const code = codeOf(error);
    if (!code) throw error;
    const session = error instanceof PayDistributionError ? error.session : undefined;
    return { kind: 'failed', code, session };
  }
}

/** What an error of a connector says of the switch; undefined for a fault of our own. */
function codeOf(error: unknown): PayDistributionErrorCode | undefined {
  if (error instanceof PayDistributionError) return error.code;
  if (!(error instanceof ConnectionError)) return undefined;
  // Whether the session is lost for scans too is theirs to find out.
  return connectionErrors[error.code].outage ? 'system_error' : 'account_disconnected';
}

async function nextStep(
  ctx: StepCtx,
  { item, session, config, stopped, forced }: LiveSwitch,
): Promise<PayDistributionStep> {
  const connector = connectorOf(ctx, item);
  const update = connector?.updatePayDistribution;
  // The item was taken out of the catalogue, or offers something else than when the switch was asked for.
  if (!item || !connector || !update || misfitOf(config, item.item.features)) {
    throw new PayDistributionError('incompatible_config');
  }
  const { account_id, resume: sealed } = stopped;
  const resume = sealed && openPart(ctx.vault, sealed, { account_id, part: 'switch' });
  const attempt = { link_item: item, config, ...(sealed === null ? {} : { resume }) };
  const more = ctx.environment.kind === 'sandbox' ? { forced_scans: forced } : {};
  const steps = talk(ctx, connector, (io) => update(session, attempt, { ...io, ...more }));
  for await (const step of steps) return step;
  throw new Error(`connector ${connector.id} left a switch without saying how it ended`);
}
