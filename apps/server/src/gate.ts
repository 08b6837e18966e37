import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  type Door,
  type Exchange,
  NO_ROUTE,
  problem,
  requestIdOf,
  send,
  targetOf,
} from './exchange.ts';
import type { ServerLog } from './log.ts';
import type { Metrics } from './metrics.ts';
import { earlyDoors } from './pages-door.ts';

/** Who is told about every request. */
export interface Watch {
  readonly log: ServerLog;
  readonly metrics: Metrics;
}

/** Stands between the port and the doors: holds requests until there are doors (but those that ask for its health), and counts who is inside. */
export interface Gate {
  accept(request: IncomingMessage, response: ServerResponse): void;
  /** The same for a caller that asks before it sends its body. */
  acceptExpecting(request: IncomingMessage, response: ServerResponse): void;
  /** Lets in those who wait and all who come. */
  open(door: Door): void;
  /** Tells everybody inside, and all who still come, that this connection ends with the answer. */
  startClosing(): void;
}

/** What a log says of a request whose caller did not wait for the answer. */
const CALLER_GONE = 499;

/** A gate without doors. */
export function openGate(watch: Watch): Gate {
  const inside = new Set<ServerResponse>();
  let door: Door | undefined;
  let closing = false;
  let waiting: (() => void)[] = [];

  function accept(
    request: IncomingMessage,
    response: ServerResponse,
    askForBody?: () => void,
  ): void {
    const started = performance.now();
    const url = targetOf(request.url ?? '/');
    const passage = door ?? earlyDoors.get(url.split('?', 1)[0] ?? '');
    if (!passage) {
      waiting.push(() => accept(request, response, askForBody));
      return;
    }
    inside.add(response);
    if (closing) sayGoodbye(response);
    const exchange = { request, response, request_id: requestIdOf(request), url, askForBody };
    const done = (route: string) => {
      inside.delete(response);
      report(exchange, { route, started, watch });
    };
    pass(passage, exchange, { done, failed: (error) => done(fail(exchange, error, watch.log)) });
  }

  return {
    accept: (request, response) => accept(request, response),
    acceptExpecting(request, response) {
      // Who is answered before it was asked for its body may send that next instead of a request.
      sayGoodbye(response);
      accept(request, response, () => {
        if (!closing) response.removeHeader('connection');
        response.writeContinue();
      });
    },
    open(opened) {
      door = opened;
      for (const go of waiting) go();
      waiting = [];
    },
    startClosing() {
      closing = true;
      for (const response of inside) sayGoodbye(response);
    },
  };
}

function pass(
  door: Door,
  exchange: Exchange,
  then: { done: (route: string) => void; failed: (error: unknown) => void },
): void {
  try {
    const passing = door(exchange);
    if (typeof passing === 'string') then.done(passing);
    else passing.then(then.done, then.failed);
  } catch (error) {
    then.failed(error);
  }
}

/** A door that fails has a bug; its caller learns nothing of the inside. */
function fail(exchange: Exchange, err: unknown, log: ServerLog): string {
  const { response, request_id } = exchange;
  if (response.destroyed) return NO_ROUTE;
  log.error({ err, request_id }, 'request failed');
  if (response.headersSent) response.destroy();
  else send(exchange, problem(500, 'internal', 'Something went wrong on our side.'));
  return NO_ROUTE;
}

function report(
  { request, response, request_id }: Exchange,
  { route, started, watch }: { route: string; started: number; watch: Watch },
): void {
  const line = {
    request_id,
    method: request.method ?? '',
    route,
    status: response.writableEnded ? response.statusCode : CALLER_GONE,
    ms: performance.now() - started,
  };
  watch.metrics.observe(line);
  watch.log.request(line);
}

/** Without it the caller would send its next request on a connection that is about to end. */
function sayGoodbye(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('connection', 'close');
}
