import type { LookupFunction } from 'node:net';
import type { Dispatcher } from 'undici';

/** How long a connection that nobody uses is kept open, unless the other side asks for less. */
const KEPT_MS = 30_000;

/** Connections to receivers, which are kept open for the next request. */
export interface Connections extends Pick<Dispatcher, 'dispatch'> {
  /** Whether the request that begins now is the first of its connection. */
  isNew(): boolean;
  close(): void;
}

/** How connections are opened: where a name leads to, and for how long that is tried. */
export interface ConnectionsOptions {
  readonly lookup: LookupFunction;
  readonly timeout_ms: number;
}

/** Makes what opens connections when there is something to send. */
export async function openConnections({
  lookup,
  timeout_ms,
}: ConnectionsOptions): Promise<Connections> {
  // Loaded by who sends something: it takes 20 MB.
  const { Agent } = await import('undici');
  const agent = new Agent({
    connect: { lookup, timeout: timeout_ms },
    keepAliveTimeout: KEPT_MS,
    keepAliveMaxTimeout: KEPT_MS,
    // Whoever sends has a deadline for all of it.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  let isNew = false;
  agent.on('connect', () => {
    // What it was opened for begins within the same turn.
    isNew = true;
    queueMicrotask(() => {
      isNew = false;
    });
  });
  return {
    isNew: () => isNew,
    dispatch: (options, handler) => agent.dispatch(options, handler),
    close: () => agent.destroy(),
  };
}
