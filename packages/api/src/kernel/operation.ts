import type { z } from 'zod';
import type { Ctx, InstanceCtx } from './context.ts';
import type { Stream, StreamCtx } from './stream.ts';

/**
 * Who may call an operation (PRODUCT.md section 1). `link` is
 * whoever knows a link key, which is no secret; `local` is the machine's own binary on its data folder.
 */
export type Policy = 'public' | 'link' | 'client' | 'user' | 'operator' | 'local';

/** What an operation is bound to: one environment, or the whole instance. */
export type Level = 'environment' | 'instance';

/** What becomes of a call: an answer, a change with its answer, or all that happens from then on. */
export type Kind = 'query' | 'mutation' | 'subscription';

/** A body that is taken as it is written. */
interface TextBody {
  readonly member: string;
  readonly types: readonly [string, ...string[]];
  readonly schema: z.ZodType;
}

/** The HTTP face of an operation under `/v1`. */
export interface RestRow {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Names in braces are members of the input; a value of the wrong form there is a 404. */
  readonly path: string;
  /** The status of success. An action may answer another one through `ctx.reply`. */
  readonly status: number;
  /** Other statuses of success that an action may answer, with what each says. */
  readonly otherwise?: Readonly<Record<number, string>>;
  /** `next` and `previous` of the output are cursors, which the REST face shows as absolute URLs. */
  readonly list?: boolean;
  /** The whole body is a text of one of these types, or the JSON of the schema, and one member of the input. */
  readonly text?: TextBody;
  /** The bearer of a user token may make this change here too; other changes come through the typed router. */
  readonly bearer?: true;
  /** The state of things may refuse it, though it creates nothing. */
  readonly conflicts?: true;
  /** The body is a file instead of JSON, and all other members stand in the query (see `Upload`). */
  readonly upload?: { readonly max_bytes: number; readonly media_types: readonly string[] };
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly example?: { readonly request?: unknown; readonly response?: unknown };
}

/**
 * One thing a caller can ask. The tRPC router, the REST face and OpenAPI are all built from these
 * objects, so none of them can say something else than the others.
 */
export interface Operation<
  K extends Kind,
  I extends z.ZodType,
  O extends z.ZodType,
  L extends Level = Level,
> {
  readonly kind: K;
  readonly level: L;
  readonly policy: readonly Policy[];
  readonly input: I;
  readonly output: O;
  readonly rest?: RestRow;
  /** Exists in sandbox environments alone; in a live one it is not found. */
  readonly sandbox?: true;
  /** A stream of one world: it ends with `world_replaced` once that of its sandbox is another. */
  readonly of_world?: true;
  /** Concerns the caller's own session and password alone: every role may run it. */
  readonly own?: boolean;
  run(
    ctx: K extends 'subscription' ? StreamCtx : L extends 'environment' ? Ctx : InstanceCtx,
    input: z.output<I>,
  ): Promise<K extends 'subscription' ? Stream<z.output<O>> : z.output<O>>;
}

// The one place where the schemas' types are let go: a list of operations of every shape.
// biome-ignore lint/suspicious/noExplicitAny: variance of `run` leaves no other supertype
export type AnyOperation = Operation<Kind, any, any, any>;

type Parts<K extends Kind, I extends z.ZodType, O extends z.ZodType, L extends Level> = Omit<
  Operation<K, I, O, L>,
  'kind' | 'level'
>;

/** A read inside one environment. */
export function query<I extends z.ZodType, O extends z.ZodType>(
  parts: Parts<'query', I, O, 'environment'>,
): Operation<'query', I, O, 'environment'> {
  return { kind: 'query', level: 'environment', ...parts };
}

/** A change inside one environment. */
export function mutation<I extends z.ZodType, O extends z.ZodType>(
  parts: Parts<'mutation', I, O, 'environment'>,
): Operation<'mutation', I, O, 'environment'> {
  return { kind: 'mutation', level: 'environment', ...parts };
}

/**
 * What happens inside one environment from a call on. The output is one item of the stream; `cursor` of the
 * input is where to go on: doors put the last id there that a caller saw.
 */
export function subscription<
  I extends z.ZodType<{ cursor?: string | undefined }>,
  O extends z.ZodType,
>(
  parts: Parts<'subscription', I, O, 'environment'>,
): Operation<'subscription', I, O, 'environment'> {
  return { kind: 'subscription', level: 'environment', ...parts };
}

/** A read of the instance itself: its clients, its operators, its catalogue. */
export function instanceQuery<I extends z.ZodType, O extends z.ZodType>(
  parts: Parts<'query', I, O, 'instance'>,
): Operation<'query', I, O, 'instance'> {
  return { kind: 'query', level: 'instance', ...parts };
}

/** A change of the instance itself. */
export function instanceMutation<I extends z.ZodType, O extends z.ZodType>(
  parts: Parts<'mutation', I, O, 'instance'>,
): Operation<'mutation', I, O, 'instance'> {
  return { kind: 'mutation', level: 'instance', ...parts };
}

/** The names in braces of an operation's path. */
export function pathNames(operation: AnyOperation): readonly string[] {
  return [...(operation.rest?.path ?? '').matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
}
