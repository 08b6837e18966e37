import { describe, expect, test } from 'vitest';
import type { Extent } from './accounts/availability.ts';
import { rawJson } from './json.ts';
import { recordBatch, type ScanHistory, type ScanState, type StoredBatch } from './scan-batches.ts';
import type { Changes } from './scans.ts';
import { platformItem, scanningAccount } from './testing.ts';
import type { User } from './users.ts';

const now = '2026-03-01T09:00:10.000000Z';
const row = { id: '00000000-0000-7000-8000-000000000001', date: now, fingerprint: 'a' };
const activity = { ...row, date: '2026-02-10T00:00:00Z' };
const added = { added: [row], updated: [], removed: [] };
const nothing: Changes = new Map();

const extent = (available_from: string, available_to: string): Extent => ({
  available_count: 9,
  available_from,
  available_to,
});
const month = extent('2026-01-29T00:00:00Z', '2026-02-28T00:00:00Z');
const years = extent('2023-09-01T00:00:00Z', '2026-02-28T00:00:00Z');

const never: ScanHistory = {
  finished: 0,
  forced: [],
  served: 0,
  told: { payouts: [], activities: [] },
};

function stateOf(history: Partial<ScanHistory> = {}, item = platformItem()): ScanState {
  const account = scanningAccount({ item });
  const user: User = {
    id: account.user,
    created_at: account.created_at,
    employers_connected: [],
    data_providers_connected: [account.link_item],
    external_metadata: rawJson('{}'),
  };
  return { user, account, history: { ...never, ...history } };
}

function record(before: ScanState, batch: Partial<StoredBatch>, days?: number[]) {
  const whole: StoredBatch = { stage: 'events', changes: nothing, extents: {}, ...batch };
  const after = recordBatch(before, whole, days ? { now, days } : { now });
  return { ...after, told: after.events.map(({ type }) => type) };
}

describe('a first scan', () => {
  test('tells of facts, and of employers with the employments', () => {
    const changes: Changes = new Map([
      ['employments', added],
      ['profiles', added],
    ]);

    const { told, user } = record(stateOf(), {
      stage: 'facts',
      employers: ['Starbox'],
      changes,
    });

    expect(told).toEqual(['profiles.added', 'employments.added', 'accounts.updated']);
    expect(user.employers_connected).toEqual(['Starbox']);
  });

  test('has the kinds synced that it has told in full, and the others in progress', () => {
    const listed = [{ kind: 'profiles' as const }, { kind: 'employments' as const }];

    const { account } = record(stateOf(), { stage: 'facts', listed });

    expect(account.availability.profiles?.status).toBe('synced');
    expect(account.availability.employments?.status).toBe('synced');
    expect(account.availability.documents?.status).toBe('in_progress');
  });

  test('says nothing of what it adds to payouts and activities', () => {
    const changes: Changes = new Map([['activities', { ...added, added: [activity] }]]);

    expect(record(stateOf(), { changes, extents: { activities: month } }).told).toEqual([]);
  });

  test.each([
    ['nothing', undefined, []],
    ['twenty-nine days', '2026-01-30T00:00:00Z', []],
    ['thirty days', '2026-01-29T00:00:00Z', ['activities.partially_synced']],
    ['more', '2024-01-01T00:00:00Z', ['activities.partially_synced']],
  ])('that has listed %s of the newest days tells so', (_, from, expected) => {
    const listed = from === undefined ? [] : [{ kind: 'activities' as const, from }];

    const { told, history } = record(stateOf(), { listed, extents: { activities: years } });

    expect(told).toEqual(expected);
    expect(history.told).toEqual({ payouts: [], activities: expected.map(() => 30) });
  });

  test('counts days back from the newest item, not from today', () => {
    const old = extent('2019-03-01T00:00:00Z', '2019-06-30T00:00:00Z');
    const listed = [{ kind: 'payouts' as const, from: '2019-05-31T00:00:00Z' }];

    const { events } = record(stateOf(), { listed, extents: { payouts: old } });

    expect(events).toMatchObject([
      { type: 'payouts.partially_synced', data: { days_synced: 30, ...old } },
    ]);
  });

  test('that comes to the beginning of a history tells of its newest days only if it is longer', () => {
    const listed = [{ kind: 'activities' as const }];
    const short = extent('2026-02-01T00:00:00Z', '2026-02-28T00:00:00Z');

    expect(record(stateOf(), { listed, extents: { activities: short } }).told).toEqual([]);
    expect(record(stateOf(), { listed, extents: { activities: years } }).told).toEqual([
      'activities.partially_synced',
    ]);
  });

  test('tells of each number of days once, whatever comes in between', () => {
    const batch = {
      listed: [{ kind: 'activities' as const, from: '2025-12-01T00:00:00Z' }],
      extents: { activities: years },
    };

    const first = record(stateOf(), batch, [30, 60, 90, 365]);
    const second = record(first, batch, [30, 60, 90, 365]);

    expect(first.events.map(({ data }) => data)).toMatchObject([
      { days_synced: 30 },
      { days_synced: 60 },
    ]);
    expect(second.told).toEqual([]);
  });

  test('ends with both kinds fully synced, even with nothing to show', () => {
    const { told, events, history } = record(stateOf(), { stage: 'done' });

    expect(told).toEqual(['payouts.fully_synced', 'activities.fully_synced', 'accounts.updated']);
    expect(events[0]?.data).toMatchObject({
      available_count: 0,
      available_from: null,
      available_to: null,
    });
    expect(history.finished).toBe(1);
  });
});

describe('a later scan', () => {
  const later = stateOf({ finished: 1, told: { payouts: [30], activities: [30] } });

  test('tells what was added, changed and removed, and how much there is', () => {
    const changes: Changes = new Map([
      ['activities', { added: [activity], updated: [activity], removed: [activity] }],
    ]);

    const { told, events } = record(later, { changes, extents: { activities: years } });

    expect(told).toEqual(['activities.added', 'activities.updated', 'activities.removed']);
    for (const { data } of events) expect(data).toMatchObject(years);
  });

  test('is told at its end, and is never fully synced again', () => {
    const { told, history } = record(later, { stage: 'done' });

    expect(told).toEqual(['accounts.updated']);
    expect(history.finished).toBe(2);
  });

  test('never tells of newest days, however far it looks back', () => {
    const listed = [{ kind: 'activities' as const }];

    expect(record(stateOf({ finished: 1 }), { listed }).told).toEqual([]);
  });
});

test("a link item's own employer reaches the user once the facts are there", () => {
  const facts = record(stateOf(), { stage: 'facts' });
  const events = record(stateOf(), { stage: 'events' });
  const own = { ...stateOf(), account: { ...scanningAccount(), employers: ['Gnome Depot'] } };

  expect(facts.user.employers_connected).toEqual([]);
  expect(events.user.employers_connected).toEqual([]);
  expect(record(own, { stage: 'facts' }).user.employers_connected).toEqual([]);
  expect(record(own, { stage: 'events' }).user.employers_connected).toEqual(['Gnome Depot']);
});
