import { createHash } from 'node:crypto';

/**
 * A number in [0, 1) that looks random and is a function of the given parts alone. Parts are kept apart, so
 * that ("a", "bc") and ("ab", "c") differ. For a single draw; where there are many, `stream` is faster.
 */
export function chance(...parts: readonly string[]): number {
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest();
  return digest.readUIntBE(0, 6) / 2 ** 48;
}
