import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { MAX_BODY_BYTES } from '@intarsia/api';
import { isDeclaredLonger } from './body.ts';
import { boundUrl } from './bound-url.ts';
import { type Door, NO_ROUTE, problem, requestIdOf, send, targetOf } from './exchange.ts';
import type { ServerLog } from './log.ts';
import type { Metrics } from './metrics.ts';

/** The port that requests come through. */
export interface HttpServer {
  /** The address it is bound to, as a URL without a trailing slash. */
  readonly url: string;
  /** Gives requests to a door from now on; those that came before wait for this. */
  open(door: Door): void;
  /** Takes no new connections, lets running requests end and cuts them off after `within_ms`. */
  close(within_ms: number): Promise<{ clean: boolean }>;
}

/** What the port tells about what passes. */
export interface HttpWatch {
  readonly log: ServerLog;
  readonly metrics: Metrics;
}

/** How long a head and a whole request may take, and how long an idle connection is kept. */
const HEAD_MS = 10_000;
const REQUEST_MS = 60_000;
/** Longer than the usual idle time of load balancers, so that they close first. */
const IDLE_MS = 65_000;
const SWEEP_MS = 100;
/** What a log says of a request whose caller did not wait for the answer. */
const CALLER_GONE = 499;

/** Binds a port. Rejects with the system's error when it is taken. */
export async function openHttp(
  { host, port }: { host: string; port: number },
  watch: HttpWatch,
): Promise<HttpServer> {
  const server = createServer({
    headersTimeout: HEAD_MS,
    requestTimeout: REQUEST_MS,
    keepAliveTimeout: IDLE_MS,
  });
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

function openGate({ log, metrics }: HttpWatch) {
  let door: Door | undefined;
  let closing = false;
  let waiting: (() => void)[] = [];
  const running = new Set<ServerResponse>();

  const answered = (exchange: Parameters<Door>[0], at: { route: string; started: number }) => {
    const { request, response, request_id } = exchange;
    const line = {
      request_id,
      method: request.method ?? '',
      route: at.route,
      status: response.writableEnded ? response.statusCode : CALLER_GONE,
      ms: performance.now() - at.started,
    };
    running.delete(response);
    metrics.observe(line);
    log.request(line);
  };

  function accept(request: IncomingMessage, response: ServerResponse): void {
    const started = performance.now();
    if (!door) {
      waiting.push(() => accept(request, response));
      return;
    }
    running.add(response);
    if (closing) sayGoodbye(response);
    const url = targetOf(request.url ?? '/');
    const exchange = { request, response, request_id: requestIdOf(request), url };
    void pass(door, exchange).then((route) => answered(exchange, { route, started }));
  }

  /** A door that fails has a bug; its caller learns nothing of the inside. */
  async function pass(through: Door, exchange: Parameters<Door>[0]): Promise<string> {
    try {
      return await through(exchange);
    } catch (err) {
      const { response, request_id } = exchange;
      if (response.destroyed) return NO_ROUTE;
      log.error({ err, request_id }, 'request failed');
      if (response.headersSent) response.destroy();
      else send(exchange, problem(500, 'internal', 'Something went wrong on our side.'));
      return NO_ROUTE;
    }
  }

  return {
    accept,
    /** A caller that asks before it sends is told at once when it would send too much. */
    acceptExpecting(request: IncomingMessage, response: ServerResponse): void {
      if (isDeclaredLonger(request, MAX_BODY_BYTES)) response.setHeader('connection', 'close');
      else response.writeContinue();
      accept(request, response);
    },
    open(opened: Door): void {
      door = opened;
      for (const go of waiting) go();
      waiting = [];
    },
    startClosing(): void {
      closing = true;
      for (const response of running) sayGoodbye(response);
    },
  };
}

/** Without it the caller would send its next request on a connection that is about to end. */
function sayGoodbye(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('connection', 'close');
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
