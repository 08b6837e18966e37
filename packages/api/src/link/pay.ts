import {
  assertUnexpired,
  DEFAULT_LIMIT,
  type Id,
  IdInput,
  PayAllocation,
  type PayDistributionConfig,
  PayReview,
  reviewOf,
  ShareValue,
  withShare,
} from '@intarsia/domain';
import { z } from 'zod';
import { noAccount } from '../accounts/actions.ts';
import { StartPayDistributionInput } from '../accounts/switch.ts';
import type { Ctx } from '../kernel/index.ts';
import { assertSwitchesPay, EncryptedConfig } from '../pay-distribution-configs/actions.ts';
import { openConfig, sealConfig } from '../pay-distribution-configs/sealed.ts';
import { listResources } from '../resources/actions.ts';

/** A deposit switch that a person is about to be asked for. */
export const ReviewPayInput = z.object({
  account: IdInput,
  encrypted_config: StartPayDistributionInput.shape.encrypted_config,
});
export type ReviewPayInput = z.infer<typeof ReviewPayInput>;

/** The same, and how much of the pay the person wants it to be: percent or an amount, as the config says. */
export const EditPayInput = ReviewPayInput.extend({ value: ShareValue });
export type EditPayInput = z.infer<typeof EditPayInput>;

/** The config as the person has changed it, which a switch may be started with. */
export const EditedPay = EncryptedConfig.extend({ review: PayReview });
export type EditedPay = z.infer<typeof EditedPay>;

/**
 * What a deposit switch would change of an account, masked. Throws `account_not_found`, `pay_distribution_off`,
 * `input_invalid`.
 */
export async function reviewPay(ctx: Ctx, input: ReviewPayInput): Promise<PayReview> {
  return reviewFor(ctx, await askedSwitch(ctx, input));
}

/**
 * Changes how much of the pay goes to the bank account, within what the config allows. Nothing is stored.
 * Throws as `reviewPay` does.
 */
export async function editPay(ctx: Ctx, { value, ...input }: EditPayInput): Promise<EditedPay> {
  const asked = await askedSwitch(ctx, input);
  const item = ctx.catalogue.find(asked.link_item)?.item;
  const config = withShare(asked.config, value, item);
  const review = await reviewFor(ctx, { ...asked, config });
  return { encrypted_config: sealConfig(ctx, config), review };
}

/** A switch that is asked for, of which account, and where. */
interface AskedSwitch {
  readonly account: Id;
  readonly link_item: string;
  readonly config: PayDistributionConfig;
  /** Whether anything is known of where the pay goes today. */
  readonly is_known: boolean;
}

async function askedSwitch(
  ctx: Ctx,
  { account: id, encrypted_config }: ReviewPayInput,
): Promise<AskedSwitch> {
  const account = (await ctx.store.read.accounts.find(ctx.scope, id)) ?? noAccount();
  assertSwitchesPay(ctx);
  const config = openConfig(ctx, encrypted_config);
  assertUnexpired(config, ctx.clock.now());
  const { link_item, availability } = account;
  return { account: id, link_item, config, is_known: availability.pay_allocations != null };
}

async function reviewFor(
  ctx: Ctx,
  { account, link_item, config, is_known }: AskedSwitch,
): Promise<PayReview> {
  const item = ctx.catalogue.find(link_item)?.item;
  const review = reviewOf(config, item, is_known ? await allocationsOf(ctx, account) : null);
  // Where the catalogue has the item no longer, nothing can be switched.
  return item ? review : { ...review, fits: false };
}

/** Where the pay of an account goes today. */
async function allocationsOf(ctx: Ctx, account: Id): Promise<PayAllocation[]> {
  const page = { account, limit: DEFAULT_LIMIT, offset: 0 };
  const { results } = await listResources(ctx, 'pay_allocations', page);
  return z
    .array(PayAllocation)
    .parse(results)
    .filter(({ status }) => status !== 'inactive');
}
