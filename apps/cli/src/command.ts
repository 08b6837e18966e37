import { z } from 'zod';
import { usage } from './failures.ts';
import type { Io, Remote } from './io.ts';

/** A value that a command takes by its place. Optional when its schema takes nothing. */
export interface Arg<S extends z.ZodType = z.ZodType> {
  readonly says: string;
  readonly schema: S;
}

/** A value that a command takes by `--name`. */
export interface Option<S extends z.ZodType = z.ZodType> extends Arg<S> {
  /** What stands behind the flag, such as `<json>`; absent for a flag that is on or off. */
  readonly value?: string;
  readonly choices?: readonly string[];
}

/** A value by its place. */
export function arg<S extends z.ZodType>(says: string, schema: S): Arg<S> {
  return { says, schema };
}

/** A value by its flag. */
export function option<S extends z.ZodType>(value: string, says: string, schema: S): Option<S> {
  return { value, says, schema };
}

/** A flag that is on or off. */
export function flag(says: string): Option<z.ZodDefault<z.ZodBoolean>> {
  return { says, schema: z.boolean().default(false) };
}

type Args = Readonly<Record<string, Arg>>;
type Options = Readonly<Record<string, Option>>;
type Nothing = Readonly<Record<never, never>>;
type Values<T extends Args> = { [K in keyof T]: z.output<T[K]['schema']> };
type Input<A extends Args, O extends Options> = Values<A> & Values<O>;

interface Spec<A extends Args, O extends Options> {
  /** Noun and verb, such as `users get`. */
  readonly name: string;
  readonly summary: string;
  /** In the order in which they are written. */
  readonly args?: A;
  /** By name; `mfa_code` is written `--mfa-code`. */
  readonly options?: O;
  /** Without `intarsia`. */
  readonly examples?: readonly string[];
}

/** A command with its types let go: what the program is built from. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly args: Args;
  readonly options: Options;
  readonly examples: readonly string[];
  /** Checks what was written and runs it. */
  run(io: Io, given: Readonly<Record<string, unknown>>): Promise<void>;
}

/** A command that asks a server. */
export function command<A extends Args = Nothing, O extends Options = Nothing>(
  spec: Spec<A, O> & {
    run(call: Io & Remote, input: Input<A, O>): Promise<void>;
  },
): Command {
  return built(spec, (io, input) => onServer(io, (call) => spec.run(call, input)));
}

/** Asks the server that was named, and says in the person's words why that failed. */
export async function onServer(io: Io, ask: (call: Io & Remote) => Promise<void>): Promise<void> {
  const remote = io.connect();
  try {
    await ask({ ...io, ...remote });
  } catch (error) {
    throw remote.explain(error);
  }
}

/** A command that needs nothing but this machine. */
export function machineCommand<A extends Args = Nothing, O extends Options = Nothing>(
  spec: Spec<A, O> & { run(io: Io, input: Input<A, O>): Promise<void> },
): Command {
  return built(spec, spec.run);
}

function built<A extends Args, O extends Options>(
  spec: Spec<A, O>,
  run: (io: Io, input: Input<A, O>) => Promise<void>,
): Command {
  const args: Args = spec.args ?? {};
  const options: Options = spec.options ?? {};
  return {
    name: spec.name,
    summary: spec.summary,
    args,
    options,
    examples: spec.examples ?? [],
    async run(io, given) {
      // Every member of both records was parsed with its own schema, which is what `Input` says.
      await run(io, parse({ args, options }, given) as Input<A, O>);
    },
  };
}

/** How an option is written: `mfa_code` is `--mfa-code`. */
export function flagOf(name: string): string {
  return `--${name.replaceAll('_', '-')}`;
}

/** How an argument is shown: `link_item` is `link-item`. */
export function labelOf(name: string): string {
  return name.replaceAll('_', '-');
}

function parse(
  { args, options }: { args: Args; options: Options },
  given: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const faults: string[] = [];
  const input: Record<string, unknown> = {};
  for (const [name, { schema }] of Object.entries({ ...args, ...options })) {
    const parsed = schema.safeParse(given[name]);
    if (parsed.success) input[name] = parsed.data;
    else {
      const shown = name in args ? labelOf(name) : flagOf(name);
      faults.push(...parsed.error.issues.map((issue) => `${shown}: ${textOf(issue, given[name])}`));
    }
  }
  const [first, ...more] = faults;
  if (first !== undefined) throw usage(first, ...more);
  return input;
}

/** Our own schemas speak for themselves; the library's texts about missing values and types do not. */
function textOf(issue: z.core.$ZodIssue, given: unknown): string {
  if (given === undefined) return 'is required';
  if (issue.code === 'invalid_value')
    return `must be one of ${issue.values.map(String).join(', ')}`;
  return issue.message;
}
