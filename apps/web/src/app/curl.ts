/** A call of the REST API as a command to paste. */
export interface Call {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below the server's address, `/v1/users`. */
  readonly path: string;
  readonly body?: unknown;
  /** The id of an API key; curl asks for its secret. With `id:secret` it does not ask. */
  readonly key: string;
}

/** The command that makes a call, ready for a POSIX shell. */
export function curl(origin: string, { method = 'GET', path, body, key }: Call): string {
  const lines = [
    `curl${method === 'GET' ? '' : ` -X ${method}`} -u ${quoted(key)} ${quoted(origin + path)}`,
  ];
  if (body !== undefined) {
    lines.push("  -H 'content-type: application/json'", `  -d ${quoted(JSON.stringify(body))}`);
  }
  return lines.join(' \\\n');
}

/** A text as one word of a shell. */
export function quoted(text: string): string {
  return /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
