import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';

/** Answers a REST call with the headers that the product sends. */
export function answerRest(response: ServerResponse, status: number, value: unknown): void {
  const body = JSON.stringify(value);
  response.writeHead(status, {
    'access-control-allow-origin': '*',
    'access-control-expose-headers':
      'x-request-id, retry-after, idempotency-replayed, ratelimit, ratelimit-policy, ratelimit-limit, ratelimit-remaining, ratelimit-reset',
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-request-id': randomUUID(),
    'content-length': String(Buffer.byteLength(body)),
  });
  response.end(body);
}

/** Answers a tRPC call, single or batched. Without a length the body goes in chunks, as tRPC sends it. */
export function answerRpc(response: ServerResponse, value: unknown): void {
  response.writeHead(200, {
    'x-request-id': randomUUID(),
    'cache-control': 'no-store',
    vary: 'trpc-accept, accept',
    'content-type': 'application/json',
  });
  response.end(JSON.stringify(value));
}
