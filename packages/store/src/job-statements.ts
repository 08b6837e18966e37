import type { JobQueue } from '@intarsia/domain';
import { type Kysely, sql } from 'kysely';
import { type Building, statement } from './engines/statements.ts';
import type { JobsTable, Tables } from './tables.ts';

interface OfEnvironment {
  environment_id: string;
}

interface Key extends OfEnvironment {
  id: string;
}

interface LeaseArgs extends Key {
  fence: number;
}

/** What a claim is bound to. */
interface ClaimArgs extends OfEnvironment {
  now: string;
  wall: string;
  lease_until: string;
  limit: number;
  clock_fence: number;
}

/** The place behind all jobs that are waiting. */
export function nextSequence(q: Kysely<Tables>, environment_id: string) {
  return q
    .selectFrom('jobs')
    .select((eb) =>
      eb(eb.fn.coalesce(eb.fn.max('sequence'), sql.lit(0)), '+', sql.lit(1)).as('next'),
    )
    .where('environment_id', '=', environment_id);
}

/** A job comes after all that are waiting. Two transactions at once may give the same place: then the ids decide. */
export const insert = statement<Omit<JobsTable, 'sequence'>>()(({ q, p }) =>
  q.insertInto('jobs').values({
    environment_id: p.environment_id,
    id: p.id,
    kind: p.kind,
    payload: p.payload,
    due_at: p.due_at,
    leased_until: p.leased_until,
    fence: p.fence,
    attempts: p.attempts,
    user_id: p.user_id,
    account_id: p.account_id,
    upkeep: p.upkeep,
    sequence: nextSequence(q, p.environment_id),
  }),
);

/** Each queue is claimed for itself. */
export const claim = { world: claimIn('world'), deliveries: claimIn('deliveries') };

function claimIn(queue: JobQueue) {
  return statement<ClaimArgs>()((building) => {
    const { q, p } = building;
    return q
      .with('clock', () => freeClock(building))
      .with('due', (db) =>
        dueJobs(building, queue).where(({ exists }) =>
          exists(db.selectFrom('clock').select('clock.id')),
        ),
      )
      .updateTable('jobs')
      .set((eb) => ({ leased_until: p.lease_until, fence: eb('fence', '+', sql.lit(1)) }))
      .where('environment_id', '=', p.environment_id)
      .where('id', 'in', (eb) => eb.selectFrom('due').select('due.id'))
      .returningAll();
  });
}

/** Finds the environment while nobody drives its clock and nobody has since the caller looked at it. */
function freeClock({ q, p, dialect }: Building<ClaimArgs>) {
  return dialect.shared(
    q
      .selectFrom('environments')
      .select('id')
      .where('id', '=', p.environment_id)
      .where('clock_fence', '=', p.clock_fence)
      .where((eb) => eb.or([eb('driver_until', 'is', null), eb('driver_until', '<=', p.wall)])),
  );
}

/** In a CTE: PostgreSQL may run a subquery that locks rows more than once, and so take too many. */
function dueJobs({ q, p, dialect }: Building<ClaimArgs>, queue: JobQueue) {
  return dialect.unclaimed(
    q
      .selectFrom('jobs')
      .select('id')
      .where('environment_id', '=', p.environment_id)
      .where(isIn(queue))
      .where('due_at', '<=', p.now)
      .where((eb) => eb.or([eb('leased_until', 'is', null), eb('leased_until', '<=', p.wall)]))
      .orderBy('due_at')
      .orderBy('sequence')
      .orderBy('id')
      .limit(p.limit),
  );
}

export const complete = statement<LeaseArgs>()(({ q, p }) =>
  q
    .deleteFrom('jobs')
    .where('environment_id', '=', p.environment_id)
    .where('id', '=', p.id)
    .where('fence', '=', p.fence),
);

/** Changes nothing, and keeps everybody else from changing the job until the transaction ends. */
export const hold = statement<LeaseArgs>()(({ q, p }) =>
  q
    .updateTable('jobs')
    .set({ fence: p.fence })
    .where('environment_id', '=', p.environment_id)
    .where('id', '=', p.id)
    .where('fence', '=', p.fence),
);

/** As `hold`, and the lease ends later. */
export const renew = statement<LeaseArgs & { lease_until: string }>()(({ q, p }) =>
  q
    .updateTable('jobs')
    .set({ leased_until: p.lease_until })
    .where('environment_id', '=', p.environment_id)
    .where('id', '=', p.id)
    .where('fence', '=', p.fence),
);

export const reschedule = statement<LeaseArgs & { due_at: string; attempts: number }>()(
  ({ q, p }) =>
    q
      .updateTable('jobs')
      .set({ due_at: p.due_at, attempts: p.attempts, leased_until: null })
      .where('environment_id', '=', p.environment_id)
      .where('id', '=', p.id)
      .where('fence', '=', p.fence),
);

/** The job comes after all that are waiting, as a new one would; who had it before can do nothing more. */
export const become = statement<
  LeaseArgs & Pick<JobsTable, 'kind' | 'payload' | 'due_at' | 'upkeep'>
>()(({ q, p }) =>
  q
    .updateTable('jobs')
    .set((eb) => ({
      kind: p.kind,
      payload: p.payload,
      due_at: p.due_at,
      upkeep: p.upkeep,
      leased_until: null,
      attempts: sql.lit(0),
      fence: eb('fence', '+', sql.lit(1)),
      sequence: nextSequence(q, p.environment_id),
    }))
    .where('environment_id', '=', p.environment_id)
    .where('id', '=', p.id)
    .where('fence', '=', p.fence),
);

export const seize = statement<LeaseArgs>()(({ q, p }) =>
  q
    .updateTable('jobs')
    .set((eb) => ({ leased_until: null, fence: eb('fence', '+', sql.lit(1)) }))
    .where('environment_id', '=', p.environment_id)
    .where('id', '=', p.id)
    .where('fence', '=', p.fence),
);

/** Whoever had them before can do nothing more. */
export const hasten = statement<
  OfEnvironment & { account_id: string; kind: string; due_at: string }
>()(({ q, p }) =>
  q
    .updateTable('jobs')
    .set((eb) => ({
      due_at: p.due_at,
      leased_until: null,
      fence: eb('fence', '+', sql.lit(1)),
    }))
    .where('environment_id', '=', p.environment_id)
    .where('account_id', '=', p.account_id)
    .where('kind', '=', p.kind),
);

export const cancel = statement<OfEnvironment & { account_id: string }>()(({ q, p }) =>
  q
    .deleteFrom('jobs')
    .where('environment_id', '=', p.environment_id)
    .where('account_id', '=', p.account_id),
);

export const cancelKind = statement<OfEnvironment & { account_id: string; kind: string }>()(
  ({ q, p }) =>
    q
      .deleteFrom('jobs')
      .where('environment_id', '=', p.environment_id)
      .where('account_id', '=', p.account_id)
      .where('kind', '=', p.kind),
);

export const cancelEvery = statement<OfEnvironment & { kind: string }>()(({ q, p }) =>
  q.deleteFrom('jobs').where('environment_id', '=', p.environment_id).where('kind', '=', p.kind),
);

/** Deliveries are few: there is one job for each subscription. */
export function isIn(queue: JobQueue) {
  const operator = queue === 'deliveries' ? sql`=` : sql`<>`;
  return sql<boolean>`jobs.kind ${operator} ${sql.lit('webhooks.deliver')}`;
}
