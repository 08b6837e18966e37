import {
  isInSteps,
  type LinkItem,
  type PayDistributionConfig,
  PayDistributionError,
  shareOf,
  sumOf,
  tenThousandthsIn,
} from '@intarsia/domain';
import { type Allocation, HUNDRED_PERCENT, type PayAccounts } from './allocation.ts';

/** What a person asks of a source. */
export interface AskedSwitch {
  readonly config: PayDistributionConfig;
  readonly features: LinkItem['features'];
  /** Unlike that of any other switch of the account: part of source ids. */
  readonly name: string;
}

/**
 * Where pay goes after a switch: a share of it or all to the new bank account, the rest to where the rest went
 * before. A card alone takes all; beside a bank account it is there for payouts in between. Throws
 * `invalid_allocation` for parts that the source can't divide.
 */
export function accountsAfter(before: PayAccounts, asked: AskedSwitch): PayAccounts {
  const card = cardOf(asked);
  const instant: Allocation = card ? { ...card, share: 'rest' } : before.instant;
  const bank = bankOf(asked);
  if (!bank) return { allocations: [known(before, instant)], instant };
  const share = shareIn(asked);
  const others = before.allocations.filter(
    (one) => !isSame(one, bank) && !(card && one.card !== null) && share !== 'rest',
  );
  const cards = card ? [known(before, { ...card, share: shareOfCard(before, share) })] : [];
  const all = [...others, ...cards, known(before, { ...bank, share })];
  return { allocations: checked(withRest(all, others), asked), instant };
}

type Destination = Pick<Allocation, 'source_id' | 'bank' | 'card'>;

function bankOf({ config: { bank_account }, name }: AskedSwitch): Destination | undefined {
  if (!bank_account) return undefined;
  const { bank_name = null, routing_number, account_number, account_type } = bank_account;
  const bank = { bank_name, routing_number, account_number, account_type };
  return { source_id: `${name}/bank_account`, bank, card: null };
}

/** Sources show the last digits of a card only, and of one that a third party keeps none. */
function cardOf({ config: { card, card_source }, name }: AskedSwitch): Destination | undefined {
  if (!card && !card_source) return undefined;
  const card_number = `**** **** **** ${card ? card.card_number.slice(-4) : '****'}`;
  const shown = { card_number, card_name: card?.card_name ?? 'Debit' };
  return { source_id: `${name}/card`, bank: null, card: shown };
}

/** What was there before keeps its name. */
function known({ allocations }: PayAccounts, one: Allocation): Allocation {
  const same = allocations.find((other) => isSame(other, one));
  return same ? { ...one, source_id: same.source_id } : one;
}

function isSame(a: Destination, b: Destination): boolean {
  if (a.bank && b.bank) {
    const isOneBank = a.bank.routing_number === b.bank.routing_number;
    return isOneBank && a.bank.account_number === b.bank.account_number;
  }
  return a.card !== null && a.card.card_number === b.card?.card_number;
}

function shareIn({ config, features }: AskedSwitch): Allocation['share'] {
  const asked = shareOf(config, features);
  const { percent_precision, amount_precision } = features.pay_distribution_update;
  if (asked === 'entire') return 'rest';
  if ('percent' in asked) {
    if (!isInSteps(asked.percent, percent_precision ?? '1')) throw refused();
    const percent = tenThousandthsIn(asked.percent);
    return percent === HUNDRED_PERCENT ? 'rest' : { percent };
  }
  if (!isInSteps(asked.amount, amount_precision ?? '0.01')) throw refused();
  return { cents: tenThousandthsIn(asked.amount) / 100 };
}

/** A card takes the place of the one before; one that is new gets nothing of the regular pay. */
function shareOfCard(before: PayAccounts, share: Allocation['share']): Allocation['share'] {
  const replaced = before.allocations.find(({ card }) => card !== null);
  return replaced && share !== 'rest' ? replaced.share : { percent: 0 };
}

/** The rest goes to one destination, the last: if nobody takes it any more, to the last that was there. */
function withRest(all: readonly Allocation[], others: readonly Allocation[]): Allocation[] {
  const heir = all.find(({ share }) => share === 'rest') ?? others.at(-1);
  if (!heir) throw refused();
  return [...all.filter((one) => one !== heir), { ...heir, share: 'rest' }];
}

function checked(all: Allocation[], { features }: AskedSwitch): Allocation[] {
  const { pay_distribution_update: bank, pay_distribution_card_update: card } = features;
  const banks = all.filter((one) => one.bank !== null).length;
  const percents = all.map(({ share }) =>
    share !== 'rest' && 'percent' in share ? share.percent : 0,
  );
  if (banks > bank.max_allocations) throw refused();
  if (all.length - banks > (card.supported ? card.max_allocations : 0)) throw refused();
  if (sumOf(percents) > HUNDRED_PERCENT) throw refused();
  return all;
}

function refused(): PayDistributionError {
  return new PayDistributionError('invalid_allocation');
}
