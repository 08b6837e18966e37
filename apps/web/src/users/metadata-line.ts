const LONGEST = 160;

/** Metadata on one line, to recognise a person by: `customer: C-14, group: lending`; empty when there is none. */
export function metadataLine(value: unknown): string {
  const text = Array.isArray(value) || !isObject(value) ? short(value) : pairs(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function pairs(value: object): string {
  return Object.entries(value)
    .map(([key, member]) => `${key}: ${short(member)}`)
    .join(', ');
}

function short(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
