import { type Client, deliveryBody, type Webhook, withoutPayAllocations } from '@intarsia/domain';
import type { StoredDelivery } from '@intarsia/store';

type CarriedEvent = StoredDelivery['event'];

/** The body of a delivery, to the byte: as it is sent, and as the log shows it. */
export function bodyOf(
  event: CarriedEvent,
  { client, webhook }: { client: Client; webhook: Pick<Webhook, 'name' | 'config'> },
): string {
  return deliveryBody(shownTo(client, event), webhook);
}

/** An account looks as it does to this client everywhere else. */
function shownTo({ settings }: Client, event: CarriedEvent): CarriedEvent {
  if (settings.pay_distribution || !event.resource) return event;
  return { ...event, resource: withoutPayAllocations(event.resource) };
}
