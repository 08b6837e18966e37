import { createHash } from 'node:crypto';
import { HOUR, IntarsiaError, later, rawJson, type Scope, type Vault } from '@intarsia/domain';
import type { KnownWorld, Writes } from '@intarsia/store';
import type { Actor, Deps, Reply } from './context.ts';
import type { Answer, Call } from './invoke.ts';
import { writeJson } from './json.ts';
import type { AnyOperation } from './operation.ts';

/** How long an answer is kept, in wall time. */
export const ANSWERS_KEPT_MS = 24 * HOUR;

/** A caller's Idempotency-Key with what it was used for. */
export interface IdempotencyKey {
  readonly key: string;
  /** Hash of route and body: the same key with anything else is refused. Stored only as a keyed hash of it. */
  readonly request: string;
}

/** Reads the header; throws `input_invalid` for a value that can't be a key. */
export function idempotencyKey(
  header: string | undefined,
  of: { route: string; body: () => string },
): IdempotencyKey | undefined {
  if (header === undefined) return undefined;
  if (!/^[\x21-\x7e]{1,255}$/.test(header)) {
    throw new IntarsiaError(
      'input_invalid',
      'Idempotency-Key: must be 1 to 255 visible ASCII characters',
      { fields: { 'Idempotency-Key': ['must be 1 to 255 visible ASCII characters'] } },
    );
  }
  const request = createHash('sha256').update(`${of.route}\n${of.body()}`).digest('hex');
  return { key: header, request };
}

/**
 * The key as its caller's own: people who share an environment may choose equal ones, and none may get the
 * answer of another. No key that a caller can send has a space in it.
 */
export function ownKey(key: IdempotencyKey, actor: Actor): IdempotencyKey {
  if (actor.kind === 'user') return { ...key, key: `${actor.user_id} ${key.key}` };
  if (actor.kind === 'link') return { ...key, key: `${actor.link_key} ${key.key}` };
  return key;
}

/** The kept answer of an earlier call with this key, if there is one that still counts. */
export async function storedAnswer(
  { deps, caller }: Call,
  { key, request }: IdempotencyKey,
): Promise<Answer | undefined> {
  if (!caller.environment || !caller.client) return undefined;
  const scope = { environment_id: caller.environment.id };
  const stored = await deps.store.read.idempotency.find(scope, key);
  if (!stored || stored.created_at < later(deps.wall.now(), -ANSWERS_KEPT_MS)) return undefined;
  const vault = await deps.vaultOf(caller.client.id);
  if (stored.fingerprint !== fingerprintOf(vault, request)) {
    throw new IntarsiaError(
      'idempotency_key_reused',
      'Idempotency-Key: was used for another request within 24 hours.',
      { fields: { 'Idempotency-Key': ['was used for another request within 24 hours'] } },
    );
  }
  const text = new TextDecoder().decode(vault.open(stored.answer, context(scope, key)));
  return {
    output: text === '' ? undefined : rawJson(text),
    reply: { status: stored.status },
    replayed: true,
  };
}

interface OnceOptions {
  readonly deps: Deps;
  readonly scope: Scope;
  readonly vault: Vault;
  readonly key: IdempotencyKey;
  readonly reply: Reply;
  readonly operation: AnyOperation;
  readonly about: { user_id: string } | undefined;
  readonly world: KnownWorld | undefined;
}

/**
 * Commits a change together with its answer, so that neither can exist without the other. The key is
 * taken first: a second call with it waits, and then finds the answer instead of a changed world.
 */
export function commitOnce<T>(
  { deps, scope, vault, key, reply, operation, about, world }: OnceOptions,
  change: (tx: Writes) => Promise<T>,
): Promise<T> {
  const now = deps.wall.now();
  const fingerprint = fingerprintOf(vault, key.request);
  const taken = {
    key: key.key,
    fingerprint,
    status: 0,
    answer: '',
    user_id: null,
    created_at: now,
  };
  const write = async (tx: Writes) => {
    await tx.idempotency.deleteBefore(scope, later(now, -ANSWERS_KEPT_MS));
    await tx.idempotency.insert(scope, taken);
    const output = await change(tx);
    const text = output === undefined ? '' : writeJson(output);
    // Nobody is there to be erased with an answer about a user who is gone.
    const user = about && (await tx.users.find(scope, about.user_id));
    await tx.idempotency.complete(scope, {
      key: key.key,
      status: reply.status ?? operation.rest?.status ?? 200,
      answer: vault.seal(text, context(scope, key.key)),
      user_id: user?.id ?? null,
    });
    return output;
  };
  return deps.store.write(write, { world });
}

/** Bodies hold account numbers: nobody without the client's key can try them against what is stored. */
function fingerprintOf(vault: Vault, request: string): string {
  return vault.fingerprint(request, 'idempotency.request');
}

function context(scope: Scope, key: string): string {
  return `idempotency_answers.answer:${scope.environment_id}:${key}`;
}
