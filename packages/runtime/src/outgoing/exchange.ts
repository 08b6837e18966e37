import type { OutgoingAnswer, OutgoingRequest } from '@intarsia/domain';
import type { Dispatcher } from 'undici';
import type { Connections } from './connections.ts';
import type { Deadline } from './deadline.ts';

/** Bytes of an answer that are read; whatever comes after is not waited for. */
const MOST_BYTES = 65_536;
/** Characters of an answer that are kept. */
const EXCERPT = 1024;
/** Interim answers (1xx) that are borne with. */
const MOST_INTERIM = 16;

interface Sending {
  readonly request: Pick<OutgoingRequest, 'headers' | 'body'>;
  readonly connections: Connections;
  readonly deadline: Deadline;
}

type Answer = Pick<OutgoingAnswer, 'status' | 'retry_after' | 'excerpt'>;

/** A connection that was kept open has been closed by the other side, who may not have read anything. */
class KeptTooLong extends Error {
  override readonly name = 'KeptTooLong';
}

/** Sends a request and reads the beginning of its answer. Throws what the network throws. */
export async function answerTo(url: URL, sending: Sending): Promise<Answer> {
  // Ends: every connection that was kept too long is gone then, and a new one is none.
  for (;;) {
    try {
      return await exchange(url, sending);
    } catch (error) {
      if (!(error instanceof KeptTooLong)) throw error;
    }
  }
}

function exchange(
  { origin, pathname, search }: URL,
  { request: { headers, body }, connections, deadline }: Sending,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const reading = readAnswer(connections, { resolve, reject });
    deadline.holds(reading.stop);
    const path = pathname + search;
    connections.dispatch({ origin, path, method: 'POST', headers, body }, reading.handler);
  });
}

interface Settling {
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

/** What is done with an answer as it comes. What counts is its status: whatever breaks after it is no failure. */
function readAnswer({ isNew }: Connections, { resolve, reject }: Settling) {
  const parts: Buffer[] = [];
  let size = 0;
  let interim = 0;
  let status: number | null = null;
  let retry_after: string | null = null;
  let request: Dispatcher.DispatchController | undefined;
  let wasKept = false;
  let stopped: Error | undefined;

  function end(error?: Error): void {
    if (status !== null) resolve({ status, retry_after, excerpt: excerptOf(parts) });
    else if (error) reject(wasKept && isClosed(error) ? new KeptTooLong() : error);
  }

  /** Gives it up; what has come until then is the answer. */
  function stop(error: Error): void {
    stopped = error;
    end(error);
    request?.abort(error);
  }

  const handler: Dispatcher.DispatchHandler = {
    onRequestStart(controller) {
      request = controller;
      wasKept = !isNew();
      if (stopped) controller.abort(stopped);
    },
    onResponseStart(_, code, headers) {
      if (code >= 200) {
        status = code;
        retry_after = [headers['retry-after']].flat()[0] ?? null;
        return;
      }
      interim += 1;
      if (interim > MOST_INTERIM) stop(new Error('too many interim answers'));
    },
    onResponseData(_, part) {
      parts.push(part);
      size += part.length;
      if (size > MOST_BYTES) stop(new Error('more than is read'));
    },
    onResponseEnd: () => end(),
    onResponseError: (_, error) => end(error),
  };
  return { handler, stop };
}

/** Whether the other side has closed the connection. */
function isClosed(error: Error): boolean {
  const code = 'code' in error ? String(error.code) : '';
  return /^(ECONNRESET|EPIPE)$/.test(code) || error.message === 'other side closed';
}

/** The beginning of a body, as text that every database takes: without control characters but white space. */
function excerptOf(parts: readonly Buffer[]): string {
  if (parts.length === 0) return '';
  const text = Buffer.concat(parts).toString('utf8').slice(0, EXCERPT);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  return text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g, '\ufffd').toWellFormed();
}
