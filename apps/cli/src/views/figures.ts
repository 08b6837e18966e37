/** A decimal with its thousands apart, digit by digit as it came: `1,042.50`. A dash for none. */
export function figure(decimal: string | null): string {
  if (decimal === null) return '–';
  const [whole = '', fraction] = decimal.split('.');
  const apart = whole.replace(/\B(?=(?:\d{3})+$)/g, ',');
  return fraction === undefined ? apart : `${apart}.${fraction}`;
}

/** An amount with its currency: `1,042.50 USD`. A dash for none. */
export function money(amount: string | null, currency: string | null): string {
  return amount === null || currency === null ? figure(amount) : `${figure(amount)} ${currency}`;
}

/** The same without the zeros at its end: `18.7500` is `18.75`, `40.00` is `40`. */
export function short(decimal: string | null): string {
  const text = figure(decimal);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** A share between 0 and 1 in percent: `0.97` is `97 %`. */
export function percent(share: string | null): string {
  return share === null ? '–' : `${short((Number(share) * 100).toFixed(1))} %`;
}

const SHOWN = 4;

/** A number that is not everybody's business: its last four characters. A short one shows nothing. */
export function masked(text: string | null): string {
  if (text === null) return '–';
  const plain = text.replace(/[^\p{L}\p{N}]/gu, '');
  // What the source has masked before may come down to its end alone.
  const isShort = plain.length <= SHOWN && !/[*•]/.test(text);
  return isShort ? '••••' : `•••• ${plain.slice(-SHOWN)}`;
}
