import type { CurrentDestination } from '@intarsia/domain';
import type { PayReview } from '../shapes.ts';
import type { Texts } from '../texts/en.ts';

/** Where pay goes, in words of a language. */
export interface PayWords {
  destinations(review: PayReview): string[];
  current(destination: CurrentDestination): string;
  share(share: PayReview['share']): string;
  allocation(destination: CurrentDestination): string;
}

/** The words of a language for where pay goes and how much of it. */
export function payWords(locale: string, pay: Texts['pay']): PayWords {
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 4 });
  const money = new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD' });
  const percent = (value: string) => pay.part(`${number.format(Number(value))} %`);
  const amount = (value: string) => pay.part(money.format(Number(value)));
  const named = (kind: string, name: string | null, digits: string | null) => {
    const known = name ?? kind;
    return digits === null ? known : `${known} ${pay.ending(digits)}`;
  };
  return {
    destinations({ bank_account: bank, card, is_elsewhere }) {
      return [
        ...(bank
          ? [
              named(
                bank.bank_name ?? pay.accountTypes[typeOf(bank.account_type)],
                null,
                bank.last_digits,
              ),
            ]
          : []),
        ...(card ? [named(pay.card, card.card_name, card.last_digits)] : []),
        ...(is_elsewhere ? [pay.card] : []),
      ];
    },
    current({ destination_type, name, last_digits }) {
      const kind = destination_type === 'card' ? pay.card : pay.bankAccount;
      return named(kind, name, last_digits);
    },
    share({ kind, value }) {
      if (kind === 'entire' || value === null) return pay.whole;
      return kind === 'percent' ? percent(value) : amount(value);
    },
    allocation({ allocation_type, allocation_value: value }) {
      if (Number.isNaN(Number(value))) return pay.rest;
      if (allocation_type === 'percent') return Number(value) === 100 ? pay.whole : percent(value);
      return amount(value);
    },
  };
}

function typeOf(type: string): 'checking' | 'savings' {
  return type === 'savings' ? 'savings' : 'checking';
}

type Bounds = NonNullable<PayReview['editing']>;

/** Between what a value may lie, in words; undefined where there is no bound. */
export function boundsText(
  { min_value: from, max_value: to }: Bounds,
  pay: Texts['pay'],
): string | undefined {
  if (from !== null && to !== null) return pay.between(from, to);
  if (from !== null) return pay.atLeast(from);
  return to === null ? undefined : pay.atMost(to);
}

/** Whether a value is a number within its bounds; how fine it may be, the server knows. */
export function fitsBounds(value: string, { min_value: from, max_value: to }: Bounds): boolean {
  if (!/^\d+(\.\d+)?$/.test(value)) return false;
  const number = Number(value);
  return (from === null || number >= Number(from)) && (to === null || number <= Number(to));
}
