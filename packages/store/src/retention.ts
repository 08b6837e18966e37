import type { Scope, Timestamp } from '@intarsia/domain';
import { sql } from 'kysely';
import { FORGOTTEN, readCounter } from './counters.ts';
import { statement } from './engines/statements.ts';
import type { Tx } from './pending.ts';
import { readWebhooks } from './webhooks.ts';

/** What is too old, and how much of it one transaction takes. */
export interface Forgetting {
  readonly before: Timestamp;
  readonly limit: number;
}

interface UpTo {
  environment_id: string;
  cursor: number;
}

/** Deliveries of a subscription that are over; their tries go with them. */
const forgetDeliveries = statement<{ environment_id: string; webhook_id: string } & Forgetting>()(
  ({ q, p }) =>
    q
      .deleteFrom('deliveries')
      .where('environment_id', '=', p.environment_id)
      .where('id', 'in', (eb) =>
        eb
          .selectFrom('deliveries')
          .select('id')
          .where('environment_id', '=', p.environment_id)
          .where('webhook_id', '=', p.webhook_id)
          .where('created_at', '<', p.before)
          .where('status', '<>', sql.lit('waiting'))
          .limit(p.limit),
      ),
);

const oldest = statement<UpTo & { limit: number }>()(({ q, p }) =>
  q
    .selectFrom('events')
    .select(['cursor', 'occurred_at'])
    .where('environment_id', '=', p.environment_id)
    .where('cursor', '>', p.cursor)
    .orderBy('cursor')
    .limit(p.limit),
);

/** Only forwards: two who forget at the same time may come in any order. */
const raise = statement<UpTo>()(({ q, p }) =>
  q
    .insertInto('counters')
    .values({ environment_id: p.environment_id, name: sql.lit(FORGOTTEN), value: p.cursor })
    .onConflict((conflict) =>
      conflict.columns(['environment_id', 'name']).doUpdateSet((eb) => ({
        value: eb
          .case()
          .when('counters.value', '<', eb.ref('excluded.value'))
          .then(eb.ref('excluded.value'))
          .else(eb.ref('counters.value'))
          .end(),
      })),
    ),
);

/** Events up to a cursor that no delivery carries. */
const forgetEvents = statement<UpTo>()(({ q, p }) =>
  q
    .deleteFrom('events')
    .where('environment_id', '=', p.environment_id)
    .where('cursor', '<=', p.cursor)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('deliveries')
            .select('deliveries.id')
            .whereRef('deliveries.environment_id', '=', 'events.environment_id')
            .whereRef('deliveries.cursor', '=', 'events.cursor'),
        ),
      ),
    ),
);

/**
 * Deletes deliveries that are over, and then events that none carries any more, where they are older than a
 * moment. What is still to be delivered stays with its event. Numbers go on. Tells whether there is more.
 */
export async function forgetOldEvents(
  tx: Tx,
  scope: Scope,
  { before, limit }: Forgetting,
): Promise<boolean> {
  const { environment_id } = scope;
  let isMore = false;
  for (const { id: webhook_id } of await readWebhooks(tx).listAll(scope)) {
    const gone = await tx.run(forgetDeliveries, { environment_id, webhook_id, before, limit });
    if (gone === limit) isMore = true;
  }
  const forgotten = await readCounter(tx, scope, FORGOTTEN);
  const next = await tx.all(oldest, { environment_id, cursor: forgotten, limit });
  // By their place, not their time: a clock that was set back makes events older than those before them.
  const last = next.findLast(({ occurred_at }) => occurred_at < before);
  const cursor = last?.cursor ?? forgotten;
  if (last) await tx.run(raise, { environment_id, cursor });
  if (cursor > 0) await tx.run(forgetEvents, { environment_id, cursor });
  return isMore || (next.length === limit && last !== undefined);
}
