import { problemOf } from '@intarsia/client';
import type { EventType, FeedEvent } from '@intarsia/domain';
import { useEffect, useRef, useState } from 'react';
import { useCalls } from '../app/api.tsx';

/** Which events are followed. */
export interface FeedFilter {
  readonly type?: EventType;
  readonly account?: string;
}

/** What has come so far, newest first. */
export interface Feed {
  readonly events: readonly FeedEvent[];
  /** Whether everything up to now was read. */
  readonly isCurrent: boolean;
  readonly error: unknown;
}

/** How long to wait before asking for more, in milliseconds. */
const PACE = 1500;
const AT_ONCE = 200;
/** Events that are kept on the page; older ones are in the API. */
const KEPT = 500;
/** Nobody has this id: a page of its events is empty, and leads to the end of the feed. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/**
 * Follows the events of the environment from now on, or those of one account from its first; while it is
 * paused nothing is asked, and nothing is missed either. A component follows one filter for its whole life.
 */
export function useFeed({ type, account }: FeedFilter, paused: boolean): Feed {
  const { events } = useCalls();
  const [feed, setFeed] = useState<Feed>({ events: [], isCurrent: false, error: null });
  const place = useRef<string | undefined>(undefined);

  useEffect(() => {
    if (paused) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const filter = { ...(type && { type }), ...(account && { account }) };
    const read = async () => {
      if (place.current === undefined && account === undefined) {
        return events.list.query({ account: NOBODY, limit: 1 });
      }
      const behind = place.current === undefined ? {} : { cursor: place.current };
      return events.list.query({ ...filter, ...behind, limit: AT_ONCE });
    };
    const follow = async () => {
      const answer = await read().catch((error: unknown) => ({ error }));
      if (isOver) return;
      if ('error' in answer) {
        // The world that it followed is gone: this one is followed from its own place.
        if (problemOf(answer.error)?.code === 'cursor_invalid') place.current = undefined;
        setFeed((held) => ({ ...held, error: answer.error }));
      } else {
        place.current = answer.cursor;
        setFeed((held) => grown(held, answer));
      }
      timer = setTimeout(follow, 'error' in answer || !answer.has_more ? PACE : 0);
    };
    void follow();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [events, type, account, paused]);

  return feed;
}

function grown(feed: Feed, page: { results: FeedEvent[]; has_more: boolean }): Feed {
  const isCurrent = feed.isCurrent || !page.has_more;
  const isSame = page.results.length === 0 && feed.error === null && feed.isCurrent === isCurrent;
  if (isSame) return feed;
  const events = [...page.results.toReversed(), ...feed.events].slice(0, KEPT);
  return { events, isCurrent, error: null };
}
