import { IntarsiaError } from '@intarsia/domain';
import type { Gone } from '../chaos.ts';
import type { Deps } from '../context.ts';
import type { Guard } from '../guard.ts';
import { idempotencyKey } from '../idempotency.ts';
import { type Answer, invoke } from '../invoke.ts';
import { writeJson } from '../json.ts';
import { openStream, type Stream } from '../stream.ts';
import { type BodyReader, bodyOf } from './body.ts';
import { errorResponse } from './errors.ts';
import { readQuery, withPageUrls } from './query.ts';
import { allowedMethods, matchRoute, type Route, type RouteTable } from './routes.ts';
import { eventStreams, streamHeaders } from './sse.ts';

/** A request as plain values, so that no door has to convert it. */
export interface RestRequest {
  readonly method: string;
  /** Path with query, as it stood in the request line. */
  readonly url: string;
  /** Lower-case names; a repeated header is joined as Node joins it. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The bytes of the body, none when there was none; or who reads them when they are wanted. */
  readonly body: Uint8Array | BodyReader;
  /** Scheme and host that the caller used, without a trailing slash: the base of `next` and `previous`. */
  readonly origin: string;
  readonly request_id: string;
  /** Asked only while a call is held up. */
  readonly gone?: Gone | undefined;
}

/** The answer as plain values. `body` is a whole JSON text, the bytes of a file, or empty. */
export interface RestResponse {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string | Uint8Array;
  /** What comes piece by piece instead of a body. Who takes it says when it is enough, by `return`. */
  readonly stream?: AsyncIterableIterator<Uint8Array>;
  /** The path template that was matched, for logs and metrics. */
  readonly route?: string;
}

/** Answers every request under `/v1`. Never throws: a bug becomes a 500 that says nothing about the inside. */
export type RestHandler = (request: RestRequest) => Promise<RestResponse>;

/** Headers that a browser shows to a page of another site. */
const EXPOSED =
  'x-request-id, retry-after, idempotency-replayed, ratelimit, ratelimit-policy, ratelimit-limit, ratelimit-remaining, ratelimit-reset';

/** The headers of every answer, as an object of its own. */
function commonHeaders(): Record<string, string> {
  return {
    'access-control-allow-origin': '*',
    'access-control-expose-headers': EXPOSED,
  };
}

/** Builds the REST face of a table of routes. */
export function createRestHandler(routes: RouteTable, deps: Deps, guard: Guard): RestHandler {
  const streamOf = eventStreams();
  return async (request) => {
    const mark = request.url.indexOf('?');
    const path = mark < 0 ? request.url : request.url.slice(0, mark);
    const search = mark < 0 ? '' : request.url.slice(mark + 1);
    let route: string | undefined;
    try {
      const method = request.method === 'HEAD' ? 'GET' : request.method;
      if (method === 'OPTIONS') return preflight(routes, path, request);
      const match = matchRoute(routes, method, path);
      route = match.route.path;
      const matched = { match, path, search, request };
      if (match.route.operation.kind === 'subscription') {
        const { stream, headers } = await followRoute(matched, deps, guard);
        return {
          status: match.route.row.status,
          headers: { ...commonHeaders(), ...headers, ...streamHeaders },
          body: '',
          stream: streamOf(stream),
          route,
        };
      }
      const { answer, headers } = await callRoute(matched, deps, guard);
      return success(match.route, answer, { path, search, request, headers });
    } catch (error) {
      if (!(error instanceof IntarsiaError)) {
        deps.log.error({ err: error, request_id: request.request_id, route }, 'request failed');
      }
      return {
        ...errorResponse(error, commonHeaders()),
        ...(route === undefined ? {} : { route }),
      };
    }
  };
}

interface Matched {
  readonly match: { route: Route; params: Record<string, string> };
  readonly path: string;
  readonly search: string;
  readonly request: RestRequest;
}

