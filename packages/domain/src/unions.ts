/** The first list followed by what only the second has; the first itself when that is nothing. */
export function union(known: string[], found: readonly string[]): string[] {
  const all = new Set([...known, ...found]);
  return all.size === known.length ? known : [...all];
}
