import { NativeSelect } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { Pause, Play } from 'lucide-react';
import { useState } from 'react';
import type { EventsSearch } from '../app/search.ts';
import { ApiCommand } from '../keys/api-command.tsx';
import { Empty } from '../ui/empty.tsx';
import { IdFilter } from '../ui/id-filter.tsx';
import { Page } from '../ui/page.tsx';
import { Problem } from '../ui/problem.tsx';
import { State } from '../ui/states.tsx';
import { Waiting } from '../ui/waiting.tsx';
import { EVERY_EVENT, ownGroup, typesOf } from '../webhooks/events.ts';
import { EventItem } from './event-item.tsx';
import { type FeedFilter, useFeed } from './use-feed.ts';
import './events.css';

const route = getRouteApi('/in/$environment/events');
const types = typesOf([EVERY_EVENT, ...ownGroup.events]);

/** What happens, as it happens: newest on top, all of it or that of one type or account. */
export function EventsPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const type = types.find((name) => name === search.type);
  const { account } = search;
  const change = (part: { type?: string | undefined; account?: string | undefined }) => {
    const next = { type, account, ...part };
    const filters: EventsSearch = {
      ...(next.type === undefined ? {} : { type: next.type }),
      ...(next.account === undefined ? {} : { account: next.account }),
    };
    void navigate({ to: '.', search: filters, replace: true });
  };
  return (
    <Page title="Events" lead="Everything that happens in this environment, as it happens.">
      <search className="filters">
        <IdFilter
          key={account ?? ''}
          noun="account"
          id={account}
          change={(id) => change({ account: id })}
        />
        <NativeSelect
          aria-label="Type of event"
          data={[{ value: '', label: 'Any type' }, ...types]}
          value={type ?? ''}
          onChange={(event) => change({ type: event.currentTarget.value || undefined })}
        />
      </search>
      <Followed
        key={`${type} ${account}`}
        filter={{ ...(type && { type }), ...(account && { account }) }}
      />
    </Page>
  );
}

function Followed({ filter }: { filter: FeedFilter }) {
  const [paused, setPaused] = useState(false);
  const { events, isCurrent, error } = useFeed(filter, paused);
  const Icon = paused ? Play : Pause;
  return (
    <section className="feed" aria-label="Events as they come">
      <div className="feed-head">
        {paused ? <State tone="idle" word="Paused" /> : <State tone="busy" word="Live" />}
        <button type="button" className="feed-pause" onClick={() => setPaused(!paused)}>
          <Icon size={16} strokeWidth={1.5} aria-hidden="true" />
          {paused ? 'Go on' : 'Pause'}
        </button>
      </div>
      {error ? <Problem error={error} /> : null}
      {events.length === 0 && !isCurrent && !error ? <Waiting lines={4} what="events" /> : null}
      {events.length === 0 && isCurrent ? <NothingYet filter={filter} /> : null}
      {events.length > 0 ? (
        <ol className="feed-list" reversed>
          {events.map((event) => (
            <EventItem key={event.id} event={event} />
          ))}
        </ol>
      ) : null}
    </section>
  );
}

function NothingYet({ filter }: { filter: FeedFilter }) {
  const search = new URLSearchParams({ ...filter }).toString();
  return (
    <Empty title="Nothing has happened since.">
      <p className="muted">What happens from now on shows here. What was before is in the API:</p>
      <ApiCommand path={`/v1/events${search === '' ? '' : `?${search}`}`} />
    </Empty>
  );
}
