import { later, type Timestamp } from '@intarsia/domain';
import { describe, expect, test } from 'vitest';
import { everythingIn, keyOf } from './testing.ts';
import { worldOf } from './world.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const logins = [
  ['uber', 'test_1'],
  ['doordash', 'gen_4'],
  ['parcelfinch', 'gen_5'],
  ['taskheddle', 'gen_6'],
  ['walmart', 'test_2'],
  ['paythread', 'test_jobs'],
  ['tallyloom', 'gen_7'],
  ['saltwick_systems', 'gen_8'],
  ['copperlark_coffee', 'gen_9'],
] as const;
const starts: Timestamp[] = [
  '2024-12-31T23:59:59.999999Z',
  '2025-03-09T07:30:00.000000Z',
  '2026-01-30T12:00:00.000000Z',
];

/** What may move with time, and nothing else: the state of a job, and what old profiles repeat of it. */
const moving = [
  'status',
  'termination_datetime',
  'termination_reason',
  'base_pay',
  'employment_status',
  'employment_type',
  'job_title',
  'hire_dates',
  'terminations',
];

function lasting(record: { readonly source_id: string; readonly data: object }): string {
  const kept = Object.entries(record.data).filter(([name]) => !moving.includes(name));
  return JSON.stringify([record.source_id, kept]);
}

describe.each(logins)('as time goes by, %s of %s', (slug, login) => {
  const forced_scans = ['2024-12-31T22:00:00.000000Z', '2025-05-05T05:05:05.000000Z'];
  const key = keyOf(slug, login, { since: '2024-11-01', forced_scans });

  test.each(starts)('only gains: what is there at %s stays as it is', (now) => {
    const earlier = everythingIn(worldOf(key, now));
    for (const passed of [1, HOUR, 9 * DAY, 200 * DAY]) {
      const after = everythingIn(worldOf(key, later(now, passed)));
      for (const kind of ['payouts', 'documents', 'activities'] as const) {
        const known = new Set(earlier[kind].map(({ source_id }) => source_id));
        const still = after[kind].filter(({ source_id }) => known.has(source_id));
        expect(JSON.stringify(still) === JSON.stringify(earlier[kind])).toBe(true);
      }
      for (const kind of ['employments', 'vehicles', 'profiles'] as const) {
        const now = new Set(after[kind].map(lasting));
        for (const record of earlier[kind]) expect(now).toContain(lasting(record));
      }
      expect(after.pay_allocations).toEqual(earlier.pay_allocations);
    }
  });

  test('comes bit by bit: nothing appears with a date of long ago', () => {
    const now = '2025-06-17T16:00:00.000000Z';
    const before = everythingIn(worldOf(key, now));
    const after = everythingIn(worldOf(key, later(now, DAY)));
    const fresh = <T extends { source_id: string }>(old: T[], all: T[]) =>
      all.filter(({ source_id }) => !old.some((one) => one.source_id === source_id));

    for (const { data } of fresh(before.activities, after.activities)) {
      expect((data.end_date ?? '') > '2025-06-17T16:00:00Z').toBe(true);
    }
    for (const { data } of fresh(before.payouts, after.payouts)) {
      expect(data.payout_date).toBe('2025-06-18T00:00:00Z');
    }
  });
});

test('without a first day a history begins 30 months ago on a Monday, or two Januaries ago', () => {
  const since = (slug: string) =>
    worldOf(keyOf(slug, 'test_1'), '2026-03-04T15:30:00.000000Z').since;

  expect(since('uber')).toBe('2023-09-04');
  expect(since('walmart')).toBe('2024-01-01');
});

test('whoever passes the first day on loses nothing when years go by', () => {
  for (const [slug, login] of logins) {
    const first = worldOf(keyOf(slug, login), '2024-03-01T00:00:00.000000Z');
    const key = keyOf(slug, login, { since: first.since });
    const after = worldOf(key, '2027-03-01T00:00:00.000000Z');
    expect(after.since).toBe(first.since);
    const ids = new Set([...after.payouts()].map(({ source_id }) => source_id));
    for (const { source_id } of first.payouts()) expect(ids).toContain(source_id);
  }
});
