import {
  type CreatedUser,
  type CreateUserInput,
  IntarsiaError,
  type ListUsersInput,
  newUser,
  type Page,
  removeAccount,
  removeUser,
  type UpdateUserInput,
  type User,
  type UserRef,
  updateUser as updated,
} from '@intarsia/domain';
import type { z } from 'zod';
import { type Ctx, pageOf } from '../kernel/index.ts';
import { mintAccess } from '../tokens/mint.ts';

/** Creates a person and the first user token, in one transaction. */
export function createUser(
  ctx: Ctx,
  input: z.output<typeof CreateUserInput>,
): Promise<CreatedUser> {
  return makeUser(ctx, input, (created) => created);
}

/** As `createUser`; `show` makes the answer. */
export async function makeUser<T>(
  ctx: Ctx,
  input: z.output<typeof CreateUserInput>,
  show: (created: CreatedUser) => T,
): Promise<T> {
  const now = ctx.clock.now();
  const { user, events } = newUser(input, { id: ctx.ids.next(), now });
  const { token, issued } = await mintAccess(ctx, user.id, now);
  return ctx.commit(
    async (tx) => {
      await tx.users.insert(ctx.scope, user);
      await tx.tokens.insert(ctx.scope, issued);
      await tx.outbox.append(ctx.scope, events);
      return show({ token, id: user.id });
    },
    { user_id: user.id },
  );
}

/** One user. Throws `user_not_found`. */
export async function getUser(ctx: Ctx, { id }: UserRef): Promise<User> {
  return (await ctx.store.read.users.find(ctx.scope, id)) ?? notFound();
}

/** Users, newest first; with `q` those whose id or metadata values start with it. */
export function listUsers(ctx: Ctx, { q, ...input }: ListUsersInput): Promise<Page<User>> {
  const { users } = ctx.store.read;
  return pageOf(input, {
    list: (request) =>
      q === undefined ? users.list(ctx.scope, request) : users.search(ctx.scope, q, request),
    count: () => (q === undefined ? users.count(ctx.scope) : users.countFound(ctx.scope, q)),
  });
}

/** Replaces a user's metadata; without the key it stays as it is. Throws `user_not_found`. */
export async function updateUser(ctx: Ctx, input: z.output<typeof UpdateUserInput>): Promise<User> {
  const now = ctx.clock.now();
  return ctx.commit(async (tx) => {
    const current = (await tx.users.find(ctx.scope, input.id)) ?? notFound();
    const { user, events } = updated(current, input, now);
    await tx.users.update(ctx.scope, user);
    await tx.outbox.append(ctx.scope, events);
    return user;
  });
}

/** Erases a user with everything about the person; one `accounts.removed` per account. */
export async function deleteUser(ctx: Ctx, { id }: UserRef): Promise<void> {
  const now = ctx.clock.now();
  await ctx.commit(async (tx) => {
    const user = (await tx.users.find(ctx.scope, id)) ?? notFound();
    const accounts = await tx.accounts.listOfUser(ctx.scope, id);
    await tx.users.delete(ctx.scope, id);
    const removed = accounts.flatMap((account) => removeAccount(account, now).events);
    await tx.outbox.append(ctx.scope, [...removed, ...removeUser(user, now).events]);
  });
  ctx.guard.forget();
}

function notFound(): never {
  throw new IntarsiaError('user_not_found', 'Not found.');
}
