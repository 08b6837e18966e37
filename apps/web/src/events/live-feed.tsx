import { useDocumentVisibility } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { CloudOff, Pause, Play } from 'lucide-react';
import { useState } from 'react';
import { useApi } from '../app/api.tsx';
import { ApiCommand } from '../keys/api-command.tsx';
import { Empty } from '../ui/empty.tsx';
import { Problem } from '../ui/problem.tsx';
import { State } from '../ui/states.tsx';
import { Waiting } from '../ui/waiting.tsx';
import { EventItem } from './event-item.tsx';
import { type FeedFilter, givenIn } from './filter.ts';
import { type Feed, type Following, useLine } from './use-line.ts';

/** How many of the newest events are there at once. */
const NEWEST = 50;
/** What comes afterwards comes by the line: the page is read once. */
const ONCE = {
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: 0,
  refetchOnWindowFocus: false,
  refetchOnReconnect: false,
} as const;

/** The newest events of a filter, and what comes. Shows one filter for its whole life. */
export function LiveFeed({ filter }: { filter: FeedFilter }) {
  const api = useApi();
  const asked = { ...givenIn(filter), last: NEWEST };
  const newest = useQuery(api.events.list.queryOptions(asked, ONCE));
  const { data: page, error, dataUpdatedAt, refetch } = newest;
  return (
    <section className="feed" aria-label="Events as they come">
      {error ? <Problem error={error} retry={() => void refetch()} /> : null}
      {newest.isPending ? <Waiting lines={4} what="events" /> : null}
      {page && !error ? (
        <Followed key={dataUpdatedAt} filter={filter} page={page} begin={refetch} />
      ) : null}
    </section>
  );
}

function Followed({ filter, page, begin }: Omit<Following, 'isPaused'>) {
  const [paused, setPaused] = useState(false);
  // A page that nobody looks at keeps no line: browsers have few of them for all pages together.
  const isHidden = useDocumentVisibility() === 'hidden';
  const feed = useLine({ filter, page, begin, isPaused: paused || isHidden });
  const Icon = paused ? Play : Pause;
  return (
    <>
      <div className="feed-head">
        <div role="status">{paused ? <State tone="idle" word="Paused" /> : <Line {...feed} />}</div>
        <button type="button" className="feed-pause" onClick={() => setPaused(!paused)}>
          <Icon size={16} strokeWidth={1.5} aria-hidden="true" />
          {paused ? 'Go on' : 'Pause'}
        </button>
      </div>
      {feed.refusal ? <Problem error={feed.refusal} retry={begin} /> : null}
      {feed.hasGap ? (
        <p className="muted">Some events are missing: they are kept no longer.</p>
      ) : null}
      {feed.events.length === 0 ? <NothingYet filter={filter} /> : null}
      {feed.events.length > 0 ? (
        <ol className="feed-list" reversed>
          {feed.events.map((event) => (
            <EventItem key={event.id} event={event} />
          ))}
        </ol>
      ) : null}
    </>
  );
}

function Line({ line, refusal }: Feed) {
  if (line === 'open') return <State tone="busy" word="Live" />;
  if (line === 'opening') return <State tone="idle" word="Connecting" />;
  return (
    <p className="feed-lost">
      <CloudOff size={16} strokeWidth={1.5} aria-hidden="true" />
      {refusal
        ? 'The connection has ended.'
        : 'The connection is lost. It is tried again; what happens meanwhile will show here.'}
    </p>
  );
}

function NothingYet({ filter }: { filter: FeedFilter }) {
  const search = new URLSearchParams(givenIn(filter)).toString();
  return (
    <Empty title="Nothing has happened yet.">
      <p className="muted">What happens from now on shows here, and is in the API:</p>
      <ApiCommand path={`/v1/events${search === '' ? '' : `?${search}`}`} />
    </Empty>
  );
}
