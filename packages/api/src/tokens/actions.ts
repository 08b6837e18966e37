import {
  type CreateUserTokenInput,
  type ExpectedToken,
  IntarsiaError,
  type IntrospectInput,
  type Introspection,
  type IssuedToken,
  inactiveToken,
  introspectionOf,
  invalidField,
  type RefreshTokenInput,
  type RevokeTokenInput,
  refreshDecision,
  type Timestamp,
  tokensRevoked,
  type UserToken,
  type UserTokens,
  verifyRefreshToken,
  verifyUserToken,
} from '@intarsia/domain';
import type { Writes } from '@intarsia/store';
import { type Ctx, tokenHash } from '../kernel/index.ts';
import { issuedPair, newPair, signTokens } from './mint.ts';

/** Issues an access and a refresh token for a user: a new family. Throws `user_unknown`. */
export async function createTokens(ctx: Ctx, input: CreateUserTokenInput): Promise<UserTokens> {
  const now = ctx.clock.now();
  const pair = newPair(ctx, input.user, now);
  const tokens = await signTokens(ctx, pair);
  const issued = issuedPair(pair, ctx.ids.next());
  return ctx.commit(
    async (tx) => {
      if (!(await tx.users.find(ctx.scope, input.user))) throw unknownUser();
      await tx.tokens.deleteExpired(ctx.scope, input.user, now);
      for (const token of issued) await tx.tokens.insert(ctx.scope, token);
      return tokens;
    },
    { user_id: input.user },
  );
}

/**
 * Exchanges a refresh token for a new pair. A second use within the grace period gives the same
 * successor; a later one ends the whole family. Throws `token_invalid`, `token_expired`, `token_revoked`.
 */
export async function refreshTokens(ctx: Ctx, input: RefreshTokenInput): Promise<UserTokens> {
  const now = ctx.clock.now();
  const row = await knownRefresh(ctx, input.refresh, now);
  switch (refreshDecision(row, now)) {
    case 'rotate':
      return rotate(ctx, row, now).catch((error: unknown) => {
        // Another refresh was faster by a hair: this one is its repetition.
        if (error instanceof IntarsiaError && error.code === 'refresh_raced') {
          return refreshTokens(ctx, input);
        }
        throw error;
      });
    case 'repeat':
      return repeat(ctx, row);
    case 'reuse':
      return endFamily(ctx, row, now);
  }
}

async function rotate(ctx: Ctx, row: IssuedToken, now: Timestamp): Promise<UserTokens> {
  const successor = newPair(ctx, row.user_id, now);
  const tokens = await signTokens(ctx, successor);
  const issued = issuedPair(successor, row.family_id ?? unknownToken());
  return ctx.commit(
    async (tx) => {
      // Whoever revokes takes the same lock, so that no successor slips in beside a revocation.
      if (!(await tx.users.find(ctx.scope, row.user_id))) return unknownToken();
      const first = await tx.tokens.markUsed(ctx.scope, row.jti_hash, { used_at: now, successor });
      if (!first) throw new IntarsiaError('refresh_raced', 'The refresh token was just used.');
      for (const token of issued) await tx.tokens.insert(ctx.scope, token);
      return tokens;
    },
    { user_id: row.user_id },
  );
}

/** Signs the successor again. It is committed for the sake of an Idempotency-Key alone. */
async function repeat(ctx: Ctx, row: IssuedToken): Promise<UserTokens> {
  const tokens = await signTokens(ctx, row.successor ?? unknownToken());
  return ctx.commit(async () => tokens, { user_id: row.user_id });
}

