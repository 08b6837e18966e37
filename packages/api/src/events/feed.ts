import type { FeedEvent, FeedGap, Id, Log, Scope } from '@intarsia/domain';
import type { FeedBounds, FeedFilter, Store } from '@intarsia/store';
import type { Stream } from '../kernel/index.ts';
import { type Channel, openChannel } from './channel.ts';
import { followerOf } from './follower.ts';

/** What comes out of a feed. */
export type Followed = FeedEvent | FeedGap;

/** Where somebody begins to follow, and what is wanted. */
export interface FollowRequest extends FeedFilter, Pick<FeedBounds, 'newest'> {
  /** The cursor behind which the events are wanted. */
  readonly after: number;
  /** Aborted when they are wanted no longer. */
  readonly signal: AbortSignal;
}

/** Events as they come, in every environment. */
export interface Feed {
  /** In order, without a gap or a repeat, at the pace of who reads. The first batch comes at once. */
  follow(scope: Scope, request: FollowRequest): Stream<Followed>;
  /** How many follow. */
  followers(): number;
}

/** How a feed is kept up. */
export interface FeedOptions {
  readonly store: Pick<Store, 'read' | 'onEvents'>;
  readonly log: Log;
  /** Milliseconds within which events of other processes are seen. */
  readonly look_ms?: number | undefined;
  /** Milliseconds within which a stream that has nothing to say says that it is alive. */
  readonly beat_ms?: number | undefined;
  /** How many of the newest events are kept for those who follow. */
  readonly keep?: number | undefined;
}

const LOOK_MS = 1000;
const BEAT_MS = 15_000;
const KEEP = 2000;

/**
 * Opens the feeds of a process. However many follow the events of an environment, they are read once, while
 * somebody follows; only who begins further back, or falls behind, has reads of its own.
 */
export function openFeed(options: FeedOptions): Feed {
  const { store, log, look_ms = LOOK_MS, beat_ms = BEAT_MS, keep = KEEP } = options;
  const channels = new Map<Id, Channel>();
  let followers = 0;
  store.onEvents((environment_id) => channels.get(environment_id)?.ring());

  function channelOf({ environment_id }: Scope, newest: number): Channel {
    const known = channels.get(environment_id);
    if (known) return known;
    const gone = () => channels.delete(environment_id);
    const opened = openChannel({
      events: store.read.events,
      scope: { environment_id },
      newest,
      gone,
      look_ms,
      beat_ms,
      keep,
      log,
    });
    channels.set(environment_id, opened);
    return opened;
  }

  return {
    follow(scope, request) {
      let channel: Channel | undefined;
      const join = () => {
        channel = channelOf(scope, request.newest);
        channel.join();
        followers += 1;
        return channel;
      };
      const left = () => {
        followers -= 1;
        channel?.leave();
      };
      return followerOf({ join, events: store.read.events, scope, left }, request);
    },
    followers: () => followers,
  };
}
