const PERCENT = 100;

/** A share between 0 and 1 as it stands in a field: in percent. */
export function percentText(share: number): string {
  return String(Number((share * PERCENT).toFixed(4)));
}

/** The share that a text in percent says. */
export function shareIn(text: string): number {
  return Number(text) / PERCENT;
}

/** The names of the texts that are neither empty nor a number: JSON has no word for those. */
export function notNumbers(texts: Readonly<Record<string, string>>): string[] {
  return Object.entries(texts).flatMap(([name, text]) =>
    text.trim() === '' || Number.isFinite(Number(text)) ? [] : [name],
  );
}
