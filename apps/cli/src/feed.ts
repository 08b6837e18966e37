import type { FeedEvent } from '@intarsia/domain';
import type { Remote } from './io.ts';

/** The id of no account: what it has in the feed is nothing, however long that is. */
const NOBODY = '00000000-0000-4000-8000-000000000000';

/** The cursor behind all that has happened so far. */
export async function endOfFeed({ api }: Pick<Remote, 'api'>): Promise<string> {
  // An empty page ends where the feed ends, without the pages before it.
  const { cursor } = await api.events.list.query({ account: NOBODY, limit: 1 });
  return cursor;
}

/** Which events are looked for. */
export interface FeedFilter {
  readonly type?: FeedEvent['type'];
  readonly account?: string;
  readonly user?: string;
}

/** The first event of a kind behind a cursor; undefined while there is none. */
export async function firstBehind(
  { api }: Pick<Remote, 'api'>,
  cursor: string,
  filter: FeedFilter,
): Promise<FeedEvent | undefined> {
  const { results } = await api.events.list.query({ ...filter, cursor, limit: 1 });
  return results[0];
}
