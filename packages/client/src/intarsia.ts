import type { AppRouter } from '@intarsia/api';
import { createTRPCClient, httpBatchLink, httpLink, splitLink } from '@trpc/client';
import type { Intarsia } from './operations.ts';
import { subscriptionLink } from './subscriptions.ts';

/** Where a server is and who calls it. */
export interface IntarsiaOptions {
  /** Base URL, such as `http://127.0.0.1:4650`; with or without a slash at its end. */
  readonly url: string;
  /** `api_key_id:api_key_secret`. */
  readonly apiKey?: string | undefined;
  /** An access token, for the data of one person. Give this or a key, not both. */
  readonly userToken?: string | undefined;
  /** The environment an operator works in. Keys and tokens carry their own. */
  readonly environment?: string | undefined;
  /** Instead of the global one. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** False: calls of one moment do not travel together, so none has to wait for a timer. */
  readonly batch?: boolean | undefined;
  /** True: what is read is asked for by POST too, so that nothing of the question stands in a URL. */
  readonly post?: boolean | undefined;
  /** Sent with every call. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Names the environment of an operator's call. */
export const ENVIRONMENT_HEADER = 'intarsia-environment';

/** Longer batches of reads are split, so that no proxy finds a URL too long. */
const MAX_URL_LENGTH = 2000;
/** The most calls that a server takes in one batch. */
const MAX_CALLS = 100;

/** A typed client of one server. Calls of one moment travel in one request. */
export function createIntarsia(options: IntarsiaOptions): Intarsia {
  const way = {
    url: rpcUrl(options.url),
    headers: headersOf(options),
    ...(options.post ? { methodOverride: 'POST' as const } : {}),
    ...(options.fetch ? { fetch: fetchOf(options.fetch) } : {}),
  };
  const calls =
    options.batch === false
      ? httpLink(way)
      : httpBatchLink({ ...way, maxURLLength: MAX_URL_LENGTH, maxItems: MAX_CALLS });
  const { url, headers } = way;
  const fetch = options.fetch ?? globalThis.fetch;
  const subscriptions = subscriptionLink({ url, fetch, headers });
  const isSubscription = ({ type }: { type: string }) => type === 'subscription';
  const link = splitLink({ condition: isSubscription, true: subscriptions, false: calls });
  return createTRPCClient<AppRouter>({ links: [link] });
}

/** The address of the typed calls on a server. */
export function rpcUrl(url: string): string {
  return `${url.replace(/\/+$/, '')}/trpc`;
}

type LinkFetch = NonNullable<Parameters<typeof httpBatchLink>[0]['fetch']>;

function fetchOf(fetch: typeof globalThis.fetch): LinkFetch {
  // The link's own request type is a part of RequestInit, spelled without exact optional members.
  return (input, init) => fetch(input, init as RequestInit);
}

function headersOf({
  apiKey,
  userToken,
  environment,
  headers,
}: IntarsiaOptions): Record<string, string> {
  return {
    ...headers,
    ...(userToken === undefined ? {} : { authorization: `Bearer ${userToken}` }),
    ...(apiKey === undefined ? {} : { authorization: `Basic ${base64(apiKey)}` }),
    ...(environment === undefined ? {} : { [ENVIRONMENT_HEADER]: environment }),
  };
}

/** Base64 of the UTF-8 bytes, in browsers as in Node. */
function base64(text: string): string {
  return btoa(String.fromCodePoint(...new TextEncoder().encode(text)));
}
