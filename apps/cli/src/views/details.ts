import type { View } from '../io.ts';
import type { Paint } from './paint.ts';
import { json, plain } from './text.ts';

/** A line of a record: its label and its text, which may have several lines. */
export type Detail = readonly [label: string, text: string];

/** Shows one record as labels and values. Only `of` knows which of them may be coloured. */
export function details<T>(of: (value: T, paint: Paint) => readonly Detail[]): View<T> {
  return (value, paint) => linesOf(of(value, paint), paint);
}

/** Labels in one column, values in the other; further lines of a value stand below its first. */
export function linesOf(lines: readonly Detail[], paint: Paint): string {
  const width = Math.max(...lines.map(([label]) => label.length));
  const indent = ' '.repeat(width + 2);
  return lines
    .map(([label, text]) => {
      const value = text.replaceAll('\n', `\n${indent}`);
      return `${paint.dim(label.padEnd(width))}  ${value}`.trimEnd();
    })
    .join('\n');
}

/** Several words of other people's making, or a dash for none. */
export function listed(words: readonly string[]): string {
  return words.length === 0 ? '–' : plain(words.join(', '));
}

/** A JSON value over as many lines as it needs. */
export function pretty(value: unknown): string {
  return json(value, 2)
    .split('\n')
    .map((line) => line.replace(/[\u202a-\u202e\u2066-\u2069]/g, plain))
    .join('\n');
}
