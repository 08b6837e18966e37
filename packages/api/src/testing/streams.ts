import type { TestInstance, TestRequest } from '../../../runtime/src/testing.ts';

/** One message of an event stream. */
export interface Message {
  readonly id: string;
  /** Empty for a message that has an id alone. */
  readonly event: string;
  /** Parsed. */
  readonly data: unknown;
}

/** Somebody who reads an event stream. */
export interface StreamReader {
  readonly headers: Readonly<Record<string, string>>;
  /** The messages with a name, up to a number of them, or until the stream ends. */
  take(count: number): Promise<Message[]>;
  /** The next message, with or without a name; undefined at the end. */
  next(): Promise<Message | undefined>;
  /** The id of the last message. */
  last(): string;
  /** Goes away. */
  leave(): void;
}

/** Follows `/v1/events/stream` in process. Throws with the body when it is refused. */
export async function follow(
  t: Pick<TestInstance, 'rest'>,
  search = '',
  request: TestRequest = {},
): Promise<StreamReader> {
  const { status, headers, text, stream } = await t.rest(
    'GET',
    `/v1/events/stream?${search}`,
    request,
  );
  if (!stream) throw new Error(`${status} ${text}`);
  return readerOf(stream, headers);
}

/** Reads messages from the pieces of a stream. */
export function readerOf(
  pieces: AsyncIterator<Uint8Array>,
  headers: Readonly<Record<string, string>> = {},
): StreamReader {
  const decoder = new TextDecoder();
  let text = '';
  let last = '';

  async function next(): Promise<Message | undefined> {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end >= 0) {
        const message = messageOf(text.slice(0, end));
        text = text.slice(end + 2);
        last = message.id || last;
        return message;
      }
      const { done, value } = await pieces.next();
      if (done) return undefined;
      text += decoder.decode(value, { stream: true });
    }
  }

  return {
    headers,
    next,
    last: () => last,
    leave: () => void pieces.return?.(),
    async take(count) {
      const taken: Message[] = [];
      while (taken.length < count) {
        const message = await next();
        if (!message) break;
        if (message.event !== '') taken.push(message);
      }
      return taken;
    },
  };
}

function messageOf(text: string): Message {
  const fields = new Map(
    text.split('\n').map((line): [string, string] => {
      const colon = line.indexOf(': ');
      return [line.slice(0, colon), line.slice(colon + 2)];
    }),
  );
  const data = fields.get('data');
  return {
    id: fields.get('id') ?? '',
    event: fields.get('event') ?? '',
    data: data === undefined ? undefined : JSON.parse(data),
  };
}
