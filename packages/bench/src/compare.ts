import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import { type Call, headersOf } from './cases.ts';

/** An answer as it came over the wire. */
export interface Seen {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends one call and reads the whole answer. */
export function ask(port: number, call: Call): Promise<Seen> {
  const { method, path, body } = call;
  return new Promise((resolve, reject) => {
    const sent = request(
      { port, host: '127.0.0.1', method, path, headers: headersOf(call) },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const headers = Object.fromEntries(
            Object.entries(response.headers).map(([name, value]) => [name, String(value)]),
          );
          const text = Buffer.concat(chunks).toString();
          resolve({ status: response.statusCode ?? 0, headers, body: text });
        });
      },
    );
    sent.on('error', reject);
    sent.end(body && JSON.stringify(body));
  });
}

/**
 * What tells two answers apart, byte for byte, once everything that differs from call to call (ids, tokens,
 * times) is replaced by a placeholder of the same length. Throws when a token's signature is wrong.
 */
export function differences(
  product: Seen,
  baseline: Seen,
  secret: string,
): { line: string; product: string; baseline: string }[] {
  const [ours, theirs] = [linesOf(product, secret), linesOf(baseline, secret)];
  const lines = [...new Set([...ours.keys(), ...theirs.keys()])];
  return lines
    .map((line) => ({
      line,
      product: ours.get(line) ?? 'absent',
      baseline: theirs.get(line) ?? 'absent',
    }))
    .filter((one) => one.product !== one.baseline);
}

/** Status, headers and body by name, with placeholders. */
function linesOf({ status, headers, body }: Seen, secret: string): Map<string, string> {
  const isWrite = status === 201;
  const lines = new Map([
    ['status', String(status)],
    ['body', isWrite ? maskedBody(body, secret) : body],
  ]);
  for (const [name, value] of Object.entries(headers)) {
    lines.set(name, CHANGING_HEADERS.includes(name) ? placeholder(value) : value);
  }
  return lines;
}

const CHANGING_HEADERS = ['date', 'x-request-id'];
const TOKEN = /[\w-]+\.[\w-]+\.[\w-]+/g;
const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

function maskedBody(body: string, secret: string): string {
  return body.replace(TOKEN, (token) => maskedToken(token, secret)).replace(UUID, placeholder);
}

/** A token as what it says, with its length in place of its signature, which is checked. */
function maskedToken(token: string, secret: string): string {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const key = Buffer.from(secret, 'base64url');
  const expected = createHmac('sha256', key).update(`${header}.${payload}`).digest('base64url');
  if (signature !== expected) throw new Error(`The signature of a token is wrong: ${token}`);
  const claims = textOf(payload)
    .replace(/(?<="(?:jti|sub|user_id)":")[0-9a-f-]{36}/g, placeholder)
    .replace(/(?<="(?:exp|iat)":)\d+/g, placeholder);
  return `${textOf(header)}.${claims}.${token.length}`;
}

function textOf(segment: string): string {
  return Buffer.from(segment, 'base64url').toString();
}

function placeholder(text: string): string {
  return '#'.repeat(text.length);
}
