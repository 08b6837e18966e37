import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { boundUrl } from './bound-url.ts';
import type { Door } from './exchange.ts';
import { openGate, type Watch } from './gate.ts';

/** The port that requests come through. */
export interface HttpServer {
  /** The address it is bound to, as a URL without a trailing slash. */
  readonly url: string;
  /** Gives requests to a door from now on; those that came before wait for this. */
  open(door: Door): void;
  /** Takes no new connections, lets running requests end and cuts them off after `within_ms`. */
  close(within_ms: number): Promise<{ clean: boolean }>;
}

/**
 * How long a head and a whole request may take: that of a file of 20 MiB over a line of 0.6 Mbit/s. Then how
 * long an idle connection is kept.
 */
const HEAD_MS = 10_000;
const REQUEST_MS = 300_000;
/** Longer than the usual idle time of load balancers, so that they close first. */
const IDLE_MS = 65_000;
/** How often those times are looked at. */
const CHECK_MS = 1_000;
/** How often a closing server looks for connections that have become idle. */
const SWEEP_MS = 100;

/** Binds a port. Rejects with the system's error when it is taken. */
export async function openHttp(
  { host, port }: { host: string; port: number },
  watch: Watch,
): Promise<HttpServer> {
  const server = createServer({
    headersTimeout: HEAD_MS,
    requestTimeout: REQUEST_MS,
    keepAliveTimeout: IDLE_MS,
    connectionsCheckingInterval: CHECK_MS,
  });
  // Node quietly drops headers beyond a number, be it the one with the key; their size is bounded anyway.
  server.maxHeadersCount = 0;
  // A caller may close its sending side once the request is sent, and still read (RFC 9112 section 9.6).
  Object.assign(server, { httpAllowHalfOpen: true });
  const gate = openGate(watch);
  server.on('request', gate.accept);
  server.on('checkContinue', gate.acceptExpecting);
  server.on('clientError', refuseMalformed);
  await listen(server, { host, port });

  return {
    url: urlOf(server, host),
    open: gate.open,
    close(within_ms) {
      gate.startClosing();
      return closeServer(server, within_ms);
    },
  };
}

function listen(server: Server, at: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(at.port, at.host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function urlOf(server: Server, host: string): string {
  // Safe: a server that listens on a host and port has such an address.
  const { port } = server.address() as AddressInfo;
  return boundUrl(host, port);
}

async function closeServer(server: Server, within_ms: number): Promise<{ clean: boolean }> {
  const closed = new Promise<true>((resolve) => server.close(() => resolve(true)));
  // A stream that began before the goodbye leaves a connection that is idle but open.
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), within_ms);
  });
  const clean = await Promise.race([closed, late]);
  clearTimeout(timer);
  clearInterval(sweep);
  if (!clean) server.closeAllConnections();
  return { clean };
}

const malformed: Record<string, [status: string, code: string, detail: string]> = {
  HPE_HEADER_OVERFLOW: [
    '431 Request Header Fields Too Large',
    'headers_too_large',
    'The headers are too large.',
  ],
  HPE_INVALID_URL: ['400 Bad Request', 'request_invalid', 'The URL must be percent-encoded ASCII.'],
  ERR_HTTP_REQUEST_TIMEOUT: [
    '408 Request Timeout',
    'request_timeout',
    'The request took too long.',
  ],
};
const badRequest = ['400 Bad Request', 'request_invalid', 'This is not valid HTTP.'] as const;

/** Answers what Node could not read as a request, so no `ServerResponse` exists for it. */
function refuseMalformed(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const [status, code, detail] = malformed[error.code ?? ''] ?? badRequest;
  const body = JSON.stringify({ detail, code });
  socket.end(
    `HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  );
}
