const PLACES = 4;

/** A decimal amount as a person reads it: `$1,042.50`, `−$3.00`. */
export function money(amount: string, currency: string): string {
  // Rates have four places, of which zeros are not worth showing.
  const maximumFractionDigits = PLACES;
  const style = { style: 'currency', currency, maximumFractionDigits } as const;
  const text = new Intl.NumberFormat('en', style).format(Number(amount));
  return text.replace('-', '−');
}

/** A decimal without the zeros at its end: `18.7500` is `18.75`, `40.00` is `40`. */
export function plainDecimal(decimal: string): string {
  return decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;
}

/** A share between 0 and 1 in percent: `0.97` is `97 %`. */
export function percent(share: string): string {
  return `${plainDecimal((Number(share) * 100).toFixed(1))} %`;
}

/** Whether an amount is there and not zero. */
export function isSome(amount: string | null): amount is string {
  return amount !== null && Number(amount) !== 0;
}

const CENTS = 100;

/** One amount less another, both with two places. */
export function difference(amount: string, less: string): string {
  const cents = Math.round(Number(amount) * CENTS) - Math.round(Number(less) * CENTS);
  return (cents / CENTS).toFixed(2);
}

const SHOWN = 4;

/** A number that is not everybody's business: its last four characters. A short one shows nothing. */
export function masked(text: string): string {
  const plain = text.replace(/[^\p{L}\p{N}]/gu, '');
  // What the source has masked before may come down to its end alone.
  const isShort = plain.length <= SHOWN && !/[*•]/.test(text);
  return isShort ? '••••' : `•••• ${plain.slice(-SHOWN)}`;
}

/** A national id: its last four digits in the form that people know. */
export function maskedSsn(ssn: string): string {
  return `•••-••-${ssn.slice(-SHOWN)}`;
}
