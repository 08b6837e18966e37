const HEAD = 8;
const TAIL = 6;

/** The ends of an id: ids made in one minute share their beginning, so the end stays too. */
export function shortId(id: string): string {
  return id.length > HEAD + TAIL + 2 ? `${id.slice(0, HEAD)}…${id.slice(-TAIL)}` : id;
}
