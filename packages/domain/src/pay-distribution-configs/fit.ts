import type { LinkItem } from '../link-items.ts';
import type { PayDistributionErrorCode } from '../pay-distribution-errors.ts';
import type { PayDistributionConfig } from './config.ts';

type Features = LinkItem['features'];

/** Which shares can be asked for. */
export interface OfferedShares {
  readonly pay_distribution_update: Pick<
    Features['pay_distribution_update'],
    'percent_allocation' | 'amount_allocation'
  >;
}

/** How much of the pay goes to the bank account of a config. */
export type AskedShare = { readonly percent: string } | { readonly amount: string } | 'entire';

/** The code of a config that asks for what a link item does not offer; undefined when it fits. */
export function misfitOf(
  config: PayDistributionConfig,
  features: Features,
): Extract<PayDistributionErrorCode, 'incompatible_config'> | undefined {
  const fits = fitsBank(config, features) && fitsCard(config, features);
  return fits ? undefined : 'incompatible_config';
}

/**
 * The share for the bank account. Of a percentage and an amount the one counts that the link item offers;
 * where it offers both, the one that the config calls its default, else the percentage.
 */
export function shareOf(config: PayDistributionConfig, features: OfferedShares): AskedShare {
  const { percent_allocation: percent, amount_allocation: amount } = config;
  const { percent_allocation, amount_allocation } = features.pay_distribution_update;
  const prefersAmount = config.default_allocation_type === 'amount' || !percent_allocation;
  if (amount && amount_allocation && (!percent || prefersAmount)) return { amount: amount.value };
  if (percent) return { percent: percent.value };
  return amount ? { amount: amount.value } : 'entire';
}

function fitsBank(config: PayDistributionConfig, features: Features): boolean {
  const { bank_account } = config;
  if (!bank_account) return true;
  const bank = features.pay_distribution_update;
  if (!bank.supported || !has(bank_account, bank.required_fields.bank_account)) return false;
  const share = shareOf(config, features);
  if (share === 'entire') return true;
  return 'percent' in share ? bank.percent_allocation : bank.amount_allocation;
}

function fitsCard({ card, card_source }: PayDistributionConfig, features: Features): boolean {
  if (!card && !card_source) return true;
  const offered = features.pay_distribution_card_update;
  return offered.supported && (!card || has(card, offered.required_fields.card));
}

function has(given: object, fields: readonly string[]): boolean {
  const members = new Map<string, unknown>(Object.entries(given));
  return fields.every((field) => members.get(field) !== undefined);
}
