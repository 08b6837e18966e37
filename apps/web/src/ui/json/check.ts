import { findFault } from './scan.ts';

/** Any value that JSON can hold. */
type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** A text read as JSON, or why it cannot be and where. */
export type CheckedJson =
  | { readonly ok: true; readonly value: Json }
  | { readonly ok: false; readonly line: number; readonly column: number; readonly text: string };

/** The most that the server keeps for one user, in bytes. */
const MAX_BYTES = 65_536;

/** Reads a text as JSON; an empty one is refused, as JSON has no word for nothing but `null`. */
export function checkJson(text: string): CheckedJson {
  if (text.trim() === '') return refused(text, 0, 'Write a JSON value; {} is the empty one.');
  const fault = findFault(text);
  if (fault) return refused(text, fault.offset, fault.text);
  const value: Json = JSON.parse(text);
  const bytes = new TextEncoder().encode(JSON.stringify(value)).length;
  if (bytes > MAX_BYTES) {
    return refused(text, 0, `${Math.ceil(bytes / 1024)} KiB is too long; at most 64 KiB are kept.`);
  }
  return { ok: true, value };
}

/** A value as text to read and edit. */
export function formatJson(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

/** Whether a value that came through the browser may have lost digits on its way. */
export function mayHaveLostDigits(value: unknown): boolean {
  if (typeof value === 'number') return Number.isInteger(value) && !Number.isSafeInteger(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(mayHaveLostDigits);
}

function refused(text: string, offset: number, reason: string): CheckedJson {
  const before = text.slice(0, offset).split('\n');
  return { ok: false, line: before.length, column: (before.at(-1)?.length ?? 0) + 1, text: reason };
}
