import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Outgoing, OutgoingAnswer, OutgoingRequest, OutgoingRules } from '@intarsia/domain';
import { AddressRefused, addressesOf, checkPort } from './addresses.ts';

/** Wall milliseconds from the first byte sent to the last one read. */
const TIMEOUT_MS = 10_000;
/** Bytes of an answer that are read; whatever comes after is not waited for. */
const MOST_BYTES = 65_536;
/** Characters of an answer that are kept. */
const EXCERPT = 1024;
/** Connections to one host that are kept open. */
const KEPT_CONNECTIONS = 16;

/** Requests over the network of this machine. */
export interface OpenOutgoing extends Outgoing {
  /** Closes connections that were kept open. */
  close(): void;
}

/** Opens requests to the outside. */
export function openOutgoing(): OpenOutgoing {
  // Kept apart: a connection that one environment may use is not for all.
  const doors = { public: openDoor(false), loopback: openDoor(true) };
  const doorOf = ({ allow_loopback }: OutgoingRules) =>
    allow_loopback ? doors.loopback : doors.public;

  return {
    async refusal(url, rules) {
      try {
        await checked(new URL(url), rules);
        return undefined;
      } catch (error) {
        if (error instanceof AddressRefused) return error.temporary ? undefined : error.message;
        throw error;
      }
    },
    post: (request) => post(request, doorOf(request)),
    close() {
      for (const door of Object.values(doors)) door.close();
    },
  };
}

/** The ways out for environments with the same rules. */
interface Door {
  readonly http: http.Agent;
  readonly https: https.Agent;
  close(): void;
}

function openDoor(allow_loopback: boolean): Door {
  const options = {
    keepAlive: true,
    maxFreeSockets: KEPT_CONNECTIONS,
    lookup: checkedLookup({ allow_loopback }),
  };
  const agents = { http: new http.Agent(options), https: new https.Agent(options) };
  return {
    ...agents,
    close() {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

/** Looks a host up for a connection: the address that was checked is the one that is used. */
function checkedLookup(rules: OutgoingRules): LookupFunction {
  return (host, options, callback) => {
    addressesOf(host, rules).then(
      (found) => {
        const [first] = found;
        if (options.all) callback(null, found);
        else if (first) callback(null, first.address, first.family);
        else callback(new AddressRefused('must lead to a host that can be found'), '');
      },
      (error: Error) => callback(error, ''),
    );
  };
}

/** Throws `AddressRefused`. */
async function checked(url: URL, rules: OutgoingRules): Promise<void> {
  checkPort(url);
  await addressesOf(url.hostname, rules);
}

async function post(request: OutgoingRequest, door: Door): Promise<OutgoingAnswer> {
  const begun = performance.now();
  const limit = AbortSignal.timeout(TIMEOUT_MS);
  const signal = AbortSignal.any([limit, request.signal]);
  try {
    const url = new URL(request.url);
    // A host that is an address is connected to without being looked up.
    await checked(url, request);
    const answer = await answerTo(url, { request, door, signal });
    return { ...answer, error: null, latency_ms: Math.round(performance.now() - begun) };
  } catch (error) {
    if (request.signal.aborted) throw request.signal.reason;
    return {
      status: null,
      error: limit.aborted ? 'no answer within 10 seconds' : reasonOf(error),
      retry_after: null,
      excerpt: null,
      latency_ms: Math.round(performance.now() - begun),
    };
  }
}

interface Sending {
  readonly request: OutgoingRequest;
  readonly door: Door;
  readonly signal: AbortSignal;
}

function answerTo(
  url: URL,
  { request, door, signal }: Sending,
): Promise<Pick<OutgoingAnswer, 'status' | 'retry_after' | 'excerpt'>> {
  const body = Buffer.from(request.body);
  const headers = { ...request.headers, 'content-length': String(body.length) };
  const isPlain = url.protocol === 'http:';
  return new Promise((resolve, reject) => {
    const options = {
      method: 'POST',
      headers,
      agent: isPlain ? door.http : door.https,
      signal,
    };
    const sent = isPlain ? http.request(url, options) : https.request(url, options);
    sent.on('error', reject);
    sent.on('response', (response) => {
      beginningOf(response).then((excerpt) => {
        const retry_after = response.headers['retry-after'] ?? null;
        resolve({ status: response.statusCode ?? null, retry_after, excerpt });
      }, reject);
    });
    sent.end(body);
  });
}

/** The beginning of a body. An answer that breaks off has been given all the same. */
async function beginningOf(response: http.IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of response) {
      parts.push(part);
      size += part.length;
      if (size > MOST_BYTES) break;
    }
  } catch {
    // What counts is the status, and that has come.
  }
  if (!response.complete) response.destroy();
  return Buffer.concat(parts).toString('utf8').slice(0, EXCERPT);
}

function reasonOf(error: unknown): string {
  if (error instanceof AddressRefused) return `the address ${error.message}`;
  if (!(error instanceof Error)) return String(error);
  // Several addresses that all failed come as one error without a message.
  const [first] = error instanceof AggregateError ? error.errors : [];
  const cause = first instanceof Error ? first : error;
  return 'code' in cause ? `${cause.message} (${String(cause.code)})` : cause.message;
}
