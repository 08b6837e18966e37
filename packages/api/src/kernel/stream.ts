import { IntarsiaError } from '@intarsia/domain';
import { assertAllowed } from './allowed.ts';
import type { Caller } from './callers.ts';
import type { Gone } from './chaos.ts';
import type { Ctx } from './context.ts';
import { type Call, contextOf, parseInput, vaultOf } from './invoke.ts';
import type { AnyOperation } from './operation.ts';

/** One thing of a stream. */
export interface StreamItem<T> {
  /** Where to go on behind it. */
  readonly id: string;
  /** What it is called. */
  readonly type: string;
  readonly data: T;
}

/** Things that come together. Those who follow at the same place get the same object. */
export interface StreamBatch<T> {
  readonly items: readonly StreamItem<T>[];
  /** Where to go on behind all of them, also when there are none: a stream that says nothing is alive. */
  readonly cursor: string;
}

/** What a subscription gives. Ends when its signal is aborted. */
export type Stream<T> = AsyncIterableIterator<StreamBatch<T>>;

/** What the action of a subscription is given. */
export interface StreamCtx extends Ctx {
  /** Aborted when nobody follows any more, or nobody may. */
  readonly signal: AbortSignal;
}

/** A call to a subscription. */
export interface StreamCall extends Omit<Call, 'idempotency'> {
  /** Rejects with a refusal once the caller may not follow any more. */
  stillAllowed(): Promise<Caller>;
  readonly gone?: Gone | undefined;
}

/** How often those who follow are looked at again, in milliseconds. */
const LOOK_MS = 5000;

/**
 * Runs a subscription for every door alike. The stream ends when its caller goes; it throws the refusal when
 * the caller's key, token or session ends, `world_replaced` where a world is followed that is no more, and
 * `not_ready` when this process ends.
 */
export async function openStream(
  operation: AnyOperation,
  call: StreamCall,
  { look_ms = LOOK_MS }: { look_ms?: number } = {},
): Promise<Stream<unknown>> {
  assertAllowed(operation, call.caller);
  const input = parseInput(operation, call.input);
  const vault = await vaultOf(call, operation);
  const ctx = contextOf(call, { reply: {}, operation, vault });
  const end = endOf(operation, call, look_ms);
  try {
    // Safe: the action of a subscription gives a stream.
    const stream = (await operation.run(
      Object.assign(ctx, { signal: end.signal }),
      input,
    )) as Stream<unknown>;
    return endedBy(stream, end);
  } catch (error) {
    end.forget();
    throw error;
  }
}

/** The end of a stream: who asks for it, and what it says. */
interface End {
  readonly signal: AbortSignal;
  /** Why the stream ends; undefined when nobody has to be told. */
  reason(): IntarsiaError | undefined;
  /** Ends what is not over yet, and looks at nothing any more. */
  forget(): void;
}

function endOf(
  { of_world }: AnyOperation,
  { deps, gone, stillAllowed, caller: known }: StreamCall,
  look_ms: number,
): End {
  const ending = new AbortController();
  const left = gone?.();
  let reason: IntarsiaError | undefined;
  const forget = () => {
    clearInterval(look);
    deps.stopping.removeEventListener('abort', stop);
    left?.removeEventListener('abort', forget);
    ending.abort();
  };
  const refuse = (error: unknown) => {
    // A database that is away says nothing about the caller.
    if (!(error instanceof IntarsiaError) || error.kind === 'unavailable') return;
    reason ??= error;
    forget();
  };
  const stop = () => {
    reason ??= new IntarsiaError('not_ready', 'The server stops. Go on where you were.');
    forget();
  };
  const sameWorld = ({ environment }: Caller) => {
    if (!of_world || environment?.epoch === known.environment?.epoch) return;
    throw new IntarsiaError('world_replaced', 'The world of this sandbox is another one now.');
  };
  const look = setInterval(
    () => void stillAllowed().then(sameWorld).catch(refuse),
    look_ms,
  ).unref();
  deps.stopping.addEventListener('abort', stop);
  left?.addEventListener('abort', forget);
  if (deps.stopping.aborted) stop();
  if (left?.aborted) forget();
  return { signal: ending.signal, reason: () => reason, forget };
}

/** Not a generator: one that waits for its next item can not be told to return. */
function endedBy(stream: Stream<unknown>, end: End): Stream<unknown> {
  return {
    async next() {
      const next = await stream.next();
      if (!next.done) return next;
      end.forget();
      const reason = end.reason();
      if (reason) throw reason;
      return next;
    },
    async return() {
      end.forget();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
