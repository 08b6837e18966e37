/**
 * Text from elsewhere as it may stand on a terminal: names and metadata could hold sequences that move the
 * cursor or rewrite the screen, so control characters are shown as escapes.
 */
export function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, escaped);
}

/** A value as JSON: the same value to any reader, and harmless on a terminal. */
export function json(value: unknown, indent?: number): string {
  // JSON has no such characters outside strings, and inside them an escape means the same.
  return JSON.stringify(value, null, indent).replace(/[\u007f-\u009f]/g, escaped);
}

/** A moment as people read it, to the second, in UTC as everywhere in the API. */
export function moment(time: string): string {
  return time.slice(0, 19).replace('T', ' ');
}

/** How long something took or lasts, in its two largest units. */
export function duration(seconds: number): string {
  const units = [
    ['d', 86_400],
    ['h', 3600],
    ['min', 60],
    ['s', 1],
  ] as const;
  const first = units.findIndex(([, size]) => seconds >= size);
  if (first < 0) return '0 s';
  let rest = Math.floor(seconds);
  const parts: string[] = [];
  for (const [unit, size] of units.slice(first, first + 2)) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${unit}`);
  }
  return parts.join(' ');
}

/** A number with its thousands apart, and the noun it counts. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
