import type { JobQueue } from '@intarsia/domain';
import { sql } from 'kysely';
import { statement } from './engines/statements.ts';
import { isIn } from './job-statements.ts';

interface OfEnvironment {
  environment_id: string;
}

export const next = statement<OfEnvironment & { limit: number }>()(({ q, p }) =>
  q
    .selectFrom('jobs')
    .selectAll()
    .where('environment_id', '=', p.environment_id)
    .orderBy('due_at')
    .orderBy('sequence')
    .orderBy('id')
    .limit(p.limit),
);

export const first = statement<OfEnvironment>()(({ q, p }) =>
  q
    .selectFrom('jobs')
    .select('id')
    .where('environment_id', '=', p.environment_id)
    .orderBy('due_at')
    .orderBy('sequence')
    .orderBy('id')
    .limit(sql.lit(1)),
);

/** When the first job of each queue is due. */
export const nextDue = { world: nextDueIn('world'), deliveries: nextDueIn('deliveries') };

/** When the first job of each queue is due that nobody has a lease on. */
export const nextFree = { world: nextFreeIn('world'), deliveries: nextFreeIn('deliveries') };

function nextDueIn(queue: JobQueue) {
  return statement<OfEnvironment>()(({ q, p }) =>
    q
      .selectFrom('jobs')
      .select('due_at')
      .where('environment_id', '=', p.environment_id)
      .where(isIn(queue))
      .orderBy('due_at')
      .limit(sql.lit(1)),
  );
}

function nextFreeIn(queue: JobQueue) {
  return statement<OfEnvironment & { wall: string }>()(({ q, p }) =>
    q
      .selectFrom('jobs')
      .select('due_at')
      .where('environment_id', '=', p.environment_id)
      .where(isIn(queue))
      .where((eb) => eb.or([eb('leased_until', 'is', null), eb('leased_until', '<=', p.wall)]))
      .orderBy('due_at')
      .limit(sql.lit(1)),
  );
}

export const nextDueOf = statement<OfEnvironment & { account_id: string }>()(({ q, p }) =>
  q
    .selectFrom('jobs')
    .select('due_at')
    .where('environment_id', '=', p.environment_id)
    .where('account_id', '=', p.account_id)
    .orderBy('due_at')
    .limit(sql.lit(1)),
);

export const nextOnce = statement<OfEnvironment>()(({ q, p }) =>
  q
    .selectFrom('jobs')
    .select('due_at')
    .where('environment_id', '=', p.environment_id)
    .where('upkeep', '=', sql.lit(0))
    .orderBy('due_at')
    .limit(sql.lit(1)),
);

export const leased = statement<OfEnvironment & { wall: string }>()(({ q, p }) =>
  q
    .selectFrom('jobs')
    .select('id')
    .where('environment_id', '=', p.environment_id)
    .where('leased_until', '>', p.wall)
    .limit(sql.lit(1)),
);

export const total = statement<OfEnvironment>()(({ q, p }) =>
  q
    .selectFrom('jobs')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where('environment_id', '=', p.environment_id),
);
