import { type ErrorKind, type FieldErrors, IntarsiaError } from '@intarsia/domain';
import {
  initTRPC,
  TRPCError,
  type TRPCMutationProcedure,
  type TRPCQueryProcedure,
  type TRPCSubscriptionProcedure,
  tracked,
} from '@trpc/server';
import type { z } from 'zod';
import type { Caller } from './callers.ts';
import type { Gone } from './chaos.ts';
import type { Deps, Reply } from './context.ts';
import type { Credentials, Guard } from './guard.ts';
import { idempotencyKey } from './idempotency.ts';
import { invoke } from './invoke.ts';
import { writeJson } from './json.ts';
import type { AnyOperation, Operation } from './operation.ts';
import { openStream, type Stream } from './stream.ts';

/** What a tRPC door knows of a request. */
export interface RpcContext {
  readonly deps: Deps;
  readonly guard: Guard;
  readonly credentials: Credentials;
  /** Stands for the credentials in process, where nothing is put into the words of a wire. */
  readonly caller?: Caller | undefined;
  readonly idempotency_key?: string | undefined;
  readonly request_id: string;
  /** Asked only while a call is held up. */
  readonly gone?: Gone | undefined;
  /** Told what the action said about its answer, such as a session to keep. */
  readonly onReply?: ((reply: Reply) => void) | undefined;
}

const codeOfKind = {
  invalid: 'BAD_REQUEST',
  unauthorized: 'UNAUTHORIZED',
  not_found: 'NOT_FOUND',
  method_not_allowed: 'METHOD_NOT_SUPPORTED',
  conflict: 'CONFLICT',
  too_large: 'PAYLOAD_TOO_LARGE',
  unsupported_media: 'UNSUPPORTED_MEDIA_TYPE',
  unprocessable: 'UNPROCESSABLE_CONTENT',
  too_many: 'TOO_MANY_REQUESTS',
  unavailable: 'SERVICE_UNAVAILABLE',
} as const satisfies Record<ErrorKind, TRPCError['code']>;

/** How often a subscription that has nothing to say says that it is alive, in milliseconds. */
const QUIET_MS = 15_000;

const t = initTRPC.context<RpcContext>().create({
  sse: {
    ping: { enabled: true, intervalMs: QUIET_MS },
    client: { reconnectAfterInactivityMs: 3 * QUIET_MS },
  },
  errorFormatter({ shape, error }) {
    const { code: rpcCode, httpStatus, path } = shape.data;
    const cause = error.cause instanceof IntarsiaError ? error.cause : undefined;
    const internal = error.code === 'INTERNAL_SERVER_ERROR';
    return {
      ...shape,
      message: internal ? 'Something went wrong on our side.' : shape.message,
      // No stack ever leaves the server.
      data: { code: rpcCode, httpStatus, path, intarsia: cause && problemOf(cause) },
    };
  },
});

/** An error as a typed client reads it, at `error.data.intarsia`. */
export interface Problem {
  readonly code: IntarsiaError['code'];
  readonly fields: FieldErrors | undefined;
}

function problemOf(error: IntarsiaError): Problem {
  return { code: error.code, fields: error.fields };
}

/** An item of a subscription as a typed client gets it. */
interface Tracked<T> {
  id: string;
  data: T;
}

/** The tRPC procedures of a record of operations, with their inputs and outputs as types. */
export type Procedures<T> = {
  [K in keyof T]: T[K] extends Operation<'query', infer I, infer O>
    ? TRPCQueryProcedure<{ input: z.input<I>; output: z.output<O>; meta: unknown }>
    : T[K] extends Operation<'mutation', infer I, infer O>
      ? TRPCMutationProcedure<{ input: z.input<I>; output: z.output<O>; meta: unknown }>
      : T[K] extends Operation<'subscription', infer I, infer O>
        ? TRPCSubscriptionProcedure<{
            input: z.input<I>;
            output: AsyncIterable<Tracked<z.output<O>>>;
            meta: unknown;
          }>
        : never;
};

/** Turns operations into tRPC procedures. They are parsed and guarded by `invoke`, as at every door. */
export function procedures<T extends Record<string, AnyOperation>>(operations: T): Procedures<T> {
  const built = Object.entries(operations).map(([name, operation]) => [name, procedure(operation)]);
  // Every entry was built from the operation of the same name, which is what the mapped type says.
  return Object.fromEntries(built) as Procedures<T>;
}

