import type { FeedEvent } from '@intarsia/domain';
import type { Remote } from './io.ts';

/** The cursor behind all that has happened so far. */
export async function endOfFeed({ api }: Pick<Remote, 'api'>): Promise<string> {
  const { cursor } = await api.events.list.query({ last: 0 });
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
