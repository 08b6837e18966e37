import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { discardRest, hasBody } from './body.ts';

/** One request on its way through the house. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly request_id: string;
  /** Path with query, without scheme and host. */
  readonly url: string;
  /** Lets a caller send its body who asks before it does; absent for those who do not ask. */
  readonly askForBody?: (() => void) | undefined;
}

/** Answers an exchange, and tells the template of its path for log and metrics. */
export type Door = (exchange: Exchange) => Promise<string> | string;

/** The path template of a request that matched none. */
export const NO_ROUTE = '-';

/** An answer as plain values. */
export interface PlainAnswer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string | Uint8Array;
}

/** Sends an answer whose body is known as a whole. */
export function send({ request, response, request_id }: Exchange, answer: PlainAnswer): void {
  const { status, headers, body } = answer;
  headers['x-request-id'] = request_id;
  // A 204 and a 304 have no length, not even zero (RFC 9110 section 8.6).
  if (status !== 204 && status !== 304) headers['content-length'] = String(Buffer.byteLength(body));
  response.writeHead(status, headers);
  // Node leaves the body of an answer to HEAD away.
  response.end(body);
  if (!request.complete && hasBody(request)) discardRest(request);
}

/** An error of this door itself, in the form that every error of the API has. */
export function problem(status: number, code: string, detail: string): PlainAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
    body: JSON.stringify({ detail, code }),
  };
}

/** The caller's own request id when it is one that may stand in a log, else a new one. */
export function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  if (typeof given === 'string' && /^[\w.:-]{1,128}$/.test(given)) return given;
  return randomUUID();
}

/**
 * Path and query of a request target. Proxies may send the absolute form (RFC 9112 section 3.2.2); a
 * target that starts with two slashes is a path, never a host.
 */
export function targetOf(url: string): string {
  if (url.startsWith('/')) return url;
  if (!URL.canParse(url)) return '/';
  const { pathname, search } = new URL(url);
  return pathname + search;
}

/** The answer to a method that a page for reading does not offer. */
export function readOnly(method: string | undefined): PlainAnswer {
  const { headers, ...rest } = problem(
    405,
    'method_not_allowed',
    `Method "${method}" not allowed.`,
  );
  return { ...rest, headers: { ...headers, allow: 'GET, HEAD' } };
}

/** True for the methods that read. */
export function isRead(method: string | undefined): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** Aborted once the caller of an exchange has gone, or was answered. */
export function goneSignal({ response }: Exchange): AbortSignal {
  const gone = new AbortController();
  if (response.destroyed) gone.abort();
  else response.once('close', () => gone.abort());
  return gone.signal;
}
