import { isDeepStrictEqual } from 'node:util';
import { ScannedRecord } from '@intarsia/domain';
import { describe, expect, test } from 'vitest';
import { everythingIn, itemOf, items, keyOf, NOW, worldAt } from './testing.ts';
import { worldOf } from './world.ts';

/** Each kind of login at each kind of item. */
const worlds = [
  ...pairs(['uber'], ['test_1', 'test_contractor', 'gen_0', 'gen_1']),
  ...pairs(['doordash', 'parcelfinch', 'taskheddle'], ['gen_3', 'gen_4']),
  ...pairs(['homedepot'], ['test_1', 'test_2', 'test_3', 'test_contractor', 'gen_0', 'gen_1']),
  ...pairs(['paythread', 'stipendry'], ['test_jobs', 'test_2', 'gen_2', 'gen_3']),
  ...pairs(['taskheddle', 'paythread'], ['test_empty']),
];

test.each([
  '2018-01-01T00:00:00.000000Z',
  '2150-06-30T12:00:00.000000Z',
  '9899-12-31T23:59:59.999999Z',
])('a clock may show %s to everybody', (now) => {
  let shown = 0;
  for (const { slug, login } of worlds) {
    const everything = Object.values(everythingIn(worldAt(slug, login, { now }))).flat();
    // Throws for one that does not fit.
    for (const record of everything) ScannedRecord.parse(record);
    shown += everything.length;
  }
  expect(shown).toBeGreaterThan(1000);
});

function pairs(slugs: readonly string[], logins: readonly string[]) {
  return slugs.flatMap((slug) => logins.map((login) => ({ slug, login })));
}

describe.each(worlds)('$login at $slug', ({ slug, login }) => {
  const forced_scans = ['2026-01-20T10:00:00.000000Z', '2026-03-03T23:10:00.000000Z'];
  const world = worldAt(slug, login, { forced_scans });
  const everything = everythingIn(world);
  const records = Object.values(everything).flat();

  test('gives records in the exact form of the domain, key by key', () => {
    for (const record of records) {
      const parsed = ScannedRecord.parse(record);
      if (!isDeepStrictEqual(parsed, record)) expect(parsed).toEqual(record);
      if (JSON.stringify(parsed.data) !== JSON.stringify(record.data)) {
        expect(Object.keys(record.data)).toEqual(Object.keys(parsed.data));
        expect.unreachable(`keys inside ${record.kind} ${record.source_id} are in another order`);
      }
    }
  });

  test('gives what survives JSON', () => {
    for (const record of records) {
      if (!isDeepStrictEqual(JSON.parse(JSON.stringify(record)), record))
        expect.unreachable(record.source_id);
    }
  });

  test('names employers that are link items', () => {
    const slugs = new Set(items.map(({ id }) => id));
    for (const { employer } of records) if (employer !== null) expect(slugs).toContain(employer);
  });

  test('names every record of a kind once', () => {
    for (const [kind, all] of Object.entries(everything)) {
      expect(all.every((record) => record.kind === kind)).toBe(true);
      expect(new Set(all.map(({ source_id }) => source_id)).size).toBe(all.length);
    }
  });

  test('gives series from the newest to the oldest, none of it from the future', () => {
    const dates = {
      payouts: everything.payouts.map(({ data }) => data.payout_date),
      activities: everything.activities.map(({ data }) => data.start_date),
      documents: everything.documents.map(({ data }) => data.available_date ?? ''),
    };
    for (const all of Object.values(dates)) {
      expect(all).toEqual([...all].sort().reverse());
      expect(all.every((date) => date <= NOW && date >= '2013')).toBe(true);
    }
    for (const { data } of everything.activities) expect((data.end_date ?? '') <= NOW).toBe(true);
  });

  test('shows documents for the payouts that name one, and employers that it names', () => {
    const documents = new Set(everything.documents.map(({ source_id }) => source_id));
    const employers = new Set(world.employers.map((employer) => employer.slug));
    for (const { document } of everything.payouts) {
      if (document !== null) expect(documents).toContain(document);
    }
    for (const { employer } of records) expect(employers).toContain(employer);
  });

  test('is the same each time', () => {
    const again = everythingIn(worldAt(slug, login, { forced_scans }));
    expect(JSON.stringify(again) === JSON.stringify(everything)).toBe(true);
  });
});

describe('a world', () => {
  test.each([
    ['another seed', { seed: 'other' }],
    ['another login', { login: 'gen_2' }],
    ['another link item', { item: itemOf('hopwheel') }],
  ])('is another one with %s', (_, change) => {
    const ids = (key: Parameters<typeof worldOf>[0]) =>
      [...worldOf(key, NOW).activities()].map(({ data }) => data.start_date);
    const key = keyOf('warpride', 'gen_1');

    const [one, other] = [ids(key), ids({ ...key, ...change })];

    const shared = other.filter((date) => one.includes(date));
    expect(one.length).toBeGreaterThan(100);
    expect(shared.length).toBeLessThan(one.length / 50);
  });

  test('knows the same person at every link item', () => {
    const profiles = items.map(({ id }) => worldAt(id, 'gen_5').profile()?.data);
    const people = profiles.map((data) => [data?.full_name, data?.ssn, data?.birth_date]);

    expect(new Set(people.map(String)).size).toBe(1);
  });

  test('of a range is that part of the whole', () => {
    const world = worldAt('uber', 'gen_1');
    const [from, to] = ['2025-06-01', '2025-06-30T23:59:59Z'];
    const within = (date: string) => date >= '2025-06-01T00:00:00Z' && date <= to;

    const parts = {
      payouts: [...world.payouts({ from, to })],
      activities: [...world.activities({ from, to })],
      documents: [...world.documents({ from, to })],
    };

    const whole = everythingIn(world);
    expect(parts).toEqual({
      payouts: whole.payouts.filter(({ data }) => within(data.payout_date)),
      activities: whole.activities.filter(({ data }) => within(data.start_date)),
      documents: whole.documents.filter(({ data }) => within(data.available_date ?? '')),
    });
    expect(parts.activities.length).toBeGreaterThan(0);
  });

  test('of a payroll range is that part of the whole', () => {
    const world = worldAt('paythread', 'test_jobs');
    const whole = everythingIn(world).payouts;
    for (const { data } of whole) {
      const day = data.payout_date.slice(0, 10);
      const same = whole.filter((other) => other.data.payout_date === data.payout_date);
      expect([...world.payouts({ from: day, to: day })]).toEqual(same);
    }
  });

  test('without a data set has nothing', () => {
    const forms = { ...itemOf('walmart'), data_set: 'forms', employers: 'none' } as const;
    const world = worldOf(keyOf('walmart', 'gen_1', { item: forms }), NOW);

    expect(Object.values(everythingIn(world)).flat()).toEqual([]);
    expect(world.employers).toEqual([]);
  });
});
