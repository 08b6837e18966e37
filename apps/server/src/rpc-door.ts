import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RpcContext } from '@intarsia/api';
import type { Instance } from '@intarsia/runtime';
import { nodeHTTPRequestHandler } from '@trpc/server/adapters/node-http';
import { discardRest, hasBody } from './body.ts';
import { type Door, type Exchange, goneSignal } from './exchange.ts';
import { isSameOrigin, isSecure, type Way } from './origins.ts';
import { readRpcBody } from './rpc-body.ts';
import { cutStalled, type Patience } from './streams.ts';

/** Where the typed router hangs. */
export const RPC_PREFIX = '/trpc/';
const COOKIE = 'intarsia_session';
/** Tells clients where to go on when the line breaks before the first item. */
const BEGINS_BEHIND = 'last-event-id';

/** Brings requests to the typed router through tRPC's own adapter. */
export function rpcDoor(
  instance: Pick<Instance, 'router' | 'createContext'>,
  way: Way & Patience,
): Door {
  return async (exchange) => {
    const { request, response, request_id, url } = exchange;
    response.setHeader('x-request-id', request_id);
    response.setHeader('cache-control', 'no-store');
    const path = (url.split('?', 1)[0] ?? '').slice(RPC_PREFIX.length);
    const { text, fault } = await readRpcBody(exchange);
    // The adapter has words of its own for some types; a refusal has one form, whatever was sent.
    if (fault) request.headers['content-type'] = 'application/json';
    // Answers go on for callers that have closed their sending side; who does so to a subscription has gone.
    if (request.headers.accept?.includes('text/event-stream')) {
      request.socket.once('end', () => response.destroy());
      cutStalled(response, way);
    }
    const ended = new Promise<void>((resolve) => response.once('close', resolve));
    const handled = nodeHTTPRequestHandler<Instance['router'], IncomingMessage, ServerResponse>({
      // The adapter takes a text at `body` for what was read before it.
      req: Object.assign(request, { body: text }),
      res: response,
      path,
      router: instance.router,
      // What is asked may be longer than a URL, or not for one.
      allowMethodOverride: true,
      createContext: async () => {
        // From here the router answers a refusal in the form of its own errors.
        if (fault) throw fault;
        return contextOf(instance, exchange, way);
      },
    });
    await Promise.race([handled, ended]);
    if (!request.complete && hasBody(request)) discardRest(request);
    return RPC_PREFIX + knownPath(instance, path);
  };
}

async function contextOf(
  instance: Pick<Instance, 'createContext'>,
  exchange: Exchange,
  way: Way,
): Promise<RpcContext> {
  const { request, response, request_id } = exchange;
  const { headers } = request;
  const secure = isSecure(request, way);
  return instance.createContext({
    request_id,
    credentials: {
      authorization: headers.authorization,
      session: isSameOrigin(request, way) ? sessionOf(headers.cookie) : undefined,
      environment: single(headers['intarsia-environment']),
    },
    idempotency_key: single(headers['idempotency-key']),
    gone: () => goneSignal(exchange),
    onReply({ session, begins_behind }) {
      if (session !== undefined) response.setHeader('set-cookie', cookieOf(session, secure));
      if (begins_behind !== undefined) response.setHeader(BEGINS_BEHIND, begins_behind);
    },
  });
}

/** Procedure names are ours and may stand in a log; anything else in the path may be anything. */
function knownPath({ router }: Pick<Instance, 'router'>, path: string): string {
  const names = path.split(',');
  const known = names.every((name) => Object.hasOwn(router._def.procedures, name));
  if (!known) return '-';
  return names.length === 1 ? path : 'batch';
}

/**
 * Kept until the browser closes; its end is checked here in any case. Sent to the router alone, by pages of
 * this site alone, and out of reach of scripts.
 */
function cookieOf(session: string | null, secure: boolean): string {
  const end = session === null ? '; Max-Age=0' : '';
  return `${COOKIE}=${session ?? ''}; Path=/trpc; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}${end}`;
}

function sessionOf(cookies: string | undefined): string | undefined {
  for (const cookie of cookies?.split(';') ?? []) {
    const [name, value] = cookie.trim().split('=', 2);
    if (name === COOKIE && value) return value;
  }
  return undefined;
}

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
