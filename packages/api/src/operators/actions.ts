import { invalidField, type Operator } from '@intarsia/domain';
import type { Writes } from '@intarsia/store';
import type { InstanceCtx } from '../kernel/index.ts';
import type { CreatedSignInLink, SignInLinkInput } from './operations.ts';
import { newSignInToken, signInLinkOf, signInUrl } from './sign-in-links.ts';

/** Everybody who may sign in to the Console, oldest first. */
export function listOperators(ctx: InstanceCtx): Promise<Operator[]> {
  return ctx.store.read.operators.list();
}

/**
 * Makes a link that signs somebody in once, and the operator when the address is new. Without an address
 * it is for the oldest admin: the way back in for who holds the machine. Throws `operator_exists` when the
 * operator has another role than the one that was named, since a link changes no role.
 */
export async function createSignInLink(
  ctx: InstanceCtx,
  { email, role }: SignInLinkInput,
): Promise<CreatedSignInLink> {
  const now = ctx.wall.now();
  const token = newSignInToken(ctx.random);
  const fresh = { id: ctx.ids.next(), role: role ?? 'viewer', created_at: now } as const;
  const { operator, expires_at } = await ctx.store.write(async (tx) => {
    const operator =
      email === undefined
        ? await oldestAdmin(tx)
        : await findOrAdd(tx, { ...fresh, email, has_password: false });
    if (role !== undefined && operator.role !== role) {
      throw invalidField('role', `is ${operator.role} and stays so`, 'operator_exists');
    }
    const link = signInLinkOf(token, operator, now);
    await tx.signInLinks.deleteExpired(now);
    await tx.signInLinks.insert(link);
    return { operator, expires_at: link.expires_at };
  });
  return { url: signInUrl(ctx.config, token), expires_at, operator };
}

async function oldestAdmin(tx: Writes): Promise<Operator> {
  const operators = await tx.operators.list();
  const admin = operators.find(({ role }) => role === 'admin');
  if (!admin) throw invalidField('email', 'is required, as there is no admin yet');
  return admin;
}

async function findOrAdd(tx: Writes, fresh: Operator): Promise<Operator> {
  if (await tx.operators.insert(fresh, { password_hash: null })) return fresh;
  const found = await tx.operators.findByEmail(fresh.email);
  if (!found) throw new Error('an address is taken by nobody');
  return found;
}
