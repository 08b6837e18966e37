import { isRawJson, jsonText } from '@intarsia/domain';

/** Texts that JSON writes as they are, between quotes. */
const PLAIN = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;

/** Writes a value as JSON, raw members with the very text they came in. */
export function writeJson(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isRawJson(value)) return jsonText(value);
  // Safe: what is no list is an object of named members.
  return Array.isArray(value) ? writeList(value) : writeObject(value as Record<string, unknown>);
}

function quoted(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text);
}

function writeList(items: readonly unknown[]): string {
  let text = '';
  for (const item of items) text += `${text === '' ? '' : ','}${writeJson(item ?? null)}`;
  return `[${text}]`;
}

function writeObject(value: Readonly<Record<string, unknown>>): string {
  let text = '';
  for (const key in value) {
    const member = value[key];
    if (member === undefined) continue;
    text += `${text === '' ? '' : ','}${quoted(key)}:${writeJson(member)}`;
  }
  return `{${text}}`;
}
