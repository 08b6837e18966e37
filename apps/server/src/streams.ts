import type { ServerResponse } from 'node:http';
import { discardRest, hasBody } from './body.ts';
import type { Exchange } from './exchange.ts';

/** How long a reader may take no byte before its line is cut, in milliseconds. It can come back and go on. */
const STALL_MS = 30_000;

/** An answer whose body comes piece by piece. */
interface StreamedAnswer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly stream: AsyncIterableIterator<Uint8Array>;
}

/**
 * Sends an answer piece by piece, at the pace of who reads: at most one piece waits for a slow reader, and
 * none for one that has stalled. Resolves when it is over.
 */
export async function sendStream(
  { request, response, request_id }: Exchange,
  { status, headers, stream }: StreamedAnswer,
  { stall_ms = STALL_MS }: { stall_ms?: number } = {},
): Promise<void> {
  headers['x-request-id'] = request_id;
  response.writeHead(status, headers);
  if (!request.complete && hasBody(request)) discardRest(request);
  // Answers go on for callers that have closed their sending side; who does so to a stream has gone.
  const leave = () => void stream.return?.();
  request.socket.once('end', leave);
  try {
    if (request.method !== 'HEAD') {
      for await (const piece of stream) {
        if (response.destroyed) return;
        if (!response.write(piece)) await drained(response, stall_ms);
      }
    }
    response.end();
  } finally {
    request.socket.off('end', leave);
    await stream.return?.();
  }
}

/** Resolves when there is room again, or nobody reads any more. Cuts off who takes nothing for too long. */
function drained(response: ServerResponse, stall_ms: number): Promise<void> {
  return new Promise((resolve) => {
    if (response.destroyed) return resolve();
    const timer = setTimeout(() => response.destroy(), stall_ms);
    const go = () => {
      clearTimeout(timer);
      response.off('drain', go);
      response.off('close', go);
      resolve();
    };
    response.once('drain', go);
    response.once('close', go);
  });
}
