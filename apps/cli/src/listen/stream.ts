import { FeedEvent } from '@intarsia/domain';
import type { Remote } from '../io.ts';

/** A server sends a line at least every 15 seconds: one that is silent for so long is gone. */
const SILENCE_MS = 40_000;

/**
 * Events behind a cursor as the server sends them. Ends when the stream does, for whatever reason: the
 * list tells what is missing then, and whether the server is there.
 */
export async function* streamBehind(
  { stream }: Pick<Remote, 'stream'>,
  cursor: string,
): AsyncGenerator<FeedEvent> {
  const stop = new AbortController();
  const watch = setTimeout(() => stop.abort(), SILENCE_MS);
  try {
    const answer = await stream(`/v1/events/stream?cursor=${cursor}`, stop.signal);
    if (!answer.ok || !answer.body) return;
    let rest = '';
    for await (const part of answer.body.pipeThrough(new TextDecoderStream())) {
      watch.refresh();
      const messages = (rest + part).split('\n\n');
      rest = messages.pop() ?? '';
      for (const message of messages) {
        const event = eventIn(message);
        if (event === 'other') return;
        if (event) yield event;
      }
    }
  } catch {
    // A connection that breaks ends the stream like any other end.
  } finally {
    clearTimeout(watch);
    stop.abort();
  }
}

/** The event of a message; undefined for one that only shows life, `other` for what is no event. */
function eventIn(message: string): FeedEvent | 'other' | undefined {
  const lines = message.split('\n').filter((line) => line.startsWith('data:'));
  if (lines.length === 0) return undefined;
  const data: unknown = JSON.parse(lines.map((line) => line.slice(5)).join('\n'));
  const parsed = FeedEvent.safeParse(data);
  return parsed.success ? parsed.data : 'other';
}
