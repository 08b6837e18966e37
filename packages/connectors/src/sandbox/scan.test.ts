import { HOUR, later, type ScanBatch, type ScannedRecord, SECOND } from '@intarsia/domain';
import { describe, expect, test } from 'vitest';
import { collect, scanFully, testIo } from '../driver.ts';
import { payAccountsOf } from './data/money/accounts.ts';
import { sourceItemOf } from './data/source-item.ts';
import { sandbox } from './index.ts';
import { catalogue, itemOf, logIn, speeds } from './testing.ts';

const NOW = testIo().clock.now();
const recordsOf = (batches: readonly ScanBatch[]) =>
  batches.flatMap(({ records = [] }) => [...records]);
const keyOf = ({ kind, source_id }: ScannedRecord) => `${kind} ${source_id}`;
const dateOf = (record: ScannedRecord) =>
  record.kind === 'payouts'
    ? record.data.payout_date
    : record.kind === 'activities'
      ? record.data.start_date
      : '';

/** The world at a moment, in which scans were asked for by hand. */
function ioAt(now: string, forced_scans: string[] = []) {
  return testIo({ speed: 'instant', clock: { now: () => now }, forced_scans });
}

test.each(['auth_required', 'full_auth_required'])(
  'pass_%s connects first and is lost after the facts',
  async (code) => {
    for (const speed of speeds) {
      const io = testIo({ speed });
      const { session } = await logIn('uber', { password: `pass_${code}` }, { io });
      const seen: string[] = [];
      const scan = async () => {
        let cursor = null;
        for (let run = 0; run < 10; run++) {
          for await (const batch of sandbox.scan(session, cursor, io)) {
            seen.push(batch.stage);
            cursor = batch.cursor;
          }
        }
      };

      await expect(scan()).rejects.toMatchObject({ name: 'ConnectionError', code });
      expect(seen).toContain('facts');
      expect(seen).not.toContain('events');
    }
  },
);

test('a login after a loss gives a session that lasts', async () => {
  const { session } = await logIn('uber', { password: 'passgood' });

  expect((await scanFully(sandbox, session, { io: testIo() })).at(-1)?.stage).toBe('done');
});

describe('a first scan', () => {
  async function firstScan(slug: string, username: string) {
    const { session } = await logIn(slug, { username }, { answers: ['8081'] });
    return scanFully(sandbox, session, { io: ioAt(NOW) });
  }

  test('brings the person and the employers first, then the other facts', async () => {
    const [person, things, events] = await firstScan('paythread', 'test_jobs');

    const kinds = (batch: ScanBatch | undefined) =>
      new Set(batch?.records?.map((record) => record.kind));
    expect(person?.employers?.length).toBeGreaterThan(1);
    expect(kinds(person)).toEqual(new Set(['profiles', 'employments']));
    expect(kinds(things)).toEqual(new Set(['documents', 'pay_allocations']));
    expect(kinds(events)).toEqual(new Set(['payouts']));
    expect(things?.listed).toEqual([
      { kind: 'vehicles' },
      { kind: 'reputations' },
      { kind: 'pay_allocations' },
      { kind: 'documents' },
    ]);
  });

  test('brings the newest thirty days of each kind, then all that is older, newest first', async () => {
    const batches = (await firstScan('uber', 'test_1')).filter(({ stage }) => stage === 'events');

    for (const kind of ['payouts', 'activities'] as const) {
      const dates = recordsOf(batches)
        .filter((one) => one.kind === kind)
        .map(dateOf);
      expect(dates).toEqual([...dates].sort().reverse());
      const [newest = ''] = dates;
      const bound = `${later(newest, -30 * 24 * HOUR).slice(0, 19)}Z`;
      const first = batches[0]?.records?.filter((one) => one.kind === kind).map(dateOf) ?? [];
      expect(first).toEqual(dates.filter((date) => date >= bound));
      expect(batches[0]?.listed).toContainEqual({ kind, from: bound });
    }
  });

  test('lists every second once, and leaves no gap between its passes', async () => {
    const batches = await firstScan('lyft', 'test_busy');

    for (const kind of ['payouts', 'activities'] as const) {
      const ranges = batches
        .flatMap(({ listed = [] }) => [...listed])
        .filter((one) => one.kind === kind);
      expect(ranges.length).toBeGreaterThan(1);
      expect(ranges[0]).not.toHaveProperty('to');
      expect(ranges.at(-1)).not.toHaveProperty('from');
      for (const [place, { to }] of ranges.slice(1).entries()) {
        expect(later(to ?? '', SECOND).slice(0, 19)).toBe(ranges[place]?.from?.slice(0, 19));
      }
    }
    const keys = recordsOf(batches).map(keyOf);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.length).toBeGreaterThan(2000);
  });

  test('of somebody who has nothing says just that', async () => {
    const batches = await firstScan('uber', 'test_empty');

    expect(recordsOf(batches)).toEqual([]);
    expect(batches.flatMap(({ employers = [] }) => [...employers])).toEqual([]);
    expect(batches.map(({ stage }) => stage)).toEqual(['facts', 'facts', 'events', 'done']);
  });

  test('shows the world of its first moment, however long it takes', async () => {
    const { session } = await logIn('uber', { username: 'test_1' });
    const whole = await scanFully(sandbox, session, { io: ioAt(NOW) });
    const [first] = await collect(sandbox.scan(session, null, ioAt(NOW)));

    const rest = await scanFully(sandbox, session, {
      io: ioAt(later(NOW, 400 * 24 * HOUR), [later(NOW, HOUR)]),
      from: first?.cursor ?? null,
    });

    expect(rest).toEqual(whole.slice(1));
  });
});

