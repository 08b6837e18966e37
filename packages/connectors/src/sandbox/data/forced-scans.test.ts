import { later, type Timestamp } from '@intarsia/domain';
import { describe, expect, test } from 'vitest';
import { everythingIn, NOW, worldAt as wholeWorldAt } from './testing.ts';
import type { World } from './world.ts';

/** A world with a history of two months: what forced scans add lies in the last days. */
const worldAt: typeof wholeWorldAt = (slug, login, more) =>
  wholeWorldAt(slug, login, { since: '2026-01-01', ...more });

const ids = (records: Iterable<{ source_id: string }>) =>
  new Set([...records].map(({ source_id }) => source_id));
const series = (world: World) => ({
  activities: [...world.activities()],
  payouts: [...world.payouts()],
});

/** What the second world has beyond the first, which must be unchanged within it. */
function added(before: World, after: World) {
  const [old, now] = [series(before), series(after)];
  for (const kind of ['activities', 'payouts'] as const) {
    const known = ids(old[kind]);
    expect(now[kind].filter(({ source_id }) => known.has(source_id))).toEqual(old[kind]);
  }
  const [activities, payouts] = [ids(old.activities), ids(old.payouts)];
  return {
    activities: now.activities.filter(({ source_id }) => !activities.has(source_id)),
    payouts: now.payouts.filter(({ source_id }) => !payouts.has(source_id)),
  };
}

describe('a forced scan', () => {
  test.each(['uber', 'doordash', 'parcelfinch', 'taskheddle'])(
    'adds 1 to 5 activities and their payout at %s, and changes nothing',
    (slug) => {
      const counts = new Set<number>();
      for (let n = 0; n < 20; n++) {
        const found = added(
          worldAt(slug, `gen_${n}`),
          worldAt(slug, `gen_${n}`, { forced_scans: [NOW] }),
        );
        counts.add(found.activities.length);
        expect(found.payouts).toHaveLength(1);
        expect(found.payouts[0]?.data.gross_pay_list).toHaveLength(found.activities.length);
        for (const { data } of found.activities) expect((data.end_date ?? '') < NOW).toBe(true);
      }
      expect(counts).toEqual(new Set([1, 2, 3, 4, 5]));
    },
  );

  test('adds 1 to 5 payouts of the day to a payroll, and changes nothing', () => {
    const counts = new Set<number>();
    for (let n = 0; n < 40; n++) {
      const login = `gen_${n}`;
      const found = added(
        worldAt('homedepot', login),
        worldAt('homedepot', login, { forced_scans: [NOW] }),
      );
      counts.add(found.payouts.length);
      for (const { data } of found.payouts) expect(data.payout_date).toBe('2026-03-04T00:00:00Z');
    }
    expect(counts).toEqual(new Set([1, 2, 3, 4, 5]));
  });

  test('comes after all else that is paid on its day', () => {
    // A Friday on which whoever is paid by the week is paid.
    const friday = '2026-02-27T18:00:00.000000Z';
    const paid = ['test_1', 'test_busy', 'gen_1', 'gen_2', 'gen_3', 'gen_4', 'gen_5'].filter(
      (login) => {
        const before = worldAt('walmart', login, { now: friday });
        const after = worldAt('walmart', login, { now: friday, forced_scans: [friday] });
        expect(added(before, after).payouts.length).toBeGreaterThan(0);
        const [newest] = before.payouts();
        return newest?.data.payout_date === '2026-02-27T00:00:00Z';
      },
    );
    expect(paid).toContain('test_1');
  });

  test('adds something every time, also at a clock that stands still', () => {
    for (const [slug, login] of [
      ['uber', 'test_1'],
      ['uber', 'test_contractor'],
      ['parcelfinch', 'test_busy'],
      ['taskheddle', 'gen_3'],
      ['homedepot', 'test_3'],
      ['paythread', 'test_contractor'],
    ] as const) {
      const forced: Timestamp[] = [];
      let before = worldAt(slug, login);
      for (let scan = 1; scan <= 10; scan++) {
        forced.push(NOW);
        const after = worldAt(slug, login, { forced_scans: [...forced] });
        const found = added(before, after);
        const main =
          slug === 'homedepot' || slug === 'paythread' ? found.payouts : found.activities;
        expect(main.length).toBeGreaterThanOrEqual(1);
        expect(main.length).toBeLessThanOrEqual(5);
        before = after;
      }
    }
  });

  test('finds room 500 times, an hour after the last one', () => {
    const forced_scans = Array.from({ length: 500 }, (_, hour) =>
      later('2026-02-11T00:00:00.000000Z', hour * 3_600_000),
    );
    const world = worldAt('uber', 'test_1', { forced_scans, since: '2025-06-02' });
    const works = [...world.activities()].map(({ data }) => data).reverse();
    const overlaps = works.filter(
      (work, place) => (works[place - 1]?.end_date ?? '') > work.start_date,
    );
    const instants = [...world.payouts()].filter(({ data }) => data.type === 'pay_card');

    expect(overlaps).toEqual([]);
    expect(instants).toHaveLength(500);
  });

  test('brings news where the world says that news are', () => {
    const seen: Timestamp = '2026-03-02T11:20:00.500000Z';
    for (const slug of ['uber', 'parcelfinch', 'taskheddle', 'homedepot', 'paythread']) {
      for (const login of ['test_1', 'test_busy', 'test_jobs', 'gen_1', 'gen_2']) {
        for (const at of [seen, '2026-03-02T11:20:00.900000Z', NOW]) {
          const before = everythingIn(worldAt(slug, login, { now: seen }));
          const forced_scans = at === seen ? [seen] : [seen, at];
          const world = worldAt(slug, login, { forced_scans });
          const ranges = world.newsSince(seen);
          const after = everythingIn(world);
          for (const kind of ['documents', 'payouts', 'activities'] as const) {
            const old = new Map(before[kind].map((record) => [record.source_id, record]));
            const fresh = after[kind].filter(
              (record) => JSON.stringify(old.get(record.source_id)) !== JSON.stringify(record),
            );
            const told = ids(world[kind](ranges[kind]));
            expect(fresh.filter(({ source_id }) => !told.has(source_id))).toEqual([]);
            expect(told.size).toBeLessThan(120);
          }
        }
      }
    }
  });

  test('and work that was under way are news to the next scan', () => {
    for (const slug of ['uber', 'parcelfinch', 'taskheddle']) {
      const works = [...worldAt(slug, 'test_busy').activities({ from: '2026-02-25' })];
      for (const { source_id, data } of works.slice(0, 20)) {
        const seen = later(`${data.end_date?.slice(0, 19)}.000000Z`, -1000);
        expect([...ids(worldAt(slug, 'test_busy', { now: seen }).activities())]).not.toContain(
          source_id,
        );
        const world = worldAt(slug, 'test_busy');
        expect(ids(world.activities(world.newsSince(seen).activities))).toContain(source_id);
      }
    }
  });

  test('does nothing for a login without anything', () => {
    for (const slug of ['uber', 'homedepot']) {
      const world = worldAt(slug, 'test_empty', { forced_scans: [NOW] });
      expect(Object.values(everythingIn(world)).flat()).toEqual([]);
    }
  });

  test('that lies ahead has not happened yet', () => {
    const later = ['2026-03-04T15:30:00.000001Z'];
    for (const slug of ['uber', 'homedepot']) {
      expect(everythingIn(worldAt(slug, 'gen_1', { forced_scans: later }))).toEqual(
        everythingIn(worldAt(slug, 'gen_1')),
      );
    }
  });
});
