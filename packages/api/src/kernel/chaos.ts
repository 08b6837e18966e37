import { hash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import {
  type Clock,
  type Environment,
  IntarsiaError,
  MINUTE,
  microsecondsOf,
  noOptions,
  SECOND,
} from '@intarsia/domain';
import { LRUCache } from 'lru-cache';
import type { Caller } from './callers.ts';
import type { AnyOperation } from './operation.ts';

/** Tells when a caller has gone away; made when somebody wants to know. */
export type Gone = () => AbortSignal;

/** Trouble that a sandbox is set to, for those who test what they do about it. */
export interface Chaos {
  /**
   * Undefined, at once, for a call that nothing is to happen to. Else resolves with headers for its answer,
   * after a while. Throws `simulated_error`, `simulated_rate_limit`.
   */
  disturb(
    operation: AnyOperation,
    caller: Caller,
    gone: Gone | undefined,
  ): Promise<Record<string, string>> | undefined;
  /** Counts the calls of an environment anew. */
  forget(environment_id: string): void;
}

/** A refusal that is not meant, with what an answer says of it beside its body. */
export class SimulatedError extends IntarsiaError {
  readonly headers: Record<string, string>;
  constructor(
    code: 'simulated_error' | 'simulated_rate_limit',
    detail: string,
    headers: Record<string, string>,
  ) {
    super(code, detail);
    this.headers = headers;
  }
}

/** What is counted of the calls of one environment. */
interface Counts {
  /** What it was set to then: with other settings all begins anew. */
  readonly settings: string;
  /** Calls so far. */
  calls: number;
  /** The minute of the limit: when it ends on the wall, in milliseconds, and how many calls it has had. */
  minute: { readonly until: number; calls: number };
}

/** Environments that are counted for. */
const KNOWN_ENVIRONMENTS = 1000;

/** Chaos in the memory of this process: each process counts for itself. */
export function createChaos(wall: Clock): Chaos {
  const known = new LRUCache<string, Counts>({ max: KNOWN_ENVIRONMENTS });

  function countsOf({ id, seed, options }: Environment): Counts {
    const settings = JSON.stringify([seed, options.error_rate, options.rate_limit]);
    const counts = known.get(id);
    if (counts?.settings === settings) return counts;
    const fresh = { settings, calls: 0, minute: { until: 0, calls: 0 } };
    known.set(id, fresh);
    return fresh;
  }

  return {
    disturb(operation, caller, gone) {
      const environment = disturbed(operation, caller);
      if (!environment) return undefined;
      // Counted in the order in which calls come, not in that in which they have waited.
      const counts = countsOf(environment);
      const number = counts.calls++;
      const quota = quotaOf(counts, environment, microsecondsOf(wall.now()) / 1000);
      return trouble(environment, { number, quota, gone });
    },
    forget(environment_id) {
      known.delete(environment_id);
    },
  };
}

/** The environment of a call that something may happen to. Those that set or look at the trouble are spared. */
function disturbed(
  operation: AnyOperation,
  { actor, environment }: Caller,
): Environment | undefined {
  if (!environment || environment.options === noOptions) return undefined;
  const { latency_ms, error_rate, rate_limit } = environment.options;
  if (!latency_ms && !error_rate && rate_limit === null) return undefined;
  if (environment.kind === 'live' || actor.kind === 'operator' || actor.kind === 'local') {
    return undefined;
  }
  return operation.rest?.path.startsWith('/v1/sandbox/') ? undefined : environment;
}

/** How much of a limit is left. */
interface Quota {
  readonly limit: number;
  /** Below zero when the call is one too many. */
  readonly left: number;
  /** Seconds until all of it is there again. */
  readonly again_in: number;
}

/** A minute begins with the first call after the one before it. */
function quotaOf(
  counts: Counts,
  { options: { rate_limit } }: Environment,
  now: number,
): Quota | undefined {
  if (rate_limit === null) return undefined;
  if (now >= counts.minute.until) counts.minute = { until: now + MINUTE, calls: 0 };
  counts.minute.calls += 1;
  const again_in = Math.ceil((counts.minute.until - now) / SECOND);
  return { limit: rate_limit, left: rate_limit - counts.minute.calls, again_in };
}

async function trouble(
  { seed, options }: Environment,
  { number, quota, gone }: { number: number; quota: Quota | undefined; gone: Gone | undefined },
): Promise<Record<string, string>> {
  const headers = quota ? headersOf(quota) : {};
  if (options.latency_ms)
    await wait(options.latency_ms, undefined, { signal: gone?.() }).catch(hasGone);
  if (quota && quota.left < 0) {
    const detail = `A simulated limit: this sandbox answers ${quota.limit} calls a minute.`;
    const again = { ...headers, 'retry-after': String(quota.again_in) };
    throw new SimulatedError('simulated_rate_limit', detail, again);
  }
  if (fails(seed, number, options.error_rate ?? 0)) {
    const detail = `A simulated error: the error rate of this sandbox is ${options.error_rate}.`;
    throw new SimulatedError('simulated_error', detail, headers);
  }
  return headers;
}

/** Nobody is there to be answered, so nothing is done either. */
function hasGone(): never {
  throw new SimulatedError(
    'simulated_error',
    'The caller has gone while the call was held up.',
    {},
  );
}

/** Whether the call with a number fails: a function of it and the seed, so that a run can be repeated. */
function fails(seed: string, number: number, rate: number): boolean {
  const drawn = Number.parseInt(hash('sha256', `chaos ${number} ${seed}`, 'hex').slice(0, 12), 16);
  return drawn / 2 ** 48 < rate;
}

/** Both forms of the headers that the IETF has drafted: clients read the older one, servers move to the newer. */
function headersOf({ limit, left, again_in }: Quota): Record<string, string> {
  const remaining = Math.max(0, left);
  return {
    'ratelimit-policy': `"sandbox";q=${limit};w=60`,
    ratelimit: `"sandbox";r=${remaining};t=${again_in}`,
    'ratelimit-limit': String(limit),
    'ratelimit-remaining': String(remaining),
    'ratelimit-reset': String(again_in),
  };
}
