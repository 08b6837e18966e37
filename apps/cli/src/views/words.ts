import { plain } from './text.ts';

/** Names of the data that are read otherwise than they are written. */
const known: Readonly<Record<string, string>> = {
  acss_debit: 'ACSS debit',
  drivers_license: 'driving licence',
  ebike: 'e-bike',
  paypal: 'PayPal',
  paystub: 'payslip',
};

/** A value of the data as words: `direct_deposit` is `direct deposit`. A dash for none. */
export function words(value: string | null): string {
  return value === null ? '–' : (known[value] ?? plain(value.replaceAll('_', ' ')));
}

/** A text of other people's making as it may stand on a terminal. A dash for none. */
export function said(text: string | null): string {
  return text === null || text === '' ? '–' : plain(text);
}

/** The day of a moment. A dash for none. */
export function day(time: string | null): string {
  return time === null ? '–' : time.slice(0, 10);
}

/** From one day to another. */
export function span(from: string | null, to: string | null): string {
  return from === null && to === null ? '–' : `${day(from)} to ${day(to)}`;
}

/** The texts that are there, one after the other. A dash for none at all. */
export function joined(parts: readonly (string | null)[], between = ', '): string {
  const found = parts.filter((part): part is string => part !== null && part !== '');
  return found.length === 0 ? '–' : plain(found.join(between));
}
