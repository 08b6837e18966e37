import type { Instance } from '@intarsia/runtime';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';

/** Where the instance is, for those who want an address. `.test` is nobody's (RFC 6761). */
export const BASE = 'http://intarsia.test';
const RPC = '/trpc';

/** What is done around every request. */
export interface Around {
  before(): Promise<void>;
  after(): Promise<void>;
}

/**
 * The doors of an instance as a `fetch`. Throws a `TypeError`, as the global one does where nobody
 * answers, for an address on another host.
 */
export function fetchOf(instance: Instance, { before, after }: Around): typeof globalThis.fetch {
  let count = 0;
  return async (input, init) => {
    const request = requestOf(input, init);
    request.signal.throwIfAborted();
    await before();
    count += 1;
    const response = await answerOf(instance, request, `test-${count}`);
    await after();
    request.signal.throwIfAborted();
    return response;
  };
}

function requestOf(input: string | URL | Request, init: RequestInit | undefined): Request {
  const request =
    input instanceof Request ? new Request(input, init) : new Request(new URL(input, BASE), init);
  const { origin } = new URL(request.url);
  if (origin === BASE) return request;
  throw new TypeError(
    `This fetch answers for ${BASE} alone, and there is no network in a test: ${origin} was asked. Give the code under test intarsia.url as its base address.`,
  );
}

async function answerOf(
  instance: Instance,
  request: Request,
  request_id: string,
): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  if (pathname.startsWith(`${RPC}/`)) return rpcAnswer(instance, request, request_id);
  const page = pageAt(instance, pathname);
  if (page && request.method === 'GET') return Response.json(JSON.parse(await page));
  const { status, headers, body, stream } = await instance.rest({
    method: request.method,
    url: `${pathname}${search}`,
    headers: Object.fromEntries(request.headers),
    body: new Uint8Array(await request.arrayBuffer()),
    origin: BASE,
    request_id,
    gone: () => request.signal,
  });
  // An empty text would be a body, which some statuses may not have.
  const init = { status, headers: { ...headers, 'x-request-id': request_id } };
  if (stream) return new Response(streamOf(stream), init);
  return new Response(typeof body === 'string' ? body || null : new Uint8Array(body), init);
}

/** What comes piece by piece, until the reader has enough. */
function streamOf(pieces: AsyncIterableIterator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await pieces.return?.();
    },
  });
}

function rpcAnswer(instance: Instance, req: Request, request_id: string): Promise<Response> {
  const header = (name: string) => req.headers.get(name) ?? undefined;
  return fetchRequestHandler({
    endpoint: RPC,
    req,
    router: instance.router,
    createContext: () =>
      instance.createContext({
        request_id,
        credentials: {
          authorization: header('authorization'),
          environment: header('intarsia-environment'),
        },
        idempotency_key: header('idempotency-key'),
      }),
  });
}

/** What a server shows besides the API, as JSON. */
async function jwks(instance: Instance): Promise<string> {
  return JSON.stringify(await instance.publicKeys());
}

function pageAt(instance: Instance, path: string): Promise<string> | undefined {
  if (path === '/.well-known/jwks.json') return jwks(instance);
  if (path === '/openapi.json') return Promise.resolve(instance.openApi());
  return undefined;
}
