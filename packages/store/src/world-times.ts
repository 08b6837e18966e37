import { IntarsiaError, type Timestamp } from '@intarsia/domain';
import { statement } from './engines/statements.ts';
import type { Tx } from './pending.ts';

/** A world, and what its clock shows from now on. */
interface Shown {
  readonly environment_id: string;
  readonly now: Timestamp;
}

/** A world as somebody knows it: another epoch is another world. */
export interface KnownWorld {
  readonly environment_id: string;
  readonly epoch: number;
}

/** A change was decided by a world that was replaced meanwhile. It may be asked for again. */
export class WorldReplaced extends IntarsiaError {
  constructor() {
    super('store_busy', 'The world of this sandbox was replaced meanwhile. Try again.');
  }
}

const epochOf = statement<{ environment_id: string }>()(({ q, p }) =>
  q.selectFrom('environments').select('epoch').where('id', '=', p.environment_id),
);

/** Throws `WorldReplaced` when the world is another one. */
export async function assertKnown(tx: Tx, known: KnownWorld): Promise<void> {
  assertEpoch(known, await tx.first(epochOf, { environment_id: known.environment_id }));
}

/** The same of an epoch that was read. */
export function assertEpoch(
  known: KnownWorld,
  present: { readonly epoch: number | null } | undefined,
): void {
  if (present && present.epoch !== known.epoch) throw new WorldReplaced();
}

const nextEpoch = statement<Shown>()(({ q, p }) =>
  q
    .updateTable('environments')
    .set((eb) => ({ epoch: eb('epoch', '+', 1) }))
    .where('id', '=', p.environment_id),
);

const jobs = statement<Shown>()(({ q, p }) =>
  q
    .updateTable('jobs')
    .set({ due_at: p.now })
    .where('environment_id', '=', p.environment_id)
    .where('account_id', 'is', null)
    .where('due_at', '>', p.now),
);

const deliveries = statement<Shown>()(({ q, p }) =>
  q
    .updateTable('deliveries')
    .set({ next_attempt_at: p.now })
    .where('environment_id', '=', p.environment_id)
    .where('next_attempt_at', '>', p.now),
);

const webhooks = statement<Shown>()(({ q, p }) =>
  q
    .updateTable('webhooks')
    .set({ failing_since: p.now })
    .where('environment_id', '=', p.environment_id)
    .where('failing_since', '>', p.now),
);

const scenarios = statement<Shown>()(({ q, p }) =>
  q
    .updateTable('scenarios')
    .set({ updated_at: p.now })
    .where('environment_id', '=', p.environment_id)
    .where('updated_at', '>', p.now),
);

/**
 * Lets what outlives a world, or is there without anybody, go on by a clock that was set back: what waits for
 * a time that is far again is due at once.
 */
export async function goBack(tx: Tx, shown: Shown): Promise<void> {
  for (const change of [jobs, deliveries, webhooks, scenarios]) await tx.run(change, shown);
}

/** Begins an epoch of an empty world, whose clock is set back. */
export async function beginAnew(tx: Tx, shown: Shown): Promise<void> {
  await tx.run(nextEpoch, shown);
  await goBack(tx, shown);
}
