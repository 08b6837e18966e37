import type { EventType, FeedEvent } from '@intarsia/domain';
import { Failure, usage } from '../failures.ts';
import { endOfFeed, firstBehind } from '../feed.ts';
import type { Io, Remote } from '../io.ts';
import { type Trigger, triggers } from './triggers.ts';
import { type About, type TriggerCall, waitUntil } from './world.ts';

/** How far the clock is moved, step by step, until an event has come. */
const STEPS = ['P1D', 'P1D', 'P1D', 'P1W', 'P1W', 'P1W', 'P1W', 'P1W'] as const;

/** How long to wait, and whether the clock may be moved. */
export interface TriggerLimits {
  readonly seconds: number;
  readonly advance: boolean;
}

/** Brings an event about and gives it as it stands in the feed. Throws when it does not come. */
export async function trigger(
  call: Io & Remote,
  type: EventType,
  { seconds, advance }: TriggerLimits,
): Promise<FeedEvent> {
  const how = triggers[type];
  if (how.takes_time && !advance) {
    throw usage(
      `${type} takes days of the sandbox's clock.`,
      'Add --advance to move it, for all accounts, until the event has come.',
    );
  }
  const { api, now, sleep } = call;
  const waiting = { api, now, sleep, until: now() + seconds * 1000 };
  const begin = await endOfFeed(call);
  const about = await how.make(waiting);
  return eventOf(waiting, { type, how, about, begin });
}

interface Awaited {
  readonly type: EventType;
  readonly how: Trigger;
  readonly about: About;
  readonly begin: string;
}

async function eventOf(
  call: TriggerCall,
  { type, how, about, begin }: Awaited,
): Promise<FeedEvent> {
  const look = () => firstBehind(call, begin, { type, ...about });
  if (!how.takes_time) return waitUntil(call, `${type} has come`, look);
  let found = await look();
  for (const by of STEPS) {
    if (found) return found;
    await call.api.clock.advance.mutate({ by });
    found = await look();
  }
  if (found) return found;
  throw new Failure('failure', `${type} has not come within five weeks of the sandbox's clock.`);
}
