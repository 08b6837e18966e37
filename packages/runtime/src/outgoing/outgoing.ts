import type { LookupFunction } from 'node:net';
import type { Outgoing, OutgoingAnswer, OutgoingRequest, OutgoingRules } from '@intarsia/domain';
import { LRUCache } from 'lru-cache';
import { AddressRefused, addressesOf, checkUrl, type Resolve, systemResolve } from './addresses.ts';
import { type Connections, openConnections } from './connections.ts';
import { openDeadline } from './deadline.ts';
import { answerTo } from './exchange.ts';

/** URLs whose rules need not be looked at again. */
const KNOWN_URLS = 1000;

/** Requests over the network of this machine. */
export interface OpenOutgoing extends Outgoing {
  /** Closes connections that were kept open. */
  close(): void;
}

/** What the outside is asked with. */
export interface OutgoingOptions {
  readonly resolve: Resolve;
  /** Wall milliseconds from the first look at a host to the last byte that is read. */
  readonly timeout_ms: number;
}

/** Opens requests to the outside. */
export function openOutgoing({
  resolve = systemResolve,
  timeout_ms = 10_000,
}: Partial<OutgoingOptions> = {}): OpenOutgoing {
  const checks = { resolve, timeout_ms };
  // Kept apart: a connection that one environment may use is not for all.
  const doors = { public: openDoor(false, checks), loopback: openDoor(true, checks) };
  const doorOf = ({ allow_loopback }: OutgoingRules) =>
    allow_loopback ? doors.loopback : doors.public;

  return {
    async refusal(url, rules) {
      try {
        await within(AbortSignal.timeout(timeout_ms), check(new URL(url), { rules, resolve }));
        return undefined;
      } catch (error) {
        if (!(error instanceof AddressRefused)) throw error;
        return error.temporary ? undefined : error.message;
      }
    },
    post: (request) => post(request, { door: doorOf(request), timeout_ms }),
    close() {
      for (const door of Object.values(doors)) door.close();
    },
  };
}

/** The way out for environments with the same rules. */
interface Door {
  /** Throws `AddressRefused` for a URL that is refused without looking its host up. */
  urlOf(text: string): URL;
  connections(): Promise<Connections>;
  /** Closes its connections; whoever comes afterwards opens new ones. */
  close(): void;
}

function openDoor(allow_loopback: boolean, { resolve, timeout_ms }: OutgoingOptions): Door {
  const rules = { allow_loopback };
  const lookup = checkedLookup({ rules, resolve });
  const known = new LRUCache<string, URL>({ max: KNOWN_URLS });
  let connections: Promise<Connections> | undefined;
  return {
    urlOf(text) {
      const before = known.get(text);
      if (before) return before;
      const url = new URL(text);
      checkUrl(url, rules);
      known.set(text, url);
      return url;
    },
    connections() {
      connections ??= openConnections({ lookup, timeout_ms });
      return connections;
    },
    close() {
      connections?.then((opened) => opened.close());
      connections = undefined;
    },
  };
}

interface Checking {
  readonly rules: OutgoingRules;
  readonly resolve: Resolve;
}

/** Looks a host up for a connection: the addresses that were checked are those that are used. */
function checkedLookup(checking: Checking): LookupFunction {
  return (host, options, callback) => {
    addressesOf(host, checking).then(
      (found) => {
        const [first] = found;
        if (options.all) callback(null, found);
        else callback(null, first?.address ?? '', first?.family);
      },
      (error: Error) => callback(error, ''),
    );
  };
}

/** Throws `AddressRefused`. */
async function check(url: URL, checking: Checking): Promise<void> {
  checkUrl(url, checking.rules);
  await addressesOf(url.hostname, checking);
}

/** Throws `AddressRefused`, of the kind that may end, when the signal is aborted first. */
function within<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const refuse = () =>
      reject(new AddressRefused('must lead to a host that can be found', { temporary: true }));
    signal.addEventListener('abort', refuse, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', refuse));
  });
}

async function post(
  request: OutgoingRequest,
  { door, timeout_ms }: { door: Door; timeout_ms: number },
): Promise<OutgoingAnswer> {
  const connections = await door.connections();
  const begun = performance.now();
  const deadline = openDeadline(request.signal, timeout_ms);
  const latency = () => Math.round(performance.now() - begun);
  try {
    const answer = await answerTo(door.urlOf(request.url), { request, connections, deadline });
    return { ...answer, error: null, latency_ms: latency() };
  } catch (error) {
    if (request.signal.aborted) throw request.signal.reason;
    const reason = deadline.isOver()
      ? `no answer within ${timeout_ms / 1000} seconds`
      : reasonOf(error);
    return { status: null, error: reason, retry_after: null, excerpt: null, latency_ms: latency() };
  } finally {
    deadline.forget();
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof AddressRefused) return `the address ${error.message}`;
  if (!(error instanceof Error)) return String(error);
  // Several addresses that all failed come as one error without a message.
  const [first] = error instanceof AggregateError ? error.errors : [];
  const cause = first instanceof Error ? first : error;
  return 'code' in cause && cause.code ? `${cause.message} (${cause.code})` : cause.message;
}
