import { jsonText, type RawJson } from './json.ts';

/** Longest value that can be searched for, and how many values of one user can. */
const MAX_LENGTH = 128;
const MAX_VALUES = 64;

/**
 * The values in a user's metadata by which the user can be found: texts, numbers as they were written,
 * and truth values, at any depth, the outermost first. Prepared as `searchTerm` prepares a query.
 */
export function searchValuesOf(metadata: RawJson): string[] {
  const leaves = leavesOf(jsonText(metadata)).sort((a, b) => a.depth - b.depth);
  const values = leaves.map((leaf) => searchTerm(leaf.value)).filter((value) => value !== '');
  return [...new Set(values)].slice(0, MAX_VALUES);
}

const loneSurrogate = /\p{Surrogate}/u;

/**
 * A text as it is compared: without outer space, composed, in lower case, and cut to what is stored.
 * Empty when no database could hold it (NUL, half of a surrogate pair).
 */
export function searchTerm(text: string): string {
  if (text.includes('\0') || loneSurrogate.test(text)) return '';
  const prepared = text.normalize('NFC').toLowerCase().trim().slice(0, MAX_LENGTH);
  return loneSurrogate.test(prepared) ? prepared.slice(0, -1) : prepared;
}

interface Leaf {
  readonly value: string;
  readonly depth: number;
}

/** A text with the colon that makes it a key, a bracket, or a number or word. */
const token = /("(?:[^"\\]+|\\.)*")(\s*:)?|[[\]{}]|[-+.\w]+/g;

/** Reads the tokens instead of the parsed value: numbers keep their digits, and depth costs no stack. */
function leavesOf(text: string): Leaf[] {
  const leaves: Leaf[] = [];
  let depth = 0;
  for (const [found, quoted, colon] of text.matchAll(token)) {
    if (found === '{' || found === '[') depth++;
    else if (found === '}' || found === ']') depth--;
    else if (quoted === undefined && found !== 'null') leaves.push({ value: found, depth });
    else if (quoted !== undefined && colon === undefined)
      leaves.push({ value: JSON.parse(quoted), depth });
  }
  return leaves;
}
