import { z } from 'zod';
import { Account } from './accounts/account.ts';
import { Extent } from './accounts/availability.ts';
import { ConnectionErrorCode } from './connection-errors.ts';
import { PayDistributionErrorCode } from './pay-distribution-errors.ts';
import { Id, Timestamp, WholeSecond } from './values.ts';

const base = { account: Id, user: Id };
const ids = z.array(Id);
const count = z.int().min(1);

/** An event with exactly this data. */
function event<Type extends string, Data extends z.ZodRawShape>(type: Type, data: Data) {
  return z.object({
    type: z.literal(type),
    occurred_at: Timestamp,
    data: z.strictObject(data),
  });
}

/** An event of an account that keeps the account as it was, for `include_resource`. */
function accountEvent<Type extends string, Data extends z.ZodRawShape>(type: Type, data: Data) {
  return event(type, { ...base, ...data }).extend({ resource: Account.optional() });
}

const accountEvents = [
  accountEvent('accounts.added', {}),
  accountEvent('accounts.connected', {}),
  accountEvent('accounts.failed', { error_code: ConnectionErrorCode, error_message: z.string() }),
  accountEvent('accounts.updated', {}),
  event('accounts.removed', base),
  accountEvent('accounts.pay_distribution_success', {}),
  accountEvent('accounts.pay_distribution_failed', {
    error_code: PayDistributionErrorCode,
    error_message: z.string(),
  }),
] as const;

const factEvents = [
  event('profiles.added', { ...base, profile: Id }),
  event('profiles.updated', { ...base, profile: Id }),
  event('employments.added', { ...base, employment: Id }),
  event('employments.updated', { ...base, employment: Id }),
  event('documents.added', { ...base, document: Id }),
  event('documents.updated', { ...base, document: Id }),
  event('documents.removed', { ...base, document: Id }),
  event('vehicles.added', { ...base, vehicle: Id }),
  event('vehicles.updated', { ...base, vehicle: Id }),
  event('vehicles.removed', { ...base, vehicle: Id }),
  event('reputations.added', { ...base, reputation: Id }),
  event('reputations.updated', { ...base, reputation: Id }),
  event('pay_allocations.added', { ...base, pay_allocation: Id }),
  event('pay_allocations.updated', { ...base, pay_allocation: Id }),
  event('pay_allocations.removed', { ...base, pay_allocation: Id }),
  event('forms.submitted', { ...base, form: Id }),
] as const;

/** An event about a kind of data of which an account has many, with how much of it there is now. */
function rangeEvent<Type extends string, Data extends z.ZodRawShape>(type: Type, data: Data) {
  const shape = { ...base, ...Extent.shape, ...data };
  return event(type, shape).refine(
    ({ data: told }) => Extent.safeParse(told).success && runsForwards(told),
    'must have ranges that run forwards',
  );
}

/** No `…_from` lies behind its `…_to`. */
function runsForwards(told: object): boolean {
  const times = new Map<string, unknown>(Object.entries(told));
  return [...times].every(([name, from]) => {
    const to = times.get(name.replace(/_from$/, '_to'));
    return !name.endsWith('_from') || from === null || String(from) <= String(to);
  });
}

const partial = { days_synced: z.int().min(1) };
const added = { added_from: WholeSecond, added_to: WholeSecond, added_count: count };
const updated = { updated_from: WholeSecond, updated_to: WholeSecond, updated_count: count };
const removed = { removed_from: WholeSecond, removed_to: WholeSecond, removed_count: count };

const rangeEvents = [
  rangeEvent('payouts.partially_synced', partial),
  rangeEvent('payouts.fully_synced', {}),
  rangeEvent('payouts.added', added),
  rangeEvent('payouts.updated', { ...updated, updated_payouts: ids }),
  rangeEvent('payouts.removed', { ...removed, removed_payouts: ids }),
  rangeEvent('activities.partially_synced', partial),
  rangeEvent('activities.fully_synced', {}),
  rangeEvent('activities.added', added),
  rangeEvent('activities.updated', { ...updated, updated_activities: ids }),
  rangeEvent('activities.removed', { ...removed, removed_activities: ids }),
] as const;

const ownEvents = [
  event('users.created', { user: Id }),
  event('users.updated', { user: Id }),
  event('users.removed', { user: Id }),
  event('challenges.added', { ...base, kind: z.enum(['code', 'choice', 'push']) }),
  event('challenges.removed', base),
  event('tokens.revoked', { user: Id, reason: z.enum(['reuse', 'revoked']) }),
  event('webhooks.paused', { webhook: Id }),
  event('webhooks.test', { webhook: Id }),
] as const;

/** Something that happened, committed with the change it tells of; `data` has exactly the documented fields. */
export const DomainEvent = z.discriminatedUnion('type', [
  ...accountEvents,
  ...factEvents,
  ...rangeEvents,
  ...ownEvents,
]);
export type DomainEvent = z.infer<typeof DomainEvent>;

/** The name of an event. */
export type EventType = DomainEvent['type'];

/** The documented types: what a subscription to `*` gets. */
export const v1EventTypes: readonly EventType[] = typesOf([
  ...accountEvents,
  ...factEvents,
  ...rangeEvents,
]);

/** Every type, with those of our own, which are sent only to those who name them. */
export const eventTypes: readonly EventType[] = [...v1EventTypes, ...typesOf(ownEvents)];

function typesOf<Type extends EventType>(
  events: readonly { shape: { type: { value: Type } } }[],
): Type[] {
  return events.map((one) => one.shape.type.value);
}
