import { invalidField } from '../errors.ts';
import type { LinkItem } from '../link-items.ts';
import type { PayDistributionConfig } from './config.ts';
import { isInSteps, tenThousandthsIn } from './decimals.ts';
import { shareOf } from './fit.ts';

/**
 * The config with another share for the bank account, as the person has chosen. Throws `input_invalid` where
 * the config does not let it be chosen, or not so.
 */
export function withShare(
  config: PayDistributionConfig,
  value: string,
  item: Pick<LinkItem, 'features'> | undefined,
): PayDistributionConfig {
  if (!item) throw invalidField('account', 'is one whose link item is gone');
  const { features } = item;
  const share = shareOf(config, features);
  const kind = share !== 'entire' && 'percent' in share ? 'percent' : 'amount';
  const part = config[`${kind}_allocation`];
  if (share === 'entire' || !part?.allow_editing) {
    throw invalidField('value', 'can not be chosen: the config does not allow it');
  }
  const { min_value, max_value = kind === 'percent' ? '100' : undefined } = part;
  const own = tenThousandthsIn(value);
  if (min_value !== undefined && own < tenThousandthsIn(min_value)) {
    throw invalidField('value', `must be at least ${min_value}`);
  }
  if (max_value !== undefined && own > tenThousandthsIn(max_value)) {
    throw invalidField('value', `must be at most ${max_value}`);
  }
  const step = features.pay_distribution_update[`${kind}_precision`];
  if (step !== null && !isInSteps(value, step)) {
    throw invalidField('value', `must be a whole number of steps of ${step}`);
  }
  return { ...config, [`${kind}_allocation`]: { ...part, value } };
}
