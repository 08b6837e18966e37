import { type DomainEvent, type Scope, wantsEvent } from '@intarsia/domain';
import { insertDeliveries, type NewDelivery } from './deliveries.ts';
import { deliveryIds } from './event-ids.ts';
import type { Tx } from './pending.ts';
import { type Ring, ringFor } from './ring.ts';
import type { EventsTable } from './tables.ts';
import { readWebhooks } from './webhooks.ts';

/** An event with the row that it became. */
export interface PlacedEvent {
  readonly event: DomainEvent;
  readonly row: EventsTable;
}

/**
 * Puts the events of a transaction on their way to the subscriptions of an environment, in the transaction
 * itself: no event is lost, and none is sent of a change that is taken back.
 */
export async function fanOut(tx: Tx, scope: Scope, events: readonly PlacedEvent[]): Promise<void> {
  const deliveries: NewDelivery[] = [];
  const rung: Ring[] = [];
  // In the order of their ids: two transactions that wait for each other's jobs would wait for ever.
  for (const webhook of await readWebhooks(tx).listAll(scope)) {
    const wanted = events.filter(({ event }) => wantsEvent(webhook, event));
    const [first] = wanted;
    if (!first) continue;
    rung.push({ webhook, at: first.row.occurred_at });
    const idAt = deliveryIds(scope.environment_id, webhook.id);
    deliveries.push(...wanted.map(({ row }) => deliveryOf(row, webhook.id, idAt(row.cursor))));
  }
  if (deliveries.length === 0) return;
  await ringFor(tx, scope, rung);
  await insertDeliveries(tx, scope, deliveries);
}

function deliveryOf(row: EventsTable, webhook_id: string, id: string): NewDelivery {
  return {
    id,
    webhook_id,
    cursor: row.cursor,
    user_id: row.user_id,
    account_id: row.account_id,
    replayed: false,
    created_at: row.occurred_at,
  };
}
