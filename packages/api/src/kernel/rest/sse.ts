import { IntarsiaError } from '@intarsia/domain';
import { writeJson } from '../json.ts';
import type { Stream, StreamBatch } from '../stream.ts';

/** The headers of an event stream. Nobody on the way may hold it up, pack it or keep it. */
export const streamHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
};

/** How soon a reader whose line broke should come back, in milliseconds. */
const RETRY_MS = 2000;

/**
 * Writes streams as server-sent events. A batch that many follow is written once: its bytes are the same
 * for all of them.
 */
export function eventStreams(): (stream: Stream<unknown>) => AsyncIterableIterator<Uint8Array> {
  const written = new WeakMap<StreamBatch<unknown>, Uint8Array>();

  function bytesOf(batch: StreamBatch<unknown>): Uint8Array {
    const known = written.get(batch);
    if (known) return known;
    const bytes = Buffer.from(textOf(batch));
    written.set(batch, bytes);
    return bytes;
  }

  return (stream) => {
    let begun = false;
    let over = false;
    return {
      async next() {
        if (over) return { done: true, value: undefined };
        try {
          const { done, value } = await stream.next();
          if (done) return { done, value };
          if (begun) return { done: false, value: bytesOf(value) };
          begun = true;
          return { done: false, value: Buffer.from(`retry: ${RETRY_MS}\n${textOf(value)}`) };
        } catch (error) {
          over = true;
          return { done: false, value: Buffer.from(farewell(error)) };
        }
      },
      async return() {
        await stream.return?.();
        return { done: true, value: undefined };
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  };
}

/** One line holds the data: JSON has no line ends. Without any, the id alone is sent: readers keep it. */
function textOf({ items, cursor }: StreamBatch<unknown>): string {
  if (items.length === 0) return `id: ${cursor}\n\n`;
  return items
    .map(({ id, type, data }) => `id: ${id}\nevent: ${type}\ndata: ${writeJson(data)}\n\n`)
    .join('');
}

/** What the reader is told at the end, as an error's body would. A bug says nothing about the inside. */
function farewell(error: unknown): string {
  const told =
    error instanceof IntarsiaError
      ? { detail: error.message, code: error.code }
      : { detail: 'Something went wrong on our side.', code: 'internal' };
  return `event: stream.closed\ndata: ${JSON.stringify(told)}\n\n`;
}
