import {
  amountOf,
  type PayoutDestination,
  proportion,
  rateOf,
  type ScannedRecord,
  sumOf,
} from '@intarsia/domain';
import { digits } from '../people/person.ts';
import type { SourceItem } from '../source-item.ts';
import { rootOf, type Stream, stream } from '../streams.ts';
import { type Allocation, HUNDRED_PERCENT, type PayAccounts } from './allocation.ts';

type Destination = Pick<Allocation, 'bank' | 'card'>;

/** Banks that exist nowhere else. */
const banks = [
  'Harborline Bank',
  'Cedar & Main Credit Union',
  'Northfield Savings',
  'Prairie Community Bank',
  'Bluewater Trust',
] as const;

/** The accounts of a person, and how an item splits pay over them. The same person has the same bank everywhere. */
export function payAccountsOf(seed: string, login: string, item: SourceItem): PayAccounts {
  const chance = stream(rootOf('bank', seed, login), 'accounts');
  const main = bankAccount('checking', chance);
  const savings = bankAccount('savings', chance);
  const card: Destination = {
    bank: null,
    card: { card_number: `**** **** **** ${digits(4, chance)}`, card_name: 'Debit' },
  };
  const first = 'allocation/1';
  const instant: Allocation = { ...card, source_id: first, share: 'rest' };
  const choice = stream(rootOf('allocations', seed, login, item.id), 'allocations');
  const splits = item.pay.destinations > 1 && choice.chance(0.4);
  if (item.pay.cards && choice.chance(0.15)) return { allocations: [instant], instant };
  if (!splits) return { allocations: [{ ...main, source_id: first, share: 'rest' }], instant };
  const share = item.pay.percents
    ? { percent: choice.int(1, 8) * 50_000 }
    : { cents: choice.int(2, 16) * 2500 };
  return {
    allocations: [
      { ...savings, source_id: first, share },
      { ...main, source_id: 'allocation/2', share: 'rest' },
    ],
    instant,
  };
}

/** A new account at a bank of that name. */
export function bankAccountAt(
  bank_name: string,
  { seed, login }: { readonly seed: string; readonly login: string },
): Destination {
  const { bank } = bankAccount('checking', stream(rootOf('bank', seed, login), 'accounts'));
  return { bank: bank && { ...bank, bank_name }, card: null };
}

function bankAccount(account_type: 'checking' | 'savings', chance: Stream): Destination {
  const bank_name = chance.pick(banks);
  const account_number = `${chance.int(1, 9)}${digits(9, chance)}`;
  return {
    bank: { bank_name, routing_number: routingNumber(chance), account_number, account_type },
    card: null,
  };
}

/** With a right check digit, but in a range of first digits that no bank has. */
function routingNumber(chance: Stream): string {
  const eight = `1${chance.int(3, 9)}${digits(6, chance)}`;
  const weights = [3, 7, 1];
  const sum = sumOf([...eight].map((digit, place) => Number(digit) * (weights[place % 3] ?? 1)));
  return `${eight}${(10 - (sum % 10)) % 10}`;
}

/** Net pay, in cents, divided over the destinations: all parts add up to it, none is negative. */
export function destinationsOf(
  net: number,
  allocations: readonly Allocation[],
): PayoutDestination[] {
  let left = net;
  const parts = allocations.map((allocation) => {
    const part = Math.min(left, wanted(net, left, allocation));
    left -= part;
    return destinationOf(allocation, part);
  });
  return net === 0 ? [] : parts.filter(({ amount }) => amount !== '0.00');
}

function wanted(net: number, left: number, { share }: Allocation): number {
  if (share === 'rest') return left;
  return 'cents' in share ? share.cents : proportion(net, share.percent, HUNDRED_PERCENT);
}

function destinationOf({ bank, card }: Allocation, cents: number): PayoutDestination {
  return {
    method: card ? 'card' : 'direct_deposit',
    amount: amountOf(cents),
    currency: 'USD',
    bank_account: bank && { ...bank, account_number: masked(bank.account_number) },
    card,
  };
}

/** Payslips show the last four digits only. */
function masked(account_number: string): string {
  return `******${account_number.slice(-4)}`;
}

/** A payment handed over on paper. */
export function paperCheck(net: number): PayoutDestination[] {
  const nowhere = { bank_account: null, card: null };
  const amount = amountOf(net);
  return net === 0 ? [] : [{ method: 'paper_check', amount, currency: 'USD', ...nowhere }];
}

/** The destinations as the source lists them; nothing where it does not tell. */
export function allocationRecords(
  { allocations }: PayAccounts,
  { item, employer }: { readonly item: SourceItem; readonly employer: string | null },
): ScannedRecord<'pay_allocations'>[] {
  if (item.pay.destinations === 0) return [];
  return allocations.map(({ source_id, bank, card, share }) => {
    const byAmount = share !== 'rest' && 'cents' in share;
    return {
      kind: 'pay_allocations',
      source_id,
      employer,
      data: {
        metadata: {},
        destination_type: card ? 'card' : 'bank_account',
        bank_account: bank ?? noBankAccount,
        card,
        acss_debit: null,
        status: 'active',
        allocation_type:
          byAmount || (share === 'rest' && isByAmount(allocations)) ? 'amount' : 'percent',
        allocation_value: allocated(share, allocations.length),
        currency: 'USD',
        method: card ? 'card' : 'direct_deposit',
      },
    };
  });
}

const noBankAccount = {
  bank_name: null,
  routing_number: null,
  account_number: null,
  account_type: null,
};

function isByAmount(allocations: readonly Allocation[]): boolean {
  return allocations.some(({ share }) => share !== 'rest' && 'cents' in share);
}

/** A single destination takes everything, which sources call 100 percent. */
function allocated(share: Allocation['share'], count: number): string {
  if (share !== 'rest')
    return 'cents' in share ? amountOf(share.cents) : percentText(share.percent);
  return count === 1 ? '100' : 'remainder';
}

/** `12.5`: no more digits than it takes. */
function percentText(tenThousandths: number): string {
  return rateOf(tenThousandths).replace(/\.?0+$/, '');
}
