import { NativeSelect } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { IdFilter } from '../ui/id-filter.tsx';
import { Page } from '../ui/page.tsx';
import { EVERY_EVENT, ownGroup, typesOf } from '../webhooks/events.ts';
import { type FeedFilter, givenIn } from './filter.ts';
import { LiveFeed } from './live-feed.tsx';
import './events.css';

const route = getRouteApi('/in/$environment/events');
const types = typesOf([EVERY_EVENT, ...ownGroup.events]);

/** What happens, as it happens: newest on top, all of it or that of one type, account or user. */
export function EventsPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { account, user } = search;
  const filter = givenIn({ type: types.find((name) => name === search.type), account, user });
  const change = (part: FeedFilter) =>
    void navigate({ to: '.', search: givenIn({ ...filter, ...part }), replace: true });
  return (
    <Page title="Events" lead="Everything that happens in this environment, as it happens.">
      <search className="filters">
        <IdFilter
          key={`account ${account}`}
          noun="account"
          id={account}
          change={(id) => change({ account: id })}
        />
        <IdFilter
          key={`user ${user}`}
          noun="user"
          id={user}
          change={(id) => change({ user: id })}
        />
        <NativeSelect
          aria-label="Type of event"
          data={[{ value: '', label: 'Any type' }, ...types]}
          value={filter.type ?? ''}
          onChange={(event) =>
            change({ type: types.find((name) => name === event.currentTarget.value) })
          }
        />
      </search>
      <LiveFeed key={JSON.stringify(filter)} filter={filter} />
    </Page>
  );
}