describe('a later scan', () => {
  async function scannedAt(slug: string, username: string) {
    const { session } = await logIn(slug, { username });
    const first = await scanFully(sandbox, session, { io: ioAt(NOW) });
    const again = (now: string, forced: string[] = []) =>
      scanFully(sandbox, session, { io: ioAt(now, forced), from: first.at(-1)?.cursor ?? null });
    return { first, again };
  }

  test.each([
    ['uber', 'test_1'],
    ['paythread', 'test_1'],
    ['walmart', 'gen_3'],
  ])('of %s %s brings all that is new since, and lists where it is', async (slug, username) => {
    const { first, again } = await scannedAt(slug, username);
    const much_later = later(NOW, 45 * 24 * HOUR);
    const { session } = await logIn(slug, { username });
    const since = { ...Object(first[0]?.cursor), next: 'person', at: much_later };
    const whole = await scanFully(sandbox, session, { io: ioAt(much_later), from: since });

    const news = await again(much_later);

    const known = new Set(recordsOf(first).map(keyOf));
    const added = recordsOf(whole)
      .map(keyOf)
      .filter((key) => !known.has(key));
    const brought = new Set(recordsOf(news).map(keyOf));
    expect(added.length).toBeGreaterThan(2);
    expect(added.filter((key) => !brought.has(key))).toEqual([]);
    expect(brought.size).toBeLessThan(recordsOf(whole).length / 2);
    for (const { kind, from = '' } of news.flatMap(({ listed = [] }) => [...listed])) {
      if (kind !== 'payouts' && kind !== 'activities') continue;
      const inRange = recordsOf(whole).filter((one) => one.kind === kind && dateOf(one) >= from);
      expect(inRange.map(keyOf).filter((key) => !brought.has(key))).toEqual([]);
    }
  });

  describe('of a payroll in a week without a payday', () => {
    const day = (after: number) => later(NOW, after * 24 * HOUR);
    async function scanned() {
      // Paid on Fridays; NOW is a Monday.
      const { session } = await logIn('paythread', { username: 'test_1' });
      const first = await scanFully(sandbox, session, { io: ioAt(NOW) });
      const cursor = first.at(-1)?.cursor ?? null;
      const again = (io = ioAt(day(2)), more: object = {}) =>
        collect(sandbox.scan({ ...Object(session), ...more }, cursor, io));
      return { cursor, again };
    }

    test('leaves everything as it is, its place too', async () => {
      const { cursor, again } = await scanned();

      const batches = await again();

      expect(batches).toEqual([{ stage: 'done', cursor }]);
      expect(batches[0]?.cursor).toBe(cursor);
    });

    test('looks once the payday is there', async () => {
      const { again } = await scanned();

      const kinds = recordsOf(await again(ioAt(day(4)))).map(({ kind }) => kind);

      expect(kinds.sort()).toEqual(['documents', 'payouts']);
    });

    test.each([
      ['a scan was asked for by hand', day(1)],
      ['one was asked for by somebody whose clock is ahead', day(2)],
    ])('looks when %s', async (_, asked) => {
      const { again } = await scanned();

      const brought = recordsOf(await again(ioAt(day(2), [asked])));

      expect(brought.some(({ kind }) => kind === 'payouts')).toBe(true);
    });

    test('looks when pay was sent elsewhere', async () => {
      const { again } = await scanned();
      const { instant, allocations } = payAccountsOf('test', 'else', sourceItemOf(itemOf('uber')));
      const switches = [{ at: day(1), forced: 0, instant, allocations }];

      const brought = recordsOf(await again(ioAt(day(2)), { switches }));

      expect(brought.map(({ kind }) => kind)).toContain('pay_allocations');
    });

    test('loses the session that is to be lost', async () => {
      const { again } = await scanned();

      await expect(again(ioAt(day(2)), { lost: 'auth_required' })).rejects.toMatchObject({
        code: 'auth_required',
      });
    });
  });

  test('takes no time at any speed', async () => {
    const { session } = await logIn('uber', { username: 'test_1' });
    const first = await scanFully(sandbox, session, { io: ioAt(NOW) });
    const io = testIo({ speed: 'real', clock: { now: () => later(NOW, 24 * HOUR) } });

    const again = await collect(sandbox.scan(session, first.at(-1)?.cursor ?? null, io));

    expect(again.at(-1)?.stage).toBe('done');
    expect(again.every((batch) => batch.wait_ms === undefined)).toBe(true);
  });

  test.each([
    ['an hour later', later(NOW, HOUR)],
    ['in the very moment of the last scan', NOW],
  ])('that was asked for %s brings 1 to 5 more', async (_, moment) => {
    const { first, again } = await scannedAt('uber', 'test_1');
    const known = new Set(recordsOf(first).map(keyOf));

    const batches = await again(moment, [moment]);

    const added = recordsOf(batches).filter((record) => !known.has(keyOf(record)));
    const extra = added.filter(
      ({ kind, source_id }) => kind === 'activities' && /extra/.test(source_id),
    );
    expect(extra.length).toBeGreaterThanOrEqual(1);
    expect(extra.length).toBeLessThanOrEqual(5);
    expect(added.some(({ kind }) => kind === 'payouts')).toBe(true);
  });
});

