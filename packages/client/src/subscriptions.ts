import type { AppRouter } from '@intarsia/api';
import { TRPCClientError, type TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';

/** How a subscription asks its server. */
interface Way {
  /** Of the typed calls. */
  readonly url: string;
  readonly fetch: typeof globalThis.fetch;
  /** Sent with every request: keys stand in headers, never in a URL. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Who is told of what comes. */
interface Listener {
  begun(): void;
  came(message: Message): void;
}

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;
const STREAM = 'text/event-stream';

/** The code of a JSON-RPC error after which nobody tries again. */
const BAD_REQUEST = -32600;
/** Those of servers that are away for a while. */
const passing: readonly unknown[] = [-32603, -32502, -32503, -32504];

/**
 * Follows subscriptions over `fetch`: tRPC's own link needs an `EventSource`, which sends no headers. It comes
 * back by itself behind the last item that it saw, unless the server refuses it.
 */
export function subscriptionLink({ url, fetch, headers }: Way): TRPCLink<AppRouter> {
  return () =>
    ({ op }) =>
      observable((observer) => {
        const leaving = new AbortController();
        const { signal } = leaving;
        const address = `${url}/${op.path}?input=${encodeURIComponent(JSON.stringify(op.input ?? {}))}`;
        const listener: Listener = {
          begun: () => observer.next({ result: { type: 'started' } }),
          came({ id = '', data = '' }) {
            observer.next({ result: { id, data: { id, data: JSON.parse(data) } } });
          },
        };
        comeBack(address, { fetch, headers, signal }, listener).then(
          () => observer.complete(),
          (refusal: unknown) => observer.error(TRPCClientError.from(Object(refusal))),
        );
        return () => leaving.abort();
      });
}

interface Asking extends Pick<Way, 'fetch' | 'headers'> {
  readonly signal: AbortSignal;
}

/** Listens again and again. Resolves when nobody follows any more; rejects with a refusal. */
async function comeBack(url: string, asking: Asking, listener: Listener): Promise<void> {
  const { signal } = asking;
  let last: string | undefined;
  let failures = 0;
  const heard: Listener = {
    begun() {
      failures = 0;
      listener.begun();
    },
    came(message) {
      last = message.id;
      listener.came(message);
    },
  };
  while (!signal.aborted) {
    const headers = { ...asking.headers, ...(last === undefined ? {} : { 'last-event-id': last }) };
    const refusal = await listen(url, { ...asking, headers }, heard).catch(() => undefined);
    if (signal.aborted) return;
    if (refusal) throw { error: refusal };
    await pause(Math.min(FIRST_WAIT_MS * 2 ** failures, LONGEST_WAIT_MS), signal);
    failures += 1;
  }
}

/** Resolves with a refusal, or with nothing when the line has broken. */
async function listen(
  url: string,
  { fetch, headers, signal }: Asking,
  listener: Listener,
): Promise<object | undefined> {
  const answer = await fetch(url, { headers: { ...headers, accept: STREAM }, signal });
  if (!answer.headers.get('content-type')?.startsWith(STREAM)) return refusalIn(answer);
  listener.begun();
  for await (const message of messagesIn(answer.body)) {
    if (signal.aborted) return undefined;
    const { event, data, id } = message;
    if (event === 'serialized-error') {
      const refusal = JSON.parse(data ?? '{}');
      return passing.includes(refusal.code) ? undefined : refusal;
    }
    if (event === undefined && data !== undefined && id !== undefined) listener.came(message);
  }
  return undefined;
}

/** What a server said instead of a stream. A server that is away says nothing for good. */
async function refusalIn(answer: Response): Promise<object | undefined> {
  if (answer.status >= 500 || answer.status === 429) return undefined;
  const said: unknown = await answer.json().catch(() => undefined);
  const isRefusal = typeof said === 'object' && said !== null && 'error' in said;
  if (isRefusal && typeof said.error === 'object' && said.error !== null) return said.error;
  return { code: BAD_REQUEST, message: `The server answered ${answer.status}.`, data: null };
}

interface Message {
  readonly id?: string | undefined;
  readonly event?: string | undefined;
  readonly data?: string | undefined;
}

/** The messages of an event stream, as its pieces come. */
async function* messagesIn(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Message> {
  const reader = body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  while (reader) {
    const { done, value } = await reader.read();
    if (done) return;
    text = (text + decoder.decode(value, { stream: true })).replaceAll('\r\n', '\n');
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    yield* blocks.map(messageOf);
  }
}

/** Lines that begin with a colon are comments, which have no name and mean nothing. */
function messageOf(block: string): Message {
  const fields = new Map<string, string>();
  for (const line of block.split('\n')) {
    const [, name = '', value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    const known = name === 'data' ? fields.get(name) : undefined;
    fields.set(name, known === undefined ? value : `${known}\n${value}`);
  }
  return { id: fields.get('id'), event: fields.get('event'), data: fields.get('data') };
}

/** Waits, but not for somebody who has left. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
