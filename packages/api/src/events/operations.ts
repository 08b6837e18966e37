import { FeedEvent, FeedGap, FeedPage, FollowFeedInput, ReadFeedInput } from '@intarsia/domain';
import { z } from 'zod';
import { query, subscription } from '../kernel/index.ts';
import { followFeed, readFeed } from './actions.ts';

const tag = 'Events';
const policy = ['client', 'operator'] as const;

export const eventsOperations = {
  list: query({
    policy,
    input: ReadFeedInput,
    output: FeedPage,
    run: readFeed,
    rest: {
      method: 'GET',
      path: '/v1/events',
      status: 200,
      tag,
      summary: 'List events',
      description:
        'All that happened in the environment, oldest first, without a gap and without a repeat: go on with `cursor`, also behind an empty page. `last` begins with the newest ones, all on one page. Events are kept for 30 days of the environment’s time. `gap` says that some events behind the given cursor are no longer kept, and that the page begins with the oldest that is.',
    },
  }),
  stream: subscription({
    policy,
    input: FollowFeedInput,
    output: z.union([FeedEvent, FeedGap]),
    run: followFeed,
    rest: {
      method: 'GET',
      path: '/v1/events/stream',
      status: 200,
      tag,
      summary: 'Follow events',
      description:
        'Server-sent events: `id` is a cursor, `event` the type, and `data` what the list shows. Begins behind `Last-Event-ID` or `cursor`, with the `last` events, or with what comes next, and goes on without a gap and without a repeat. A line comes at least every 15 seconds. `feed.gap` says that events behind the cursor are no longer kept; `stream.closed` says why the stream ends where the caller should know.',
    },
  }),
};
