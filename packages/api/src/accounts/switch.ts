import {
  type Account,
  type AccountChange,
  AccountRef,
  assertUnexpired,
  type CatalogueItem,
  confirmPayDistribution,
  failPayDistribution,
  type Id,
  later,
  MINUTE,
  misfitOf,
  type PayDistributionConfig,
  type PayDistributionErrorCode,
  requestPayDistribution,
  type Timestamp,
  takesForms,
} from '@intarsia/domain';
import type { Writes } from '@intarsia/store';
import { z } from 'zod';
import { beginWork } from '../jobs/at-once.ts';
import type { Ctx } from '../kernel/index.ts';
import { assertSwitchesPay } from '../pay-distribution-configs/actions.ts';
import { MOST_CONFIG, openConfig } from '../pay-distribution-configs/sealed.ts';
import { noAccount, shownTo } from './actions.ts';
import { confirmationTimeoutJob, payDistributionJob } from './follow-ups.ts';
import { sealPart } from './sealed.ts';
import { CONNECTION_WAIT } from './switch-end.ts';

/** How long the person has to confirm a switch, in the environment's time. */
const CONFIRMATION_WAIT = 15 * MINUTE;

/** A deposit switch of an account: where its pay is to go, as it was encrypted. */
export const StartPayDistributionInput = AccountRef.extend({
  encrypted_config: z
    .string()
    .min(1, 'must not be empty')
    .max(MOST_CONFIG, `must have at most ${MOST_CONFIG} characters`),
});
export type StartPayDistributionInput = z.infer<typeof StartPayDistributionInput>;

/**
 * Asks for a deposit switch, which the person then has to confirm. One that the link item does not offer
 * fails at once, which the account shows. Throws `account_not_found`, `pay_distribution_off`,
 * `input_invalid`, and `transition_illegal` while another switch is under way.
 */
export async function startPayDistribution(
  ctx: Ctx,
  { id, encrypted_config }: StartPayDistributionInput,
): Promise<Account> {
  const { scope } = ctx;
  const found = (await ctx.store.read.accounts.find(scope, id)) ?? noAccount();
  assertSwitchesPay(ctx);
  const now = ctx.clock.now();
  const config = openConfig(ctx, encrypted_config);
  assertUnexpired(config, now);
  const at = { id: ctx.ids.next(), now };
  const account = await ctx.commit(
    async (tx) => {
      const before = (await tx.accounts.find(scope, id)) ?? noAccount();
      const { account, events } = await begin(ctx, tx, { before, config, at });
      await tx.accounts.update(scope, account);
      await tx.outbox.append(scope, events);
      return shownTo(ctx.client, account);
    },
    { user_id: found.user },
  );
  await beginWork(ctx, id);
  return account;
}

/** The account with its new switch, which waits for the person; or has failed, and nothing waits. */
async function begin(
  ctx: Ctx,
  tx: Writes,
  {
    before,
    config,
    at,
  }: { before: Account; config: PayDistributionConfig; at: { id: Id; now: Timestamp } },
): Promise<AccountChange> {
  const { now } = at;
  const item = ctx.catalogue.find(before.link_item);
  const asked = requestPayDistribution(before, { item, now });
  const { account } = asked;
  const misfit = item ? refusalOf(ctx, item, config) : 'incompatible_config';
  if (misfit) {
    const failed = failPayDistribution(account, misfit, now);
    return { account: failed.account, events: [...asked.events, ...failed.events] };
  }
  const account_id = account.id;
  const sealed = sealPart(ctx.vault, config, { account_id, part: 'config' });
  await tx.switches.save(ctx.scope, { account_id, config: sealed, resume: null });
  const due_at = later(now, CONFIRMATION_WAIT);
  await tx.jobs.enqueue(ctx.scope, confirmationTimeoutJob(account, { id: at.id, due_at }));
  return asked;
}

/** The code of a switch that the link item does not offer. */
function refusalOf(
  { connectors }: Ctx,
  { item, connector: id }: CatalogueItem,
  config: PayDistributionConfig,
): PayDistributionErrorCode | undefined {
  const connector = connectors.get(id);
  const switches = connector && !takesForms(connector) && connector.updatePayDistribution;
  return switches ? misfitOf(config, item.features) : 'incompatible_config';
}

/**
 * The person has confirmed the switch: it begins, or waits for the account to connect. Throws
 * `account_not_found`, `pay_distribution_off`, `transition_illegal`.
 */
export async function confirmPayDistributionOf(ctx: Ctx, { id }: AccountRef): Promise<Account> {
  const { scope } = ctx;
  const found = (await ctx.store.read.accounts.find(scope, id)) ?? noAccount();
  assertSwitchesPay(ctx);
  const now = ctx.clock.now();
  const job_id = ctx.ids.next();
  const account = await ctx.commit(
    async (tx) => {
      const before = (await tx.accounts.find(scope, id)) ?? noAccount();
      const { account, events } = confirmPayDistribution(before, now);
      const isLive = account.pay_distribution.status === 'scanning';
      const due_at = isLive ? now : later(now, CONNECTION_WAIT);
      const kind = 'accounts.confirmation_timeout';
      await tx.jobs.cancel(scope, { account_id: id, kind });
      await tx.jobs.enqueue(scope, payDistributionJob(account, { id: job_id, due_at }));
      await tx.accounts.update(scope, account);
      await tx.outbox.append(scope, events);
      return shownTo(ctx.client, account);
    },
    { user_id: found.user },
  );
  await beginWork(ctx, id);
  return account;
}
