import { type ErrorKind, type FieldErrors, IntarsiaError } from '@intarsia/domain';
import {
  initTRPC,
  TRPCError,
  type TRPCMutationProcedure,
  type TRPCQueryProcedure,
} from '@trpc/server';
import type { z } from 'zod';
import type { Gone } from './chaos.ts';
import type { Deps, Reply } from './context.ts';
import type { Caller, Credentials, Guard } from './guard.ts';
import { idempotencyKey } from './idempotency.ts';
import { invoke } from './invoke.ts';
import { writeJson } from './json.ts';
import type { AnyOperation, Operation } from './operation.ts';

/** What a tRPC door knows of a request. In process, `caller` stands for the credentials. */
export interface RpcContext {
  readonly deps: Deps;
  readonly guard: Guard;
  readonly credentials: Credentials;
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

const t = initTRPC.context<RpcContext>().create({
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

/** The tRPC procedures of a record of operations, with their inputs and outputs as types. */
export type Procedures<T> = {
  [K in keyof T]: T[K] extends Operation<'query', infer I, infer O>
    ? TRPCQueryProcedure<{ input: z.input<I>; output: z.output<O>; meta: unknown }>
    : T[K] extends Operation<'mutation', infer I, infer O>
      ? TRPCMutationProcedure<{ input: z.input<I>; output: z.output<O>; meta: unknown }>
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
  return operation.kind === 'query'
    ? base.query(({ ctx, input, path }) => call(operation, ctx, { input, path }))
    : base.mutation(({ ctx, input, path }) => call(operation, ctx, { input, path }));
}

async function call(
  operation: AnyOperation,
  ctx: RpcContext,
  { input, path }: { input: unknown; path: string },
): Promise<unknown> {
  try {
    const caller = ctx.caller ?? (await ctx.guard.authorize(operation, ctx.credentials));
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
    if (error instanceof IntarsiaError) {
      throw new TRPCError({ code: codeOfKind[error.kind], message: error.message, cause: error });
    }
    ctx.deps.log.error({ err: error, request_id: ctx.request_id, path }, 'request failed');
    throw error;
  }
}

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;
