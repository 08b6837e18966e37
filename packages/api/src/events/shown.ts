import type { FeedEvent } from '@intarsia/domain';
import type { StoredEvent } from '@intarsia/store';

/** An event as the feed shows it. */
export function shownEvent(event: StoredEvent): FeedEvent {
  return {
    id: event.id,
    type: event.type,
    occurred_at: event.occurred_at,
    user: event.user_id,
    account: event.account_id,
    sequence: event.sequence,
    data: event.data,
  };
}
