import type { ServerResponse } from 'node:http';
import { discardRest, hasBody } from './body.ts';
import type { Exchange } from './exchange.ts';

/** A reader who takes no byte for so long, or twice as long at most, is cut off. It can come back and go on. */
const STALL_MS = 15_000;
/** Within this a reader has taken the goodbye of a process that ends, or is cut off. */
const LEAVE_MS = 1_000;

/** For how long readers are waited for, in milliseconds. */
export interface Patience {
  /** Aborted when the process is to end. */
  readonly stopping: AbortSignal;
  readonly stall_ms?: number | undefined;
}

/** An answer whose body comes piece by piece. */
interface StreamedAnswer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly stream: AsyncIterableIterator<Uint8Array>;
}

/**
 * Sends an answer piece by piece, at the pace of who reads: at most one piece waits for a slow reader, and
 * none for one who has stalled. Resolves when it is over.
 */
export async function sendStream(
  { request, response, request_id }: Exchange,
  { status, headers, stream }: StreamedAnswer,
  patience: Patience,
): Promise<void> {
  headers['x-request-id'] = request_id;
  response.writeHead(status, headers);
  if (!request.complete && hasBody(request)) discardRest(request);
  cutStalled(response, patience);
  // Answers go on for callers that have closed their sending side; who does so to a stream has gone.
  const leave = () => void stream.return?.();
  request.socket.once('end', leave);
  try {
    if (request.method !== 'HEAD') {
      for await (const piece of stream) {
        if (response.destroyed) return;
        if (!response.write(piece)) await drained(response);
      }
    }
    response.end();
  } finally {
    request.socket.off('end', leave);
    await stream.return?.();
  }
}

/** Watches over a stream until it is over: cuts off a reader who takes nothing, be it what is written or a goodbye. */
export function cutStalled(
  response: ServerResponse,
  { stopping, stall_ms = STALL_MS }: Patience,
): void {
  // Who has gone already says so no more.
  if (response.destroyed) return;
  const cut = () => response.destroy();
  let isStalled = false;
  const look = setInterval(() => {
    if (isStalled) cut();
    isStalled = response.writableNeedDrain;
  }, stall_ms);
  let leaving: NodeJS.Timeout | undefined;
  const leave = () => {
    leaving = setTimeout(cut, LEAVE_MS);
  };
  response.on('drain', () => {
    isStalled = false;
  });
  stopping.addEventListener('abort', leave);
  response.once('close', () => {
    clearInterval(look);
    clearTimeout(leaving);
    stopping.removeEventListener('abort', leave);
  });
}

/** Resolves when there is room again, or nobody reads any more. */
function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    if (response.destroyed) return resolve();
    const go = () => {
      response.off('drain', go);
      response.off('close', go);
      resolve();
    };
    response.once('drain', go);
    response.once('close', go);
  });
}
