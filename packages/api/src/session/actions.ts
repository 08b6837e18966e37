import {
  DAY,
  IntarsiaError,
  invalidField,
  later,
  type Operator,
  type Timestamp,
} from '@intarsia/domain';
import type { StoredSession } from '@intarsia/store';
import { listEnvironments } from '../clients/environments.ts';
import { type InstanceCtx, secretHash } from '../kernel/index.ts';
import { newSecret, SESSION_BYTES } from '../keys/secrets.ts';
import type { RedeemInput, SetPasswordInput, SignedIn, SignInInput } from './operations.ts';

/**
 * How long a session lasts, from its sign-in and in wall time. It does not slide: what a stolen cookie is
 * worth ends by itself, and reading costs no write.
 */
const SESSION_MS = 14 * DAY;

/**
 * Signs in with a password. A wrong one, an unknown address and an operator without a password are
 * answered alike, in the same time. Throws `sign_in_failed`, `too_many_requests`.
 */
export async function signIn(
  ctx: InstanceCtx,
  { email, password }: SignInInput,
): Promise<SignedIn> {
  if (!ctx.guard.attempts.mayTry(email)) throw tooMany();
  const found = await ctx.store.read.operators.findByEmail(email);
  const hash = found?.password_hash ?? null;
  const matches = await ctx.passwords.verify(hash, password);
  // Counted only now: names that the line for passwords refused would push out those that are guessed at.
  if (!ctx.guard.attempts.take(email)) throw tooMany();
  if (!found || !matches) throw failed('The e-mail address or the password is wrong.');
  const { secret, session } = newSession(ctx, found.id);
  const operator = await ctx.store.write(async (tx) => {
    const current = await tx.operators.find(found.id);
    // Setting a password ends all sessions, so none may begin with the one before.
    if (current?.password_hash !== hash) throw failed('The password was just changed.');
    await tx.sessions.deleteExpired(session.created_at);
    await tx.sessions.insert(session);
    return current;
  });
  ctx.guard.attempts.forget(email);
  return begun(ctx, operator, secret);
}

/** Signs in with a one-time link: of two at once, one gets in. Throws `sign_in_failed`. */
export async function redeemLink(ctx: InstanceCtx, { token }: RedeemInput): Promise<SignedIn> {
  const now = ctx.wall.now();
  const hash = secretHash(token);
  const secret = newSecret(ctx.random, SESSION_BYTES);
  const operator = await ctx.store.write(async (tx) => {
    const operator_id = await tx.signInLinks.redeem(hash, now);
    const operator = operator_id && (await tx.operators.find(operator_id));
    if (!operator) throw failed('The link was used or has expired.');
    await tx.sessions.deleteExpired(now);
    await tx.sessions.insert(sessionOf(secret, operator.id, now));
    return operator;
  });
  return begun(ctx, operator, secret);
}

/** Who is signed in, and where that person can work; null for everybody else. */
export async function currentSession(ctx: InstanceCtx): Promise<SignedIn | null> {
  return ctx.actor.kind === 'operator' ? signedIn(ctx, ctx.actor.operator) : null;
}

/**
 * Sets the caller's password. Every session and sign-in link of the operator ends; the caller goes on with
 * a new session. Throws `session_invalid` when the caller's own has ended meanwhile.
 */
export async function setPassword(
  ctx: InstanceCtx,
  { password }: SetPasswordInput,
): Promise<SignedIn> {
  const { operator, session_hash } = signedInOperator(ctx);
  if (password.toLowerCase().includes(operator.email)) {
    throw invalidField('password', 'must not contain your e-mail address');
  }
  const password_hash = await ctx.passwords.hash(password);
  const { secret, session } = newSession(ctx, operator.id);
  await ctx.store.write(async (tx) => {
    await tx.operators.setPasswordHash(operator.id, password_hash);
    if (!(await tx.sessions.delete(session_hash))) throw sessionEnded();
    await tx.sessions.deleteOfOperator(operator.id);
    await tx.signInLinks.deleteOfOperator(operator.id);
    await tx.sessions.insert(session);
  });
  ctx.guard.forget();
  ctx.guard.attempts.forget(operator.email);
  return begun(ctx, { ...operator, has_password: true }, secret);
}

/** Ends the caller's session, if there is one. */
export async function signOut(ctx: InstanceCtx): Promise<void> {
  ctx.reply.session = null;
  if (ctx.actor.kind !== 'operator') return;
  const { session_hash } = ctx.actor;
  await ctx.store.write((tx) => tx.sessions.delete(session_hash));
  ctx.guard.forget();
}

function newSession(
  ctx: InstanceCtx,
  operator_id: string,
): { secret: string; session: StoredSession } {
  const secret = newSecret(ctx.random, SESSION_BYTES);
  return { secret, session: sessionOf(secret, operator_id, ctx.wall.now()) };
}

function sessionOf(secret: string, operator_id: string, created_at: Timestamp): StoredSession {
  const expires_at = later(created_at, SESSION_MS);
  return { hash: secretHash(secret), operator_id, created_at, expires_at };
}

function begun(ctx: InstanceCtx, operator: Operator, secret: string): Promise<SignedIn> {
  ctx.reply.session = secret;
  return signedIn(ctx, operator);
}

async function signedIn(ctx: InstanceCtx, operator: Operator): Promise<SignedIn> {
  const { id, email, role, created_at, has_password } = operator;
  return {
    operator: { id, email, role, created_at, has_password },
    environments: await listEnvironments(ctx),
  };
}

function signedInOperator({ actor }: InstanceCtx) {
  if (actor.kind === 'operator') return actor;
  throw new IntarsiaError('caller_not_allowed', 'Only who is signed in has a password.');
}

function tooMany(): IntarsiaError {
  return new IntarsiaError('too_many_requests', 'Too many attempts. Try again in a minute.');
}

function failed(detail: string): IntarsiaError {
  return new IntarsiaError('sign_in_failed', detail);
}

function sessionEnded(): IntarsiaError {
  return new IntarsiaError('session_invalid', 'The session has ended. Sign in again.');
}
