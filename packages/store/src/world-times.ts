import type { Timestamp } from '@intarsia/domain';
import { statement } from './engines/statements.ts';
import type { Tx } from './pending.ts';

/** A world, and what its clock shows from now on. */
interface Shown {
  readonly environment_id: string;
  readonly now: Timestamp;
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
