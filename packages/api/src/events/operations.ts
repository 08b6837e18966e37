import { FeedPage, ReadFeedInput } from '@intarsia/domain';
import { query } from '../kernel/index.ts';
import { readFeed } from './actions.ts';

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
        'All that happened in the environment, oldest first, without a gap and without a repeat: go on with `cursor`, also behind an empty page. `gap` says that some events behind the given cursor are no longer kept, and that the page begins with the oldest that is.',
    },
  }),
};
