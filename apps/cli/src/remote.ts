import { createIntarsia } from '@intarsia/client';
import { explainer } from './explain.ts';
import { Failure } from './failures.ts';
import type { Remote } from './io.ts';
import type { Target } from './target.ts';

/** How long a server may take over one answer. */
const PATIENCE_MS = 30_000;

/** A server that can be asked. Nothing is sent before the first call. */
export function openRemote(target: Target, fetch: typeof globalThis.fetch): Remote {
  const reach = reachable(target.url, fetch);
  return {
    target,
    api: createIntarsia({ url: target.url, apiKey: target.api_key, fetch: rpcOnly(target, reach) }),
    get: (path) => reach(`${target.url}${path}`),
    explain: explainer(target),
  };
}

/** Says which server is not there instead of how a socket failed. */
function reachable(url: string, fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    const late = AbortSignal.timeout(PATIENCE_MS);
    const signal = init?.signal ? AbortSignal.any([init.signal, late]) : late;
    try {
      return await fetch(input, { ...init, signal });
    } catch (error) {
      if (late.aborted) {
        const seconds = PATIENCE_MS / 1000;
        throw new Failure('unreachable', `${url} did not answer within ${seconds} s.`, {
          cause: error,
        });
      }
      throw new Failure('unreachable', `No server answers at ${url} (${reasonOf(error)}).`, {
        hints: ['Start one with `intarsia serve`, or name another with --url or --profile.'],
        cause: error,
      });
    }
  };
}

/** Something else may listen there: a proxy, another program. Its answers are not taken for ours. */
function rpcOnly({ url }: Target, fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    const type = response.headers.get('content-type') ?? 'no content';
    if (type.startsWith('application/json')) return response;
    throw new Failure(
      'unreachable',
      `What answers at ${url} is not an Intarsia server (HTTP ${response.status}, ${type.split(';')[0]}).`,
      { hints: ['Name the server with --url, INTARSIA_URL or a profile.'] },
    );
  };
}

/** The system's word for what went wrong, such as ECONNREFUSED; it stands deep inside the error. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.cause === undefined ? error.message : reasonOf(error.cause);
}
