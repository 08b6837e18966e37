import { problemOf } from '@intarsia/client';
import type { FeedEvent, FeedGap, FeedPage } from '@intarsia/domain';
import { useEffect, useRef, useState } from 'react';
import { useCalls } from '../app/api.tsx';
import { isSignedOut } from '../app/queries.ts';
import { type FeedFilter, givenIn } from './filter.ts';

/** What has come so far, newest first, and how the line to the server stands. */
export interface Feed {
  readonly events: readonly FeedEvent[];
  /** Lost: it has broken, or could not be opened, and is tried again. */
  readonly line: 'opening' | 'open' | 'lost';
  /** Whether some events were missed because they are kept no longer. */
  readonly hasGap: boolean;
  /** Why nothing comes any more. */
  readonly refusal: unknown;
}

/** What is gone on from, and how. */
export interface Following {
  readonly filter: FeedFilter;
  readonly page: FeedPage;
  /** Nothing is asked meanwhile; afterwards it goes on where it was, so that nothing is missed. */
  readonly isPaused: boolean;
  /** Reads a new page, where one can not go on from this one: in a world that was brought back. */
  begin(): void;
}

/** Events that are kept on the page; older ones are in the API. */
const KEPT = 500;

/** Events as they come behind a page of them. A component follows one page of one filter for its whole life. */
export function useLine({ filter, page, isPaused, begin }: Following): Feed {
  const { events } = useCalls();
  const [feed, setFeed] = useState<Feed>(() => ({
    events: page.results.toReversed(),
    line: 'opening',
    hasGap: false,
    refusal: null,
  }));
  const place = useRef(page.cursor);
  const asked = useRef(givenIn(filter));

  useEffect(() => {
    if (isPaused) return;
    const change = (part: Partial<Feed>) => setFeed((held) => ({ ...held, ...part }));
    const line = events.stream.subscribe(
      { ...asked.current, cursor: place.current },
      {
        onConnectionStateChange({ state, error }) {
          change({ line: state === 'pending' ? 'open' : error ? 'lost' : 'opening' });
        },
        onData({ id, data }) {
          place.current = id;
          setFeed((held) => grown(held, data));
        },
        onError(refusal) {
          const isElsewhere = problemOf(refusal)?.code === 'cursor_invalid';
          if (isElsewhere || isSignedOut(refusal)) begin();
          else change({ line: 'lost', refusal });
        },
      },
    );
    return () => line.unsubscribe();
  }, [events, isPaused, begin]);

  return feed;
}

function grown(feed: Feed, told: FeedEvent | FeedGap): Feed {
  if (!('data' in told)) return { ...feed, hasGap: true };
  return { ...feed, events: [told, ...feed.events].slice(0, KEPT) };
}
