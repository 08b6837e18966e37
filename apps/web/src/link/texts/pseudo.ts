import type { Texts } from './en.ts';

/** Turns the direction of what stands between them, as text of a right-to-left language does. */
const [BEGIN, END] = ['\u202e', '\u202c'];

/** English, word by word from right to left: shows texts that were forgotten, and layouts that lean left. */
export function pseudo(texts: Texts): Texts {
  // Safe: every text is replaced by one of the same kind.
  return turned(texts) as Texts;
}

function turned(value: unknown): unknown {
  if (typeof value === 'string') return turnedText(value);
  if (typeof value === 'function') return (...given: unknown[]) => turned(value(...given));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, turned(one)]));
}

function turnedText(text: string): string {
  // What was filled in is turned already.
  const plain = text.replaceAll(BEGIN, '').replaceAll(END, '');
  return plain.replace(/\S+/g, (word) => `${BEGIN}${word}${END}`);
}
