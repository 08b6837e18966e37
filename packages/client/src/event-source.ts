/** How an event source asks its server. */
export interface EventSourceWay {
  readonly fetch: typeof globalThis.fetch;
  /** Sent with every request: keys stand in headers, never in a URL. */
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds before the first try to come back; a second when not said. */
  readonly wait_ms?: number | undefined;
}

/** What the link for subscriptions needs of an `EventSource`. */
interface Source {
  readonly CONNECTING: 0;
  readonly OPEN: 1;
  readonly CLOSED: 2;
  readyState: 0 | 1 | 2;
  addEventListener(type: string, listener: (event: object) => void): void;
  removeEventListener(type: string, listener: (event: object) => void): void;
  close(): void;
}

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;

/** The code of a JSON-RPC error after which nobody tries again. */
const BAD_REQUEST = -32600;

/**
 * An `EventSource` over `fetch`: it sends headers, and runs also where there is none. It comes back by itself
 * behind the last event that it saw, unless the server refuses it.
 */
export function eventSourceOver(way: EventSourceWay): new (url: string) => Source {
  function open(url: string): Source {
    return openSource(url, way);
  }
  // Safe: called with `new`, a function gives the object that it returns.
  return open as unknown as new (
    url: string,
  ) => Source;
}

function openSource(url: string, { fetch, headers, wait_ms = FIRST_WAIT_MS }: EventSourceWay) {
  const target = new EventTarget();
  const leaving = new AbortController();
  const { signal } = leaving;
  const tell = (type: string, more: object = {}) =>
    target.dispatchEvent(Object.assign(new Event(type), more));
  let last = '';
  let failures = 0;
  const source: Source = {
    CONNECTING: 0,
    OPEN: 1,
    CLOSED: 2,
    readyState: 0,
    addEventListener: (type, listener) => target.addEventListener(type, listener),
    removeEventListener: (type, listener) => target.removeEventListener(type, listener),
    close() {
      source.readyState = source.CLOSED;
      leaving.abort();
    },
  };

  /** Resolves with a refusal, or when the line has broken. */
  async function listen(): Promise<object | undefined> {
    const resume = last === '' ? undefined : { 'last-event-id': last };
    const accept = 'text/event-stream';
    const answer = await fetch(url, { headers: { ...headers, accept, ...resume }, signal });
    if (!answer.headers.get('content-type')?.startsWith(accept)) return refusalIn(answer);
    source.readyState = source.OPEN;
    failures = 0;
    tell('open');
    for await (const { id = last, event = 'message', data } of messagesIn(answer.body)) {
      last = id;
      if (data !== undefined && !signal.aborted) tell(event, { data, lastEventId: last });
    }
    return undefined;
  }

  async function run(): Promise<void> {
    while (!signal.aborted) {
      const refusal = await listen().catch(() => undefined);
      if (signal.aborted) return;
      if (refusal) {
        // The router tells a refusal in the stream so; to close with an error would hide it.
        tell('serialized-error', { data: JSON.stringify(refusal) });
        return source.close();
      }
      source.readyState = source.CONNECTING;
      tell('error');
      await pause(Math.min(wait_ms * 2 ** failures, LONGEST_WAIT_MS), signal);
      failures += 1;
    }
  }

  void run();
  return source;
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
