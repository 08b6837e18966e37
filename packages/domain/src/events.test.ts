import { expect, test } from 'vitest';
import { DomainEvent, eventTypes, v1EventTypes } from './events.ts';

const id = '018051aa-f7a9-a0db-2f38-6cfa325e9d69';
const range = {
  available_from: '2025-01-01T00:00:00Z',
  available_to: '2026-01-01T00:00:00Z',
  available_count: 12,
};
const base = { account: id, user: id };
const span = (name: string) => ({
  [`${name}_from`]: '2025-06-01T00:00:00Z',
  [`${name}_to`]: '2025-07-01T00:00:00Z',
  [`${name}_count`]: 2,
});

/** Every event with exactly the data that the documents give it, written down by hand. */
const documented: Record<string, Record<string, unknown>> = {
  'accounts.added': base,
  'accounts.connected': base,
  'accounts.failed': { ...base, error_code: 'invalid_credentials', error_message: 'No.' },
  'accounts.updated': base,
  'accounts.removed': base,
  'accounts.pay_distribution_success': base,
  'accounts.pay_distribution_failed': {
    ...base,
    error_code: 'card_update_failed',
    error_message: 'No.',
  },
  'profiles.added': { ...base, profile: id },
  'profiles.updated': { ...base, profile: id },
  'employments.added': { ...base, employment: id },
  'employments.updated': { ...base, employment: id },
  'documents.added': { ...base, document: id },
  'documents.updated': { ...base, document: id },
  'documents.removed': { ...base, document: id },
  'vehicles.added': { ...base, vehicle: id },
  'vehicles.updated': { ...base, vehicle: id },
  'vehicles.removed': { ...base, vehicle: id },
  'reputations.added': { ...base, reputation: id },
  'reputations.updated': { ...base, reputation: id },
  'pay_allocations.added': { ...base, pay_allocation: id },
  'pay_allocations.updated': { ...base, pay_allocation: id },
  'pay_allocations.removed': { ...base, pay_allocation: id },
  'forms.submitted': { ...base, form: id },
  'payouts.partially_synced': { ...base, ...range, days_synced: 30 },
  'payouts.fully_synced': { ...base, ...range },
  'payouts.added': { ...base, ...range, ...span('added') },
  'payouts.updated': { ...base, ...range, ...span('updated'), updated_payouts: [id, id] },
  'payouts.removed': { ...base, ...range, ...span('removed'), removed_payouts: [id, id] },
  'activities.partially_synced': { ...base, ...range, days_synced: 30 },
  'activities.fully_synced': { ...base, ...range },
  'activities.added': { ...base, ...range, ...span('added') },
  'activities.updated': { ...base, ...range, ...span('updated'), updated_activities: [id, id] },
  'activities.removed': { ...base, ...range, ...span('removed'), removed_activities: [id, id] },
};

const own: Record<string, Record<string, unknown>> = {
  'users.created': { user: id },
  'users.updated': { user: id },
  'users.removed': { user: id },
  'challenges.added': { account: id, user: id, kind: 'code' },
  'challenges.removed': { account: id, user: id },
  'tokens.revoked': { user: id, reason: 'reuse' },
  'webhooks.paused': { webhook: id },
  'webhooks.test': { webhook: id },
};

const all = Object.entries({ ...documented, ...own });
const occurred_at = '2026-01-01T00:00:00.000000Z';

test('the types are the documented ones and our own, no others', () => {
  expect([...v1EventTypes].sort()).toEqual(Object.keys(documented).sort());
  expect([...eventTypes].sort()).toEqual(all.map(([type]) => type).sort());
});

test.each(all)('%s has its documented data', (type, data) => {
  expect(DomainEvent.parse({ type, occurred_at, data })).toEqual({ type, occurred_at, data });
});

test.each(all)('%s has no other data', (type, data) => {
  expect(DomainEvent.safeParse({ type, occurred_at, data: { ...data, extra: 1 } }).success).toBe(
    false,
  );
});

test.each(all)('%s lacks none of its data', (type, data) => {
  for (const name of Object.keys(data)) {
    const { [name]: _, ...rest } = data;

    expect(DomainEvent.safeParse({ type, occurred_at, data: rest }).success, name).toBe(false);
  }
});

test('a range without events has no interval', () => {
  const data = { ...base, available_count: 0, available_from: null, available_to: null };

  expect(DomainEvent.safeParse({ type: 'payouts.fully_synced', occurred_at, data }).success).toBe(
    true,
  );
});

test.each(['payouts.fully_synced', 'activities.added', 'payouts.partially_synced'])(
  '%s never has a range that runs backwards',
  (type) => {
    const data = { ...documented[type], available_from: '2027-01-01T00:00:00Z' };

    expect(DomainEvent.safeParse({ type, occurred_at, data }).success).toBe(false);
  },
);

test.each([
  ['activities.added', 'added'],
  ['payouts.updated', 'updated'],
  ['activities.removed', 'removed'],
])('what %s tells of never runs backwards', (type, name) => {
  const data = { ...documented[type], [`${name}_from`]: '2025-08-01T00:00:00Z' };

  expect(DomainEvent.safeParse({ type, occurred_at, data }).success).toBe(false);
});
