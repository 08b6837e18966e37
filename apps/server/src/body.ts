import type { IncomingMessage } from 'node:http';
import type { Exchange } from './exchange.ts';

const NOTHING = new Uint8Array(0);
/** How long the rest of a refused body is read off, so that its sender gets to read the answer. */
const LINGER_MS = 2000;
const GONE = 'The caller went away while sending the body';

/** True when the head says that a body follows. */
export function hasBody({ headers }: IncomingMessage): boolean {
  const length = headers['content-length'];
  return headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
}

/** True when the head alone says that the body is longer than `limit` bytes. */
function isDeclaredLonger({ headers }: IncomingMessage, limit: number): boolean {
  return Number(headers['content-length'] ?? 0) > limit;
}

/**
 * The bytes of a body, for which a caller that waits is asked only now. Stops at the first byte beyond
 * `limit`, keeps nothing of it and gives undefined. Rejects when the caller goes away in the middle.
 */
export function readBody(
  { request, askForBody }: Pick<Exchange, 'request' | 'askForBody'>,
  limit: number,
): Promise<Uint8Array | undefined> | Uint8Array {
  if (!hasBody(request)) return NOTHING;
  return new Promise((resolve, reject) => {
    if (isDeclaredLonger(request, limit)) return resolve(undefined);
    // Who left before the body was wanted says so no more.
    if (request.destroyed) return reject(new Error(GONE));
    const chunks: Buffer[] = [];
    let size = 0;
    const onData = (chunk: Buffer) => {
      size += chunk.length;
      chunks.push(chunk);
      if (size <= limit) return;
      request.off('data', onData);
      request.pause();
      resolve(undefined);
    };
    request.on('data', onData);
    request.once('end', () => resolve(Buffer.concat(chunks)));
    request.once('close', () => {
      if (!request.complete) reject(new Error(GONE));
    });
    askForBody?.();
  });
}

/** Reads off what is still on its way after an early answer, and cuts the line when it goes on for long. */
export function discardRest(request: IncomingMessage): void {
  const timer = setTimeout(() => request.socket.destroy(), LINGER_MS).unref();
  request.once('close', () => clearTimeout(timer));
  request.resume();
}
