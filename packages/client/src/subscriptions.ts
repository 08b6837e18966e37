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
  /** The line is being opened; with an error when it has broken before. */
  calling(error?: Error): void;
  /** The line is open; the id behind which it begins, where the server says one. */
  begun(behind: string | undefined): void;
  came(message: Message): void;
}

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;
/** How long a line may be silent where the server does not say it: three times as long as ours ever are. */
const SILENCE_MS = 45_000;
const STREAM = 'text/event-stream';
/** The header of requests and answers that says behind which item a stream begins. */
const BEHIND = 'last-event-id';

/** The code of a JSON-RPC error after which nobody tries again. */
const BAD_REQUEST = -32600;
/** Those of servers that are away for a while, or have too much to do. */
const passing: readonly unknown[] = [-32603, -32502, -32503, -32504, -32029];

/**
 * Follows subscriptions over `fetch`: tRPC's own link needs an `EventSource`, which sends no headers. It comes
 * back by itself behind the last item that it saw, unless the server refuses it; who follows can tell by
 * `onConnectionStateChange` whether the line is open.
 */
export function subscriptionLink({ url, fetch, headers }: Way): TRPCLink<AppRouter> {
  return () =>
    ({ op }) =>
      observable((observer) => {
        const leaving = new AbortController();
        const { signal } = leaving;
        const address = `${url}/${op.path}?input=${encodeURIComponent(JSON.stringify(op.input ?? {}))}`;
        const listener: Listener = {
          calling(broken) {
            const error = broken ? TRPCClientError.from<AppRouter>(broken) : null;
            observer.next({ result: { type: 'state', state: 'connecting', error } });
          },
          begun() {
            observer.next({ result: { type: 'state', state: 'pending', error: null } });
            observer.next({ result: { type: 'started' } });
          },
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
    ...listener,
    begun(behind) {
      failures = 0;
      last ??= behind;
      listener.begun(behind);
    },
    came(message) {
      last = message.id;
      listener.came(message);
    },
  };
  listener.calling();
  while (!signal.aborted) {
    const headers = { ...asking.headers, ...(last === undefined ? {} : { [BEHIND]: last }) };
    let cause: unknown;
    const refusal = await listen(url, { ...asking, headers }, heard).catch((error: unknown) => {
      cause = error;
    });
    if (signal.aborted) return;
    if (refusal) throw { error: refusal };
    listener.calling(new Error('The line has broken.', { cause }));
    await pause(Math.min(FIRST_WAIT_MS * 2 ** failures, LONGEST_WAIT_MS), signal);
    failures += 1;
  }
}

/** Resolves with a refusal, or with nothing when the line has broken; rejects when it was cut. */
async function listen(
  url: string,
  { fetch, headers, signal }: Asking,
  listener: Listener,
): Promise<object | undefined> {
  const line = openLine(signal);
  try {
    const answer = await fetch(url, {
      headers: { ...headers, accept: STREAM },
      signal: line.signal,
    });
    if (!answer.headers.get('content-type')?.startsWith(STREAM)) return await refusalIn(answer);
    listener.begun(answer.headers.get(BEHIND) ?? undefined);
    for await (const message of messagesIn(answer.body, line.heard)) {
      if (signal.aborted) return undefined;
      const { event, data, id } = message;
      if (event === 'connected') line.mayBeSilentFor(silenceIn(data));
      if (event === 'serialized-error') {
        const refusal = JSON.parse(data ?? '{}');
        return passing.includes(refusal.code) ? undefined : refusal;
      }
      if (event === undefined && data !== undefined && id !== undefined) listener.came(message);
    }
    return undefined;
  } finally {
    line.cut();
  }
}

/** A line to a server. It is cut when nobody listens any more, and when nothing was heard for too long. */
function openLine(leaving: AbortSignal) {
  const line = new AbortController();
  const cut = () => {
    clearTimeout(timer);
    leaving.removeEventListener('abort', cut);
    line.abort();
  };
  let silence_ms = SILENCE_MS;
  let timer = setTimeout(cut, silence_ms);
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(cut, silence_ms);
  };
  leaving.addEventListener('abort', cut);
  if (leaving.aborted) cut();
  return {
    signal: line.signal,
    cut,
    heard,
    mayBeSilentFor(milliseconds: number) {
      silence_ms = milliseconds;
      heard();
    },
  };
}

/** After how much silence a server wants its callers to come back. */
function silenceIn(data = '{}'): number {
  const { reconnectAfterInactivityMs: said } = JSON.parse(data);
  return typeof said === 'number' && said > 0 ? said : SILENCE_MS;
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

/** The messages of an event stream, as its pieces come; each piece shows that the line is alive. */
async function* messagesIn(
  body: ReadableStream<Uint8Array> | null,
  heard: () => void,
): AsyncGenerator<Message> {
  const reader = body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  while (reader) {
    const { done, value } = await reader.read();
    if (done) return;
    heard();
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
