import type { Address } from '@intarsia/domain';

/** What every file says of itself. */
export const SAMPLE = 'Sample document, not issued by any authority';

/** `1234.50` as `1,234.50`: the same figures, with groups. A dash where there is none. */
export function figure(amount: string | null): string {
  if (amount === null) return '–';
  const [whole = '', places] = amount.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return places === undefined ? grouped : `${grouped}.${places}`;
}

/** Hours without the zeros beyond hundredths: `80.0000` as `80.00`. */
export function hoursFigure(hours: string | null): string {
  return figure(hours?.replace(/(\.\d\d\d*?)0+$/, '$1') ?? null);
}

/** A day or a moment as people of the United States write the day: `03/06/2026`. */
export function dayFigure(text: string | null): string {
  if (text === null) return '–';
  const [year, month, date] = text.slice(0, 10).split('-');
  return `${month}/${date}/${year}`;
}

/** `direct_deposit` as `Direct deposit`. */
export function phrase(name: string | null): string {
  if (name === null || name === '') return '–';
  const words = name.replaceAll('_', ' ');
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}

/** The lines of an address, without those that are empty. */
export function addressLines(address: Address | null): string[] {
  if (!address) return [];
  const { line1, line2, city, state, postal_code, country } = address;
  const region = [state, postal_code].filter((part) => part).join(' ');
  const place = [city, region].filter((part) => part).join(', ');
  const lines = [line1, line2, place, country === 'US' ? null : country];
  return lines.flatMap((line) => line || []);
}

/**
 * A social security number as the copies for the person show it: payers may leave out all but the last
 * four digits there, and careful ones do. Other numbers stay as they are.
 */
export function maskedNumber(number: string | null): string {
  return number?.replace(/^\d{3}-?\d{2}-?(\d{4})$/, '***-**-$1') ?? '';
}

const palette = [
  '#0E6F63',
  '#5D4E9E',
  '#1F5A8C',
  '#7A4A12',
  '#7A2E4D',
  '#2F5D3A',
  '#3B4B63',
  '#8C3B2A',
];

/** The colour of a company or a state: always the same one for the same name. */
export function colorOf(name: string): string {
  let sum = 0;
  for (const one of name) sum = (sum * 31 + (one.codePointAt(0) ?? 0)) % 9973;
  return palette[sum % palette.length] ?? '#0E6F63';
}

/** Labels and what matters less. */
export const muted = '#5B626D';
/** Lines between rows. */
export const hairline = '#D9D6CE';