function procedure(operation: AnyOperation) {
  // Inputs are parsed in `invoke`; here they pass as they are.
  const base = t.procedure.input((input: unknown) => input);
  if (operation.kind === 'subscription') {
    return base.subscription(({ ctx, input, path, signal }) =>
      follow(operation, ctx, { input, path, signal }),
    );
  }
  return operation.kind === 'query'
    ? base.query(({ ctx, input, path }) => call(operation, ctx, { input, path }))
    : base.mutation(({ ctx, input, path }) => call(operation, ctx, { input, path }));
}

/**
 * Begins to follow; refusals come before anything of the stream does. The reply says behind which id it begins,
 * so that a line that breaks before the first item is taken up where it was.
 */
async function follow(
  operation: AnyOperation,
  ctx: RpcContext,
  { input, path, signal }: { input: unknown; path: string; signal: AbortSignal | undefined },
): Promise<AsyncIterable<unknown>> {
  try {
    const caller = await callerOf(operation, ctx);
    const disturbing = ctx.guard.chaos.disturb(operation, caller, ctx.gone);
    if (disturbing) await disturbing;
    const stream = await openStream(operation, {
      deps: ctx.deps,
      guard: ctx.guard,
      caller,
      input: resumed(input),
      gone: signal && (() => signal),
      stillAllowed: () => callerOf(operation, ctx),
    });
    if (ctx.onReply) await tellBeginning(stream, ctx.onReply);
    const onWire = ctx.caller === undefined;
    return itemsOf(stream, { onWire, refusal: (error) => refusalOf(error, { ctx, path }) });
  } catch (error) {
    throw refusalOf(error, { ctx, path });
  }
}

/** A stream begins with an empty batch, whose cursor is where to go on as long as nothing else has come. */
async function tellBeginning(
  stream: Stream<unknown>,
  onReply: (reply: Reply) => void,
): Promise<void> {
  const { done, value } = await stream.next();
  if (!done) onReply({ begins_behind: value.cursor });
}

/** The items of a stream, each with its id; on a wire in the form that tRPC's own writer takes for that. */
async function* itemsOf(
  stream: Stream<unknown>,
  { onWire, refusal }: { onWire: boolean; refusal(error: unknown): unknown },
) {
  try {
    for await (const { items } of stream) {
      for (const { id, data } of items) yield onWire ? tracked(id, data) : { id, data };
    }
  } catch (error) {
    throw refusal(error);
  } finally {
    await stream.return?.();
  }
}

/** Goes on behind the last id that the client was told, which it puts beside its input. */
function resumed(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || !('lastEventId' in input)) return input ?? {};
  const { lastEventId, ...rest } = input;
  return { ...rest, cursor: lastEventId };
}

async function callerOf(operation: AnyOperation, ctx: RpcContext): Promise<Caller> {
  return ctx.caller ?? (await ctx.guard.authorize(operation, ctx.credentials));
}

async function call(
  operation: AnyOperation,
  ctx: RpcContext,
  { input, path }: { input: unknown; path: string },
): Promise<unknown> {
  try {
    const caller = await callerOf(operation, ctx);
    const disturbing = ctx.guard.chaos.disturb(operation, caller, ctx.gone);
    if (disturbing) await disturbing;
    const { output, reply } = await invoke(operation, {
      deps: ctx.deps,
      guard: ctx.guard,
      caller,
      input: input ?? {},
      idempotency:
        operation.kind === 'mutation'
          ? idempotencyKey(ctx.idempotency_key, {
              route: path,
              body: () => writeJson(input ?? null),
            })
          : undefined,
    });
    ctx.onReply?.(reply);
    return output;
  } catch (error) {
    throw refusalOf(error, { ctx, path });
  }
}

/** An error as the router tells it; what is none of ours goes to the log. */
function refusalOf(error: unknown, { ctx, path }: { ctx: RpcContext; path: string }): unknown {
  if (error instanceof IntarsiaError) {
    return new TRPCError({ code: codeOfKind[error.kind], message: error.message, cause: error });
  }
  ctx.deps.log.error({ err: error, request_id: ctx.request_id, path }, 'request failed');
  return error;
}

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;
