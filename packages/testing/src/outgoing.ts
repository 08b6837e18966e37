import { type Machine, openOutgoing } from '@intarsia/runtime';
import type { Doors } from './inboxes.ts';

type Outgoing = Machine['outgoing'];

const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * The way out of a test: to its inboxes, and to receivers that it runs on this machine. Subscriptions may name
 * any host, as they do in production, but what is sent there gets no answer.
 */
export function outgoingOfTests(doors: Doors = new Map()): Outgoing {
  const real = openOutgoing();
  return {
    refusal: async (url, rules) => (isHere(url) ? real.refusal(url, rules) : undefined),
    async post(request) {
      const door = doors.get(request.url);
      if (door) {
        const status = await door(request);
        return { status, error: null, retry_after: null, excerpt: '', latency_ms: 0 };
      }
      if (isHere(request.url)) return real.post(request);
      const error = 'a test has no network: only this machine can be reached';
      return { status: null, error, retry_after: null, excerpt: null, latency_ms: 0 };
    },
    close: () => real.close(),
  };
}

function isHere(url: string): boolean {
  return loopback.test(new URL(url).hostname);
}
