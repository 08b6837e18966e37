import type { FeedEvent } from '@intarsia/domain';
import type { Io } from '../io.ts';
import { reasonOf } from '../remote.ts';
import { deliveryOf } from './signing.ts';

/** What became of an event that was forwarded. */
export interface Forwarded {
  readonly status: number;
  readonly latency_ms: number;
  /** How often it was sent: more than once where nobody answered at first. */
  readonly tries: number;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;

/**
 * Sends an event until somebody answers, whatever the answer is. Those behind it wait, so that they come in
 * their order.
 */
export async function forward(
  { now, sleep, post, note }: Pick<Io, 'now' | 'sleep' | 'post' | 'note'>,
  event: FeedEvent,
  { url, secret }: { url: string; secret: string },
): Promise<Forwarded> {
  let wait = FIRST_WAIT_MS;
  for (let tries = 1; ; tries++) {
    const sent = now();
    try {
      const delivery = deliveryOf(event, { secret, timestamp: Math.floor(sent / 1000) });
      const { status } = await post(url, delivery);
      return { status, latency_ms: now() - sent, tries };
    } catch (error) {
      if (tries === 1) note(`Nobody answers at ${url} (${reasonOf(error)}). Trying again.`);
      await sleep(wait);
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    }
  }
}
