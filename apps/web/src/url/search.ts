/** Filters as they stand in a URL: plain names and texts, the last of several equal names wins. */
export function parseSearch(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search));
}

/** The query string of some filters; empty and absent ones are left out, so equal views have equal URLs. */
export function stringifySearch(search: Record<string, unknown>): string {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    if (value !== undefined && value !== null && value !== '') given.set(name, String(value));
  }
  const text = given.toString();
  return text === '' ? '' : `?${text}`;
}

/** A text from a URL, cut to what the server takes; undefined when it says nothing. */
export function textFrom(value: unknown, longest = 200): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.slice(0, longest);
  return text.trim() === '' ? undefined : text;
}

/** One of the known values, or undefined for anything else that stands in a URL. */
export function oneOf<T extends string>(value: unknown, known: readonly T[]): T | undefined {
  return known.find((name) => name === value);
}

/** The id in a URL, or undefined for what cannot be one. */
export function idFrom(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value.trim().toLowerCase() : '';
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text) ? text : undefined;
}

/** A day in a URL, `2026-01-31`, or undefined for what no calendar has. */
export function dayFrom(value: unknown): string | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value)) return undefined;
  const time = Date.parse(`${value}T00:00:00Z`);
  // The 31st of February comes back as another day.
  const isDay = !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
  return isDay ? value : undefined;
}

/** A way back after signing in: a path of this site, never another one's address. */
export function pathFrom(value: unknown): string | undefined {
  return typeof value === 'string' && /^\/(?![/\\])/.test(value) ? value : undefined;
}
