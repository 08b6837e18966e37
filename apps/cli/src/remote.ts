import { createIntarsia } from '@intarsia/client';
import { explainer } from './explain.ts';
import { Failure } from './failures.ts';
import type { Remote } from './io.ts';
import type { Target } from './target.ts';

/** How long a server may take over one answer. */
const PATIENCE_MS = 30_000;
/** Over moving a clock, with all the work that falls due; below the five minutes after which `fetch` gives up. */
const DRIVE_PATIENCE_MS = 270_000;

/** A server that can be asked. Nothing is sent before the first call. */
export function openRemote(target: Target, fetch: typeof globalThis.fetch): Remote {
  const reach = reachable(target.url, fetch);
  return {
    target,
    api: createIntarsia({ url: target.url, apiKey: target.api_key, fetch: rpcOnly(target, reach) }),
    get: (path) => reach(`${target.url}${path}`),
    stream: (path, signal) => fetch(`${target.url}${path}`, { headers: authOf(target), signal }),
    download: (link) => download(link, reachable(new URL(link).origin, fetch)),
    explain: explainer(target),
  };
}

function authOf({ api_key }: Target): Record<string, string> {
  return api_key === undefined
    ? {}
    : { authorization: `Basic ${Buffer.from(api_key).toString('base64')}` };
}

async function download(link: string, fetch: typeof globalThis.fetch): Promise<Uint8Array> {
  const response = await fetch(link);
  if (response.ok) return new Uint8Array(await response.arrayBuffer());
  const { origin } = new URL(link);
  throw new Failure('failure', `${origin} does not give the file (HTTP ${response.status}).`, {
    hints: ["Links live 15 minutes of the environment's time. Run the same command again."],
  });
}

/** Says which server is not there instead of how a socket failed. */
function reachable(url: string, fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    const patience_ms = isDrive(input) ? DRIVE_PATIENCE_MS : PATIENCE_MS;
    const late = AbortSignal.timeout(patience_ms);
    const signal = init?.signal ? AbortSignal.any([init.signal, late]) : late;
    try {
      return await fetch(input, { ...init, signal });
    } catch (error) {
      if (late.aborted) {
        const seconds = patience_ms / 1000;
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

function isDrive(input: Parameters<typeof globalThis.fetch>[0]): boolean {
  const url = input instanceof Request ? input.url : String(input);
  return /\/trpc\/clock\.(?!get)/.test(url);
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
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.cause === undefined ? error.message : reasonOf(error.cause);
}
