// Imported, so that somebody's fake timers do not stop a stream.
import { setImmediate } from 'node:timers/promises';
import { FEED_GAP, type Scope } from '@intarsia/domain';
import type { Reads } from '@intarsia/store';
import type { Stream, StreamBatch } from '../kernel/index.ts';
import type { Listener } from './bells.ts';
import { AT_ONCE, type Channel } from './channel.ts';
import type { Followed, FollowRequest } from './feed.ts';
import { shownEvent } from './shown.ts';

/** What somebody follows, and how. */
interface Parts {
  /** Joins a channel; called once, when the first event is asked for. */
  join(): Channel;
  readonly events: Reads['events'];
  readonly scope: Scope;
  /** Called once, when somebody who has joined follows no more. */
  left(): void;
}

/**
 * Goes along a channel at its own pace. What is no longer kept there is read from the database, so nothing
 * is held for somebody who is slow.
 */
export function followerOf(
  { join, events, scope, left }: Parts,
  { after, signal, newest: _, ...filter }: FollowRequest,
): Stream<Followed> {
  let cursor = after;
  let told = after;
  let channel: Channel | undefined;
  let listener: Listener | undefined;
  let over = false;

  function end(): void {
    if (over) return;
    over = true;
    signal.removeEventListener('abort', end);
    listener?.leave();
    if (channel) left();
  }
  signal.addEventListener('abort', end);
  if (signal.aborted) end();

  const nothing = () => ({ items: [], cursor: events.idAt(scope, cursor) });

  /** What is to be said next; undefined when there was nothing, or the filter has left out all of it. */
  async function step(channel: Channel): Promise<StreamBatch<Followed> | undefined> {
    if (cursor < channel.begin()) return catchUp(channel);
    if (cursor < channel.end()) {
      const { batch, cursor: reached } = channel.behind(cursor, filter);
      cursor = reached;
      return batch.items.length > 0 ? batch : undefined;
    }
    await listener?.wait();
    return undefined;
  }

  async function catchUp(channel: Channel): Promise<StreamBatch<Followed> | undefined> {
    // SQLite answers at once: without a turn before each page a fast reader would keep all others waiting.
    await setImmediate();
    const from = cursor;
    const reached = channel.end();
    const found = await events.list(scope, { ...filter, after_cursor: from, limit: AT_ONCE });
    // Read last: what was deleted before the list was read is told to be gone.
    const { forgotten } = await events.bounds(scope);
    const last = found.at(-1)?.cursor ?? from;
    cursor = found.length < AT_ONCE ? Math.max(last, reached) : last;
    const items = found.map(shownEvent).map(itemOf);
    if (from < forgotten && told < forgotten) {
      told = forgotten;
      items.unshift(itemOf({ id: events.idAt(scope, from), type: FEED_GAP }));
    }
    return items.length > 0 ? { items, cursor: events.idAt(scope, cursor) } : undefined;
  }

  return {
    async next() {
      if (!channel && !over) {
        channel = join();
        listener = channel.listen();
        return { done: false, value: nothing() };
      }
      const beat = channel?.beats();
      while (channel && !over) {
        const batch = await step(channel);
        if (over) break;
        if (batch) return { done: false, value: batch };
        // Also where much goes by that the filter leaves out.
        if (channel.beats() !== beat) return { done: false, value: nothing() };
      }
      return { done: true, value: undefined };
    },
    async return() {
      end();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

function itemOf(data: Followed) {
  return { id: data.id, type: data.type, data };
}
