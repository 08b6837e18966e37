import {
  type FeedPage,
  type FollowFeedInput,
  Id,
  invalidField,
  type ReadFeedInput,
  type Scope,
} from '@intarsia/domain';
import type { FeedBounds, FeedFilter } from '@intarsia/store';
import type { Ctx, Stream, StreamCtx } from '../kernel/index.ts';
import type { Followed } from './feed.ts';
import { shownEvent } from './shown.ts';

/** A page of the feed, oldest first. Throws `cursor_invalid`. */
export async function readFeed(
  { store, scope }: Ctx,
  { cursor, last: count, limit, ...filter }: ReadFeedInput,
): Promise<FeedPage> {
  const { events } = store.read;
  const { newest } = await events.bounds(scope);
  if (cursor === undefined && count !== undefined) {
    const found = count === 0 ? [] : await events.last(scope, { ...filter, limit: count });
    return {
      results: found.map(shownEvent),
      cursor: events.idAt(scope, Math.max(found.at(-1)?.cursor ?? 0, newest)),
      has_more: false,
      gap: false,
    };
  }
  const after_cursor = cursor === undefined ? 0 : placeOf(store, scope, { cursor, newest });
  const found = await events.list(scope, { ...filter, after_cursor, limit: limit + 1 });
  // Read last: what was deleted meanwhile is among what is told to be gone.
  const { forgotten } = await events.bounds(scope);
  const results = found.slice(0, limit);
  const has_more = found.length > limit;
  const last = results.at(-1)?.cursor ?? after_cursor;
  return {
    results: results.map(shownEvent),
    // The end of the feed as it was before: what the filter leaves out need not be looked through again.
    cursor: events.idAt(scope, has_more ? last : Math.max(last, newest)),
    has_more,
    gap: cursor !== undefined && after_cursor < forgotten,
  };
}

/** Events as they come: behind the cursor, from the last ones on, or from now on. Throws `cursor_invalid`. */
export async function followFeed(
  { store, scope, feed, signal }: StreamCtx,
  { cursor, last: count = 0, ...filter }: FollowFeedInput,
): Promise<Stream<Followed>> {
  const { events } = store.read;
  const { newest } = await events.bounds(scope);
  const after =
    cursor === undefined
      ? await placeBefore(events, scope, { ...filter, limit: count, newest })
      : placeOf(store, scope, { cursor, newest });
  return feed.follow(scope, { ...filter, after, newest, signal });
}

/** The place before the newest so many events, or of now where there are none. */
async function placeBefore(
  events: Ctx['store']['read']['events'],
  scope: Scope,
  { newest, ...request }: { limit: number } & FeedFilter & Pick<FeedBounds, 'newest'>,
): Promise<number> {
  const [first] = request.limit === 0 ? [] : await events.last(scope, request);
  return first ? Math.min(first.cursor - 1, newest) : newest;
}

/**
 * The place in a feed that a cursor stands for. Throws `cursor_invalid` for one of another feed, or of a
 * place where this one has not been: its events were lost, which nobody must pass over in silence.
 */
export function placeOf(
  { read }: Pick<Ctx['store'], 'read'>,
  scope: Scope,
  { cursor, newest }: { cursor: string } & Pick<FeedBounds, 'newest'>,
): number {
  const place = Id.safeParse(cursor).success ? read.events.cursorOf(scope, cursor) : undefined;
  if (place !== undefined && place <= newest) return place;
  throw invalidField('cursor', 'is not one of this feed', 'cursor_invalid');
}
