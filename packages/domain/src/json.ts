import { z } from 'zod';

/** Any value that JSON can hold. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

const source = Symbol('json source');

/**
 * A JSON value kept as the text it came in, so that numbers beyond double precision, the order of keys
 * and keys such as `__proto__` are given back as they were sent. To any JSON writer it looks like the value.
 */
export interface RawJson {
  readonly [source]: string;
  toJSON(): Json;
}

/** Wraps a text that is known to be valid JSON. */
export function rawJson(text: string): RawJson {
  return { [source]: text, toJSON: () => JSON.parse(text) };
}

/** The text of a raw value, exactly as it came in. */
export function jsonText(value: RawJson): string {
  return value[source];
}

/** Tells a raw value from any other. */
export function isRawJson(value: unknown): value is RawJson {
  return typeof value === 'object' && value !== null && source in value;
}

/** The largest `external_metadata`, in bytes of UTF-8. */
export const MAX_JSON_BYTES = 65_536;
/** The deepest nesting of arrays and objects that is taken. */
export const MAX_JSON_DEPTH = 512;

/**
 * A field that may hold any JSON value. Takes a value or an already raw one, gives a raw one.
 * Refuses more than 64 KiB and more than 512 levels.
 */
export const AnyJson = z.unknown().transform((value, context): RawJson => {
  const text = isRawJson(value) ? jsonText(value) : textOf(value);
  if (text === undefined) {
    context.addIssue({ code: 'custom', message: 'must be a JSON value' });
    return z.NEVER;
  }
  if (depthOf(text) > MAX_JSON_DEPTH) {
    context.addIssue({
      code: 'custom',
      message: `must nest at most ${MAX_JSON_DEPTH} levels deep`,
    });
    return z.NEVER;
  }
  if (new TextEncoder().encode(text).length > MAX_JSON_BYTES) {
    context.addIssue({ code: 'custom', message: 'must be at most 64 KiB of JSON' });
    return z.NEVER;
  }
  return isRawJson(value) ? value : rawJson(text);
});

/** The field as it stands in a model: always raw. */
export const StoredJson = z.custom<RawJson>(isRawJson, 'must be a JSON value');

function textOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    // A cycle, a bigint or nesting beyond the stack: none of them is JSON.
    return undefined;
  }
}

/** How deep a valid JSON text nests; brackets inside strings don't count. */
export function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 0x22) i = endOfString(text, i);
    else if (c === 0x7b || c === 0x5b) deepest = Math.max(deepest, ++depth);
    else if (c === 0x7d || c === 0x5d) depth--;
  }
  return deepest;
}

/** Index of the quote that closes the string which opens at `start`, or past the end when none does. */
export function endOfString(text: string, start: number): number {
  let i = start + 1;
  while (i < text.length && text.charCodeAt(i) !== 0x22) i += text.charCodeAt(i) === 0x5c ? 2 : 1;
  return i;
}

/**
 * The source texts of an object's own members by key, for a text that `JSON.parse` has accepted.
 * As in `JSON.parse`, the last of several equal keys wins.
 */
export function memberTexts(text: string): Map<string, string> {
  const members = new Map<string, string>();
  let i = text.indexOf('{') + 1;
  for (;;) {
    const open = text.indexOf('"', i);
    if (open < 0) return members;
    const close = endOfString(text, open);
    const colon = text.indexOf(':', close);
    const end = endOfValue(text, colon + 1);
    members.set(JSON.parse(text.slice(open, close + 1)), text.slice(colon + 1, end).trim());
    i = end;
    if (text.charCodeAt(i) === 0x7d) return members;
  }
}

/** Index of the comma or bracket that ends the value starting at `start`. */
function endOfValue(text: string, start: number): number {
  let depth = 0;
  for (let i = start; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 0x22) i = endOfString(text, i);
    else if (c === 0x7b || c === 0x5b) depth++;
    else if (c === 0x7d || c === 0x5d) {
      if (depth === 0) return i;
      depth--;
    } else if (c === 0x2c && depth === 0) return i;
  }
  return text.length;
}
