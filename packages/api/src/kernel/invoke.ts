import {
  type FieldErrors,
  IntarsiaError,
  issuesOf,
  type PlainIssue,
  type Scope,
  type Vault,
} from '@intarsia/domain';
import { WorldReplaced } from '@intarsia/store';
import { assertAllowed } from './allowed.ts';
import { type Caller, environmentOf } from './callers.ts';
import type { Ctx, Deps, InstanceCtx, Reply } from './context.ts';
import type { Guard } from './guard.ts';
import { commitOnce, type IdempotencyKey, ownKey, storedAnswer } from './idempotency.ts';
import { type AnyOperation, pathNames } from './operation.ts';

/** A call as it reaches any door, after its caller was found. */
export interface Call {
  readonly deps: Deps;
  readonly guard: Guard;
  readonly caller: Caller;
  readonly input: unknown;
  readonly idempotency?: IdempotencyKey | undefined;
}

/** What an operation answered; `replayed` when it was the kept answer of an earlier call. */
export interface Answer {
  readonly output: unknown;
  readonly reply: Reply;
  readonly replayed: boolean;
}

/**
 * Runs an operation for every door alike: policy, parse, run, parse. Throws `IntarsiaError` for all that
 * a caller can mend; anything else that is thrown is a bug.
 */
export async function invoke(operation: AnyOperation, call: Call): Promise<Answer> {
  assertAllowed(operation, call.caller);
  const input = parseInput(operation, call.input);
  return await (call.idempotency
    ? runOnce(operation, { ...call, idempotency: call.idempotency }, input)
    : run(operation, call, input));
}

/** Runs a call whose key was not used yet, else gives the answer of the one that used it. */
async function runOnce(
  operation: AnyOperation,
  call: Call & { readonly idempotency: IdempotencyKey },
  input: unknown,
): Promise<Answer> {
  const idempotency = ownKey(call.idempotency, call.caller.actor);
  const stored = await storedAnswer(call, idempotency);
  if (stored) return stored;
  try {
    return await run(operation, { ...call, idempotency }, input);
  } catch (error) {
    // The same request won the race: its answer is this one's answer.
    if (!(error instanceof IntarsiaError) || error.code !== 'idempotency_key_in_use') throw error;
    const winner = await storedAnswer(call, idempotency);
    if (!winner) throw error;
    return winner;
  }
}

/** How often a call is made anew, each time in a world that has replaced the one before. */
const MOST_WORLDS = 20;

async function run(operation: AnyOperation, first: Call, input: unknown): Promise<Answer> {
  let call = first;
  for (let worlds = 1; ; worlds++) {
    try {
      return await runIn(operation, call, input);
    } catch (error) {
      const { deps, guard, caller } = call;
      const isOver = !(error instanceof WorldReplaced) || worlds === MOST_WORLDS;
      if (isOver || !caller.environment) throw error;
      // It has changed nothing, and is as good in the world that is there now.
      guard.forget();
      const bound = await environmentOf(deps, caller.environment.id);
      call = { ...call, caller: { ...caller, ...bound } };
    }
  }
}

async function runIn(operation: AnyOperation, call: Call, input: unknown): Promise<Answer> {
  const reply: Reply = {};
  const ctx = contextOf(call, { reply, operation, vault: await vaultOf(call, operation) });
  const output = operation.output.parse(await operation.run(ctx, input));
  // An action that had nothing to commit has used the key all the same.
  if (call.idempotency && 'commit' in ctx && !ctx.hasCommitted())
    await ctx.commit(async () => output);
  return { output, reply, replayed: false };
}

/** The vault of the client that a call works for; undefined for what belongs to no environment. */
export function vaultOf(
  { deps, caller }: Pick<Call, 'deps' | 'caller'>,
  { level }: AnyOperation,
): Promise<Vault> | undefined {
  return level === 'instance' || !caller.client ? undefined : deps.vaultOf(caller.client.id);
}

/** What the action of a call is given. */
export function contextOf(
  { deps, guard, caller, idempotency }: Omit<Call, 'input'>,
  { reply, operation, vault }: { reply: Reply; operation: AnyOperation; vault: Vault | undefined },
): InstanceCtx | Ctx {
  const { actor, environment, client } = caller;
  // Inherited and then set one by one: V8 takes longer to copy so many members than SQLite to find a row, and
  // three times as long to assign them from an object. What inherits from the dependencies has all of them.
  const ctx: Writable<Ctx> = Object.create(deps);
  ctx.guard = guard;
  ctx.actor = actor;
  ctx.reply = reply;
  // What belongs to no environment takes nothing from one, least of all ids, though the caller named it.
  if (!environment || !client || !vault) return ctx;
  const scope: Scope =
    actor.kind === 'user'
      ? { environment_id: environment.id, user_id: actor.user_id }
      : { environment_id: environment.id };
  let committed = false;
  ctx.scope = scope;
  ctx.environment = environment;
  ctx.client = client;
  ctx.clock = deps.clockOf(environment);
  ctx.ids = deps.idsOf(environment);
  ctx.vault = vault;
  const { id: environment_id, epoch, kind } = environment;
  const world = kind === 'sandbox' ? { environment_id, epoch } : undefined;
  ctx.commit = async (change, about) => {
    const output = await (idempotency
      ? commitOnce({ deps, scope, vault, key: idempotency, reply, operation, about, world }, change)
      : deps.store.write(change, { world }));
    committed = true;
    return output;
  };
  ctx.hasCommitted = () => committed;
  return ctx;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Checks an input; members that stand in the path make a 404, all others a 400 that names them. */
export function parseInput(operation: AnyOperation, input: unknown): unknown {
  const parsed = operation.input.safeParse(input);
  if (parsed.success) return parsed.data;
  // Only a faulty input is parsed with our texts: giving options costs as much as eight plain parses.
  const issues = issuesOf(operation.input, input);
  const names = pathNames(operation);
  if (issues.some(({ path }) => names.includes(String(path[0])))) {
    throw new IntarsiaError('not_found', 'Not found.');
  }
  throw inputError(issues);
}

function inputError(issues: readonly PlainIssue[]): IntarsiaError {
  const texts = new Map<string, string[]>();
  for (const { path, message } of issues) {
    const name = path.map(String).join('.') || 'body';
    texts.set(name, [...(texts.get(name) ?? []), message]);
  }
  // Not by assignment: a caller may send a member called `__proto__`.
  const fields: FieldErrors = Object.fromEntries(texts);
  const [name = 'body', [text = 'is not valid'] = []] = Object.entries(fields)[0] ?? [];
  return new IntarsiaError('input_invalid', `${name}: ${text}`, { fields });
}
