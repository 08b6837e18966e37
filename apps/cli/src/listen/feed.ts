import { problemOf } from '@intarsia/client';
import { errorKinds, type FeedPage } from '@intarsia/domain';
import { endOfFeed } from '../feed.ts';
import type { Io, Remote } from '../io.ts';

import { definedOf } from '../texts.ts';
import { streamBehind } from './stream.ts';

/** How long between two looks at a feed whose stream has ended, and at a server that is away. */
const LOOK_MS = 500;
const AWAY_MS = 1000;
const PAGE_SIZE = 200;

/** Where to begin: behind a cursor, or so many events ago; with the oldest event when neither is said. */
export interface FeedPlace {
  readonly cursor?: string | undefined;
  readonly last?: number;
}

/**
 * Pages of the feed as it grows, for ever: by the list until it has caught up, then by the stream for as long
 * as that lasts.
 */
export async function* feedFrom(call: Io & Remote, place: FeedPlace): AsyncGenerator<FeedPage> {
  let { cursor } = place;
  for (;;) {
    const page = await lookAt(call, cursor === undefined ? place : { cursor });
    if (page.gap) call.warn('some events behind the place to go on from are no longer kept.');
    cursor = page.cursor;
    if (page.results.length > 0) yield page;
    if (page.has_more) continue;
    for await (const event of streamBehind(call, page.cursor)) {
      cursor = event.id;
      yield { ...page, results: [event], cursor };
    }
    await call.sleep(LOOK_MS);
  }
}

/** A server that is away is waited for. */
async function lookAt(call: Io & Remote, place: FeedPlace): Promise<FeedPage> {
  for (let failed = 0; ; failed++) {
    try {
      const page = await call.api.events.list.query({ limit: PAGE_SIZE, ...definedOf(place) });
      if (failed > 0) call.note('The server is back.');
      return page;
    } catch (error) {
      if (isOfAnotherFeed(error)) return anew(call);
      if (!isPassing(call, error)) throw error;
      if (failed === 0) call.note(`${call.explain(error).message} Waiting for it.`);
      await call.sleep(AWAY_MS);
    }
  }
}

/** A server that was set up anew knows nothing of where one was on the old one. */
async function anew(call: Io & Remote): Promise<FeedPage> {
  call.warn('the server does not know the place to go on from; listening from now on.');
  return { results: [], cursor: await endOfFeed(call), has_more: true, gap: false };
}

function isOfAnotherFeed(error: unknown): boolean {
  return problemOf(error)?.code === 'cursor_invalid';
}

function isPassing({ explain }: Remote, error: unknown): boolean {
  const problem = problemOf(error);
  const kind = problem && errorKinds[problem.code];
  return kind === 'too_many' || explain(error).outcome === 'unreachable';
}