/** A refresh token that comes back late was stolen, or its successor was: nobody keeps either. */
async function endFamily(ctx: Ctx, row: IssuedToken, now: Timestamp): Promise<never> {
  const family_id = row.family_id ?? unknownToken();
  await ctx.store.write(async (tx) => {
    await tx.users.find(ctx.scope, row.user_id);
    const ended = await tx.tokens.revokeFamily(ctx.scope, family_id, now);
    if (ended > 0) await tx.outbox.append(ctx.scope, [tokensRevoked(row.user_id, 'reuse', now)]);
  });
  ctx.guard.forget();
  throw new IntarsiaError('token_revoked', 'The token has been revoked.');
}

/** Ends one token (a refresh token with its family) or all of a user's. Unknown tokens are no error (RFC 7009). */
export async function revokeTokens(ctx: Ctx, { token, user }: RevokeTokenInput): Promise<void> {
  const now = ctx.clock.now();
  const row = token === undefined ? undefined : (await findToken(ctx, token, now))?.row;
  const user_id = user ?? row?.user_id;
  if (user_id === undefined) return;
  await ctx.commit(
    async (tx) => {
      const known = await tx.users.find(ctx.scope, user_id);
      if (!known && user !== undefined) throw unknownUser();
      const ended = row
        ? await revokeRow(ctx, tx, { row, now })
        : await tx.tokens.revokeUser(ctx.scope, user_id, now);
      if (ended > 0) await tx.outbox.append(ctx.scope, [tokensRevoked(user_id, 'revoked', now)]);
    },
    { user_id },
  );
  ctx.guard.forget();
}

/** Ends a token, a refresh token with its family. Gives the number of tokens that worked until now. */
async function revokeRow(
  ctx: Ctx,
  tx: Writes,
  { row, now }: { row: IssuedToken; now: Timestamp },
): Promise<number> {
  if (row.kind === 'refresh' && row.family_id !== null) {
    return tx.tokens.revokeFamily(ctx.scope, row.family_id, now);
  }
  return (await tx.tokens.revoke(ctx.scope, row.jti_hash, now)) ? 1 : 0;
}

/** Says what a token is good for, with the names of RFC 7662. Any text is a valid question. */
export async function introspectToken(
  ctx: Ctx,
  { token }: IntrospectInput,
): Promise<Introspection> {
  const found = await findToken(ctx, token, ctx.clock.now());
  const live = found && found.row.revoked_at === null && found.row.used_at === null;
  return live ? introspectionOf(found.verified, ctx.client.id) : inactiveToken;
}

async function knownRefresh(ctx: Ctx, token: string, now: Timestamp): Promise<IssuedToken> {
  const keyring = await ctx.guard.keyring(ctx.client.id, token);
  const claims = await verifyRefreshToken(token, keyring, expectedIn(ctx, now));
  const row = await ctx.store.read.tokens.find(ctx.scope, tokenHash(claims.jti));
  if (row?.kind !== 'refresh' || row.user_id !== claims.sub) return unknownToken();
  return row;
}

/** A token of either kind that is genuine, not expired and known, with its row. */
async function findToken(
  ctx: Ctx,
  token: string,
  now: Timestamp,
): Promise<{ verified: UserToken; row: IssuedToken } | undefined> {
  const keyring = await ctx.guard.keyring(ctx.client.id, token);
  const verified = await verifyUserToken(token, keyring, expectedIn(ctx, now)).catch(
    (error: unknown) => {
      if (error instanceof IntarsiaError) return undefined;
      throw error;
    },
  );
  if (!verified) return undefined;
  const row = await ctx.store.read.tokens.find(ctx.scope, tokenHash(verified.claims.jti));
  return row && { verified, row };
}

function expectedIn({ client, environment }: Ctx, now: Timestamp): ExpectedToken {
  const { id: client_id, settings } = client;
  const clock_goes_back = environment.kind === 'sandbox';
  return { now, issuer: settings.issuer, client_id, clock_goes_back };
}

function unknownUser(): IntarsiaError {
  return invalidField('user', 'is not the id of a user', 'user_unknown');
}

function unknownToken(): never {
  throw new IntarsiaError('token_invalid', 'The token is not valid.');
}
