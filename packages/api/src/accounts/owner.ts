import { type Id, invalidField, newUser, type Timestamp, type User } from '@intarsia/domain';
import type { Writes } from '@intarsia/store';
import type { Ctx } from '../kernel/index.ts';

/**
 * The user for whom an account is made, made as well if none was named. A found user stays locked, so that
 * an account comes once. Throws `user_unknown`.
 */
export async function findOwner(
  { scope }: Ctx,
  tx: Writes,
  { user_id, at }: { user_id: Id | undefined; at: { id: Id; now: Timestamp } },
): Promise<User> {
  if (user_id === undefined) {
    const { user, events } = newUser({}, at);
    await tx.users.insert(scope, user);
    await tx.outbox.append(scope, events);
    return user;
  }
  const user = await tx.users.find(scope, user_id);
  if (!user) throw invalidField('user', 'is not the id of a user', 'user_unknown');
  return user;
}
