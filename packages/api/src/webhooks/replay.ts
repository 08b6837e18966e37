// Imported, so that somebody's fake timers do not stop a replay.
import { setImmediate } from 'node:timers/promises';
import {
  type Id,
  invalidField,
  type ReplayedEvents,
  type ReplayWebhookInput,
  type Webhook,
  type WebhookRef,
  wantsEvent,
} from '@intarsia/domain';
import type { NewDelivery, StoredEvent, StoredWebhook } from '@intarsia/store';
import { placeOf } from '../events/actions.ts';
import type { Ctx } from '../kernel/index.ts';
import { noWebhook } from './actions.ts';

/** Events that one call puts on their way, and how many are looked at together. */
const MOST = 2000;
const AT_ONCE = 500;

/**
 * Sends events to a subscription once more, behind all that waits for it: one by its id, whatever its type,
 * or those of a filter that it has subscribed to. Throws `webhook_not_found`, `cursor_invalid`, and
 * `input_invalid` for the id of no event.
 */
export async function replayWebhook(
  ctx: Ctx,
  { id, event, ...filter }: ReplayWebhookInput,
): Promise<ReplayedEvents> {
  const webhook = (await ctx.store.read.webhooks.find(ctx.scope, id)) ?? noWebhook();
  const found =
    event === undefined ? await eventsIn(ctx, webhook, filter) : [await eventOf(ctx, event)];
  const chosen = found.slice(0, MOST);
  const last = found.length > MOST ? chosen.at(-1) : undefined;
  const now = ctx.clock.now();
  const idAt = idsFrom(ctx.random.uuid());
  const deliveries = chosen.map((one, n) => deliveryOf(one, { webhook, id: idAt(n), now }));
  return ctx.commit(async (tx) => {
    const held = (await tx.webhooks.find(ctx.scope, id)) ?? noWebhook();
    const replayed = await tx.deliveries.add(ctx.scope, { webhook: held, deliveries, at: now });
    // It may have become too old since it was found.
    if (event !== undefined && replayed === 0) noEvent();
    return { replayed, next_cursor: last?.id ?? null };
  });
}

/** Ids that lie beside each other in every index: a random beginning, and a number. */
function idsFrom(random: Id): (n: number) => Id {
  const beginning = random.slice(0, -12);
  return (n) => beginning + n.toString(16).padStart(12, '0');
}

/** Sends an event that means nothing, to see whether it arrives. Throws `webhook_not_found`. */
export async function testWebhook(
  ctx: Ctx,
  { id }: WebhookRef,
): Promise<{ webhook: Webhook['id'] }> {
  const now = ctx.clock.now();
  return ctx.commit(async (tx) => {
    const { id: webhook } = (await tx.webhooks.find(ctx.scope, id)) ?? noWebhook();
    const told = { type: 'webhooks.test', occurred_at: now, data: { webhook } } as const;
    await tx.outbox.append(ctx.scope, [told]);
    return { webhook };
  });
}

async function eventOf({ store, scope }: Ctx, id: Id): Promise<StoredEvent> {
  return (await store.read.events.find(scope, id)) ?? noEvent();
}

function noEvent(): never {
  throw invalidField('event', 'is not the id of an event');
}

/** Up to one more than a call takes, oldest first. */
async function eventsIn(
  { store, scope }: Ctx,
  webhook: StoredWebhook,
  { type, from, to, cursor }: Pick<ReplayWebhookInput, 'type' | 'from' | 'to' | 'cursor'>,
): Promise<StoredEvent[]> {
  const { events } = store.read;
  const { newest } = await events.bounds(scope);
  const chosen: StoredEvent[] = [];
  let after_cursor = cursor === undefined ? 0 : placeOf(store, scope, { cursor, newest });
  while (chosen.length <= MOST) {
    const part = await events.list(scope, { type, after_cursor, limit: AT_ONCE });
    const inTime = part.filter(
      ({ occurred_at }) => (!from || occurred_at >= from) && (!to || occurred_at <= to),
    );
    chosen.push(...inTime.filter((event) => wantsEvent(webhook, event)));
    after_cursor = part.at(-1)?.cursor ?? after_cursor;
    if (part.length < AT_ONCE) break;
    if (inTime.length === 0) {
      const next = await events.nextWithin(scope, { from, to, after_cursor });
      if (next === undefined) break;
      after_cursor = next - 1;
    }
    // SQLite answers at once: without a turn between two parts nobody else would be served before the end.
    await setImmediate();
  }
  return chosen;
}

function deliveryOf(
  event: StoredEvent,
  { webhook, id, now }: { webhook: StoredWebhook; id: Id; now: string },
): NewDelivery {
  return {
    id,
    webhook_id: webhook.id,
    cursor: event.cursor,
    user_id: event.user_id,
    account_id: event.account_id,
    replayed: true,
    created_at: now,
  };
}
