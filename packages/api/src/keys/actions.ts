import {
  type ApiKey,
  type ApiKeyRef,
  type CreateApiKeyInput,
  type CreatedApiKey,
  IntarsiaError,
  isApiKeyUsable,
  type ListInput,
  newApiKey,
  type Page,
  type RotateApiKeyInput,
  rotatedUntil,
} from '@intarsia/domain';
import type { StoredApiKey, Writes } from '@intarsia/store';
import { type Ctx, pageOf, secretHash } from '../kernel/index.ts';
import { newSecret } from './secrets.ts';

/** The keys of the environment, newest first, ended and revoked ones included. */
export function listApiKeys(ctx: Ctx, input: ListInput): Promise<Page<ApiKey>> {
  const { apiKeys } = ctx.store.read;
  return pageOf(input, {
    list: (request) => apiKeys.list(ctx.scope, request),
    count: () => apiKeys.count(ctx.scope),
  });
}

/**
 * Makes a key of the caller's own environment. Live keys are made by an operator or on the machine:
 * a live key that leaked can not leave others behind when it is revoked. Throws `caller_not_allowed`.
 */
export async function createApiKey(ctx: Ctx, { name }: CreateApiKeyInput): Promise<CreatedApiKey> {
  assertMayMakeKeys(ctx);
  const { kind } = ctx.environment;
  const key = newApiKey({ name, kind }, { id: ctx.random.uuid(), now: ctx.wall.now() });
  const secret = newSecret(ctx.random);
  return ctx.commit(async (tx) => {
    await tx.apiKeys.insert(ctx.scope, key, { secret_hash: secretHash(secret) });
    return { ...key, secret };
  });
}

/** Ends a key, be it the caller's own. Ending it twice is no error. Throws `key_not_found`. */
export async function revokeApiKey(ctx: Ctx, { id }: ApiKeyRef): Promise<void> {
  const now = ctx.wall.now();
  await ctx.commit(async (tx) => {
    await getKey(ctx, tx, id);
    await tx.apiKeys.revoke(ctx.scope, id, now);
  });
  ctx.guard.forget();
}

/**
 * Replaces a key by a new one of the same name. The old one works for the overlap, during which it may be
 * rotated again, should the answer have been lost. A rotation makes a key, so no live key rotates any.
 * Throws `caller_not_allowed`, `key_not_found`, `key_ended`.
 */
export async function rotateApiKey(
  ctx: Ctx,
  { id, overlap_seconds }: RotateApiKeyInput,
): Promise<CreatedApiKey> {
  assertMayMakeKeys(ctx);
  const wall = ctx.wall.now();
  const next = { id: ctx.random.uuid(), secret: newSecret(ctx.random) };
  const secret_hash = secretHash(next.secret);
  const created = await ctx.commit(async (tx) => {
    const old = await getKey(ctx, tx, id);
    if (!isApiKeyUsable(old, wall)) {
      throw new IntarsiaError('key_ended', 'The key has ended. Create a new one.');
    }
    const key = newApiKey(old, { id: next.id, now: wall });
    await tx.apiKeys.insert(ctx.scope, key, { secret_hash });
    await tx.apiKeys.expireAt(ctx.scope, id, rotatedUntil(old, { overlap_seconds, wall }));
    return { ...key, secret: next.secret };
  });
  ctx.guard.forget();
  return created;
}

/** A live key makes no key by any way, itself included. */
function assertMayMakeKeys({ environment, actor }: Ctx): void {
  if (environment.kind !== 'live' || actor.kind !== 'client') return;
  throw new IntarsiaError(
    'caller_not_allowed',
    'Live keys are made by an operator or on the machine itself.',
  );
}

/** Keys are found without a scope, so it is compared here: one of another environment does not exist. */
async function getKey(ctx: Ctx, tx: Writes, id: string): Promise<StoredApiKey> {
  const key = await tx.apiKeys.findById(id);
  if (key?.environment_id === ctx.scope.environment_id) return key;
  throw new IntarsiaError('key_not_found', 'Not found.');
}
