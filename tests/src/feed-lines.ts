import { get } from 'node:http';

/** Where a stream of events is, and behind which of them it begins. */
export interface Line {
  /** The address of the stream, of either door. */
  readonly url: string;
  readonly authorization: string;
  /** The id of the last event that was seen. */
  readonly behind: string;
  /** Aborted to break the line, whatever is on its way. */
  readonly signal: AbortSignal;
}

/** A message of a stream; both doors write them, each with its own names. */
export interface Message {
  readonly id: string | undefined;
  readonly event: string | undefined;
  readonly data: string | undefined;
}

/**
 * Reads a stream over a connection of its own until it ends, for whatever reason. What was cut off in the
 * middle of a message was not seen.
 */
export function readLine(line: Line, heard: (message: Message) => void): Promise<void> {
  const { url, authorization, behind, signal } = line;
  const headers = { authorization, accept: 'text/event-stream', 'last-event-id': behind };
  return new Promise((resolve) => {
    const request = get(url, { headers, agent: false, signal }, (answer) => {
      let rest = '';
      answer.setEncoding('utf8');
      answer.on('data', (piece: string) => {
        if (signal.aborted) return;
        const texts = (rest + piece).split('\n\n');
        rest = texts.pop() ?? '';
        for (const text of texts) heard(messageOf(text));
      });
      answer.on('error', () => resolve());
      answer.on('close', resolve);
    });
    request.on('error', () => resolve());
  });
}

function messageOf(text: string): Message {
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(text)?.[1];
  return { id: field('id'), event: field('event'), data: field('data') };
}
