import type { FeedEvent, Log, Scope } from '@intarsia/domain';
import type { FeedFilter, Reads } from '@intarsia/store';
import type { StreamBatch } from '../kernel/index.ts';
import { type Listener, openBell, openDoorbell } from './bells.ts';
import { shownEvent } from './shown.ts';

/** The newest events of one environment, read once for all who follow. */
export interface Channel {
  /** The cursor behind which all is kept here. */
  begin(): number;
  /** The cursor up to which all was read. */
  end(): number;
  /** What is kept behind a cursor; the same object for all who ask for the same. */
  behind(cursor: number, filter: FeedFilter): Step;
  /** Goes up at a steady pace: who has heard nothing from one beat to the next is told something. */
  beats(): number;
  /** Waits until there may be more, or for the next beat. */
  listen(): Listener;
  /** Says that there may be new events. */
  ring(): void;
  join(): void;
  leave(): void;
}

/** Events, and the cursor up to which they reach: the filter may have left out the last of them. */
interface Step {
  readonly batch: StreamBatch<FeedEvent>;
  readonly cursor: number;
}

/** What a channel is made of. */
interface Parts {
  readonly events: Reads['events'];
  readonly scope: Scope;
  /** The newest cursor that is known; it may be older than the truth. */
  readonly newest: number;
  readonly look_ms: number;
  readonly beat_ms: number;
  readonly keep: number;
  readonly log: Log;
  /** Called when nobody follows any more. */
  gone(): void;
}

interface Kept {
  readonly cursor: number;
  readonly event: FeedEvent;
}

/** Events that are read, and given out, together. */
export const AT_ONCE = 200;
/** Steps that are kept until the next event: nobody can ask for so many different ones that memory runs out. */
const MOST_STEPS = 1000;

/** Opens a channel. It reads while somebody has joined. */
export function openChannel(parts: Parts): Channel {
  const { events, scope, newest, look_ms, beat_ms, keep, log, gone } = parts;
  let kept: Kept[] = [];
  let begin = newest;
  let end = newest;
  let joined = 0;
  let beats = 0;
  let running = false;
  const steps = new Map<string, Step>();
  const more = openBell();
  const doorbell = openDoorbell();

  /** Gives whether there may be more at once. */
  async function look(): Promise<boolean> {
    const found = await events.list(scope, { after_cursor: end, limit: AT_ONCE });
    const last = found.at(-1);
    if (!last) return false;
    kept.push(...found.map((one) => ({ cursor: one.cursor, event: shownEvent(one) })));
    end = last.cursor;
    const over = kept.length - keep;
    if (over > 0) {
      begin = kept[over - 1]?.cursor ?? begin;
      kept = kept.slice(over);
    }
    steps.clear();
    more.ring();
    return found.length === AT_ONCE;
  }

  async function run(): Promise<void> {
    const heart = setInterval(() => {
      beats += 1;
      more.ring();
    }, beat_ms);
    while (joined > 0) {
      try {
        if (await look()) continue;
      } catch (error) {
        log.warn({ ...scope, error: String(error) }, 'the feed could not be read');
      }
      await doorbell.wait(look_ms);
    }
    clearInterval(heart);
    gone();
  }

  return {
    begin: () => begin,
    end: () => end,
    behind(cursor, { type, account, user }) {
      const key = JSON.stringify([cursor, type, account, user]);
      const known = steps.get(key);
      if (known) return known;
      const first = kept.findIndex((one) => one.cursor > cursor);
      const part = kept.slice(first, first + AT_ONCE);
      const step = stepOf(
        part.filter(isWanted({ type, account, user })),
        part.at(-1)?.cursor ?? end,
      );
      if (steps.size === MOST_STEPS) steps.clear();
      steps.set(key, step);
      return step;
    },
    beats: () => beats,
    listen: more.listen,
    ring: doorbell.ring,
    join() {
      joined += 1;
      if (running) return;
      running = true;
      void run();
    },
    leave() {
      joined -= 1;
      if (joined === 0) doorbell.ring();
    },
  };

  function stepOf(part: readonly Kept[], cursor: number): Step {
    const items = part.map(({ event }) => ({ id: event.id, type: event.type, data: event }));
    return { batch: { items, cursor: events.idAt(scope, cursor) }, cursor };
  }
}

function isWanted({ type, account, user }: FeedFilter): (one: Kept) => boolean {
  return ({ event }) =>
    (type === undefined || event.type === type) &&
    (account === undefined || event.account === account) &&
    (user === undefined || event.user === user);
}