test.each([
  ['instant', undefined],
  ['fast', 900],
  ['real', 9000],
] as const)('at %s speed facts come after %s ms', async (speed, facts) => {
  const io = testIo({ speed });
  const { session } = await logIn('uber', {}, { io });

  const batches = await scanFully(sandbox, session, { io });

  const found = batches.findIndex((batch) => batch.employers);
  expect(batches.slice(0, found).map((batch) => batch.wait_ms)).toEqual(facts ? [facts] : []);
});

test('at real speed events begin after 16 s, and 2,000 of them are there after 100 s', async () => {
  const io = testIo({ speed: 'real' });
  const { session } = await logIn('uber', { username: 'test_1' }, { io });

  const batches = await scanFully(sandbox, session, { io });

  const times = batches.map((_, place) =>
    batches.slice(0, place).reduce((sum, { wait_ms = 0 }) => sum + wait_ms, 0),
  );
  const first = batches.findIndex(({ stage }) => stage === 'events');
  const events = recordsOf(batches.filter(({ stage }) => stage === 'events')).length;
  expect(times[first]).toBe(16_000);
  expect(times.at(-1)).toBe(16_000 + events * 42);
});

describe('employers', () => {
  async function employersAt(slug: string, username: string, seed = 'test'): Promise<string[]> {
    const io = testIo({ speed: 'instant', seed });
    const { session } = await logIn(slug, { username }, { answers: ['8081'], io });
    for await (const batch of sandbox.scan(session, null, io)) return [...(batch.employers ?? [])];
    return [];
  }

  test.each([
    ['homedepot', 'The Home Depot'],
    ['uber', 'Uber'],
    ['kestrelmoor_health', 'Kestrelmoor Health'],
  ])('at %s it is %s', async (slug, name) => {
    expect(await employersAt(slug, 'test_1')).toEqual([name]);
  });

  test('on a platform they are companies that are link items too', async () => {
    const names = new Set(catalogue.list().map((entry) => entry.item.name));
    const counts = new Set<number>();
    const seen = new Set<string>();
    for (let n = 0; n < 400; n++) {
      const found = await employersAt('paythread', `gen_${n}`);
      expect(new Set(found).size).toBe(found.length);
      counts.add(found.length);
      for (const name of found) {
        expect(names).toContain(name);
        seen.add(name);
      }
    }

    expect(counts).toContain(1);
    expect(counts).toContain(2);
    expect(seen.size).toBe(12);
  });

  test('they are a function of seed, platform and person', async () => {
    const people = Array.from({ length: 12 }, (_, n) => `gen_${n}`);
    const all = (slug: string, seed: string) =>
      Promise.all(people.map((username) => employersAt(slug, username, seed)));

    const first = await all('paythread', 'a');

    expect(await all('paythread', 'a')).toEqual(first);
    expect(await all('paythread', 'b')).not.toEqual(first);
    expect(await all('tallyloom', 'a')).not.toEqual(first);
  });
});

describe('facts in a later scan', () => {
  const facts = ['profiles', 'employments', 'vehicles', 'reputations', 'pay_allocations'];
  const factsIn = (batches: readonly ScanBatch[]) =>
    recordsOf(batches).filter(({ kind }) => facts.includes(kind));

  async function againAfter(milliseconds: number) {
    const { session } = await logIn('uber', { username: 'test_1' });
    const first = await scanFully(sandbox, session, { io: ioAt(NOW) });
    const from = first.at(-1)?.cursor ?? null;
    return scanFully(sandbox, session, { io: ioAt(later(NOW, milliseconds)), from });
  }

  test('are left out while they are as they were', async () => {
    const batches = await againAfter(1);

    expect(factsIn(batches)).toEqual([]);
    expect(batches.map(({ stage }) => stage)).toEqual(['done']);
  });

  test('are brought and listed together once one of them has changed', async () => {
    const batches = await againAfter(100 * 24 * HOUR);

    expect(new Set(factsIn(batches).map(({ kind }) => kind))).toEqual(
      new Set(['vehicles', 'reputations', 'pay_allocations']),
    );
    const listed = batches.flatMap((batch) => [...(batch.listed ?? [])]);
    expect(listed).toEqual(expect.arrayContaining([{ kind: 'reputations' }]));
  });
});