async function callRoute(
  { match: { route, params }, search, request }: Matched,
  deps: Deps,
  guard: Guard,
): Promise<Answered> {
  const { operation } = route;
  const { headers } = request;
  const caller = await guard.authorize(operation, { authorization: headers.authorization });
  // A user token reads over REST; its changes go through Link and the typed router.
  if (caller.actor.kind === 'user' && operation.kind === 'mutation' && !route.row.bearer) {
    throw new IntarsiaError('caller_not_allowed', 'A user token can only read here.');
  }
  const disturbing = guard.chaos.disturb(operation, caller, request.gone);
  const added = disturbing && (await disturbing);
  if (operation.kind === 'query') {
    const input = search === '' ? params : Object.assign(readQuery(search), params);
    return { answer: await invoke(operation, { deps, guard, caller, input }), headers: added };
  }
  const body = await bodyOf(route, request);
  const named = { ...(route.row.upload ? readQuery(search) : {}), ...params };
  const answer = await invoke(operation, {
    deps,
    guard,
    caller,
    input: { ...named, ...body.members, ...params },
    idempotency:
      operation.rest?.method === 'POST'
        ? idempotencyKey(headers['idempotency-key'], {
            // Spellings of one path are one route, and no body is an empty object.
            route: `POST ${route.path} ${JSON.stringify(named)}`,
            body: () => body.text.trim() || '{}',
          })
        : undefined,
  });
  return { answer, headers: added };
}

/** Begins a stream. What the caller saw last wins over what stands in the URL, which never changes. */
async function followRoute(
  { match: { route, params }, search, request }: Matched,
  deps: Deps,
  guard: Guard,
): Promise<{ stream: Stream<unknown>; headers: Record<string, string> | undefined }> {
  const { operation } = route;
  const { authorization, 'last-event-id': cursor } = request.headers;
  const authorize = async () => guard.authorize(operation, { authorization });
  const caller = await authorize();
  const disturbing = guard.chaos.disturb(operation, caller, request.gone);
  const headers = disturbing && (await disturbing);
  const input = Object.assign(readQuery(search), params, cursor ? { cursor } : {});
  const { gone } = request;
  const call = { deps, guard, caller, input, gone, stillAllowed: authorize };
  return { stream: await openStream(operation, call), headers };
}

/** What an operation answered, and headers that go with it. */
interface Answered {
  readonly answer: Answer;
  readonly headers: Record<string, string> | undefined;
}

function success(
  { operation, row, path: template }: Route,
  { output, reply, replayed }: Answer,
  at: Pick<Matched, 'path' | 'search' | 'request'> & Pick<Answered, 'headers'>,
): RestResponse {
  const status = reply.status ?? row.status;
  const headers = commonHeaders();
  if (at.headers) Object.assign(headers, at.headers);
  if (replayed) headers['idempotency-replayed'] = 'true';
  if (output === undefined) return { status, headers, body: '', route: template };
  const shown = row.list ? withPageUrls(output, { ...at, origin: at.request.origin }) : output;
  headers['content-type'] = 'application/json; charset=utf-8';
  // Answers of public operations are the same for everybody; all others hold somebody's data.
  headers['cache-control'] = operation.policy.includes('public')
    ? 'public, max-age=60'
    : 'no-store';
  const body = writeJson(shown);
  return { status, headers, body: at.request.method === 'HEAD' ? '' : body, route: template };
}

const KNOWN_HEADERS = 'authorization, content-type, idempotency-key, x-request-id';

/** Header names (RFC 9110 tokens) with commas between them. */
const HEADER_NAMES = /^[\w!#$%&'*+.^`|~-]+(?:[ \t]*,[ \t]*[\w!#$%&'*+.^`|~-]+)*$/;

/** Any header of a browser's client may come: those that nobody knows are not read. */
function headersAllowed(asked: string | undefined): string {
  return asked !== undefined && HEADER_NAMES.test(asked) ? asked : KNOWN_HEADERS;
}

function preflight(routes: RouteTable, path: string, { headers }: RestRequest): RestResponse {
  const methods = [...allowedMethods(routes, path), 'OPTIONS'].join(', ');
  return {
    status: 204,
    headers: {
      ...commonHeaders(),
      allow: methods,
      'access-control-allow-methods': methods,
      'access-control-allow-headers': headersAllowed(headers['access-control-request-headers']),
      vary: 'access-control-request-headers',
      'access-control-max-age': '86400',
    },
    body: '',
  };
}
