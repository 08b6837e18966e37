import type { Scope, Timestamp } from '@intarsia/domain';
import { runRows } from './engines/engine.ts';
import { rowsStatement } from './engines/statements.ts';
import { nextSequence } from './job-statements.ts';
import { nameId } from './name-ids.ts';
import type { Tx } from './pending.ts';
import type { JobsTable } from './tables.ts';
import type { StoredWebhook } from './webhooks.ts';

/** There is one job for each subscription that has something to send. It is due when the first of it is. */
const ring = rowsStatement<Omit<JobsTable, 'sequence'>>([
  'environment_id',
  'id',
  'kind',
  'payload',
  'due_at',
  'leased_until',
  'fence',
  'attempts',
  'user_id',
  'account_id',
  'upkeep',
])(({ q, rows, first }) =>
  q
    .insertInto('jobs')
    .values(
      rows.map((row) => ({
        ...row,
        sequence: nextSequence(q, first.environment_id),
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['environment_id', 'id']).doUpdateSet((eb) => ({
        due_at: eb
          .case()
          .when('jobs.due_at', '>', eb.ref('excluded.due_at'))
          .then(eb.ref('excluded.due_at'))
          .else(eb.ref('jobs.due_at'))
          .end(),
      })),
    ),
);

/** A subscription, and when there is something to send to it. */
export interface Ring {
  readonly webhook: Pick<StoredWebhook, 'id'>;
  readonly at: Timestamp;
}

/**
 * Wakes whoever delivers to subscriptions, and keeps everybody else from changing what waits for them. One
 * that is paused too: whoever resumes it at the same moment must find what is added here.
 */
export async function ringFor(
  tx: Tx,
  { environment_id }: Scope,
  rung: readonly Ring[],
): Promise<void> {
  for (const { webhook } of rung) tx.pending.rung.set(webhook.id, environment_id);
  const jobs = rung.map(({ webhook, at }) => ({
    environment_id,
    id: deliveryJobId(environment_id, webhook.id),
    kind: 'webhooks.deliver',
    payload: JSON.stringify({ webhook: webhook.id }),
    due_at: at,
    leased_until: null,
    fence: 0,
    attempts: 0,
    user_id: null,
    account_id: null,
    upkeep: 0,
  }));
  await runRows(tx, ring, jobs);
}

/** The id of the one job that delivers to a subscription. */
function deliveryJobId(environment_id: string, webhook_id: string): string {
  return nameId(environment_id, `deliver/${webhook_id}`);
}
