import type { Ctx } from '../kernel/index.ts';
import type { Counts } from './operations.ts';

/** How many users and accounts the environment has. Read from counters, so it costs the same at any size. */
export async function countAll(ctx: Ctx): Promise<Counts> {
  const { users, accounts } = ctx.store.read;
  const [people, total, statuses] = await Promise.all([
    users.count(ctx.scope),
    accounts.count(ctx.scope),
    accounts.countByStatus(ctx.scope),
  ]);
  return { users: people, accounts: { total, ...statuses } };
}
