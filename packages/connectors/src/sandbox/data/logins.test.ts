import { describe, expect, test } from 'vitest';
import { everythingIn, items, worldAt } from './testing.ts';

const gigItems = items.filter(({ data_set }) => data_set === 'gig').map(({ id }) => id);
const payrollItems = items.filter(({ data_set }) => data_set === 'payroll').map(({ id }) => id);
const moments = [
  '2025-01-01T00:00:00.000000Z',
  '2026-03-04T15:30:00.000000Z',
  '2031-07-31T12:00:00.000000Z',
];

describe('test_1', () => {
  test('drives for a platform, and is paid by the week', () => {
    const { employments, profiles } = everythingIn(worldAt('uber', 'test_1'));

    expect(employments.map(({ data }) => data)).toMatchObject([
      { status: 'active', type: 'contractor', pay_cycle: 'weekly', job_title: 'Driver' },
    ]);
    expect(profiles[0]?.data).toMatchObject({
      phone_number: '+18009000010',
      birth_date: '1980-10-10',
      email: 'test1@argyle.com',
      address: { state: 'NY', country: 'US' },
    });
  });

  // Recorded from a hosted sandbox: 2,086 activities and 131 payouts over 30 months.
  test.each(moments)('at %s has about 2,086 activities and 131 payouts in 30 months', (now) => {
    for (const slug of ['uber', 'bobbin_eats']) {
      for (const seed of ['a']) {
        const { activities, payouts } = everythingIn(worldAt(slug, 'test_1', { now, seed }));
        expect(Math.abs(activities.length - 2086)).toBeLessThan(86);
        expect(Math.abs(payouts.length - 130)).toBeLessThan(2);
      }
    }
  });
});

describe('test_2', () => {
  test.each(moments)('at %s earns about 1,500 every two weeks in retail', (now) => {
    const world = worldAt('walmart', 'test_2', { now });
    const gross = [...world.payouts()]
      .filter(({ source_id }) => source_id.startsWith('pay/1/'))
      .map(({ data }) => Number(data.gross_pay));

    expect(world.employments()[0]?.data).toMatchObject({ status: 'active', pay_cycle: 'biweekly' });
    const mean = gross.reduce((sum, one) => sum + one, 0) / gross.length;
    expect(Math.abs(mean - 1500)).toBeLessThan(60);
    expect(gross.length).toBeGreaterThan(50);
  });

  test('is an inactive contractor too', () => {
    for (const slug of ['walmart', 'paythread']) {
      const { employments } = everythingIn(worldAt(slug, 'test_2'));
      expect(employments[1]?.data).toMatchObject({
        status: 'inactive',
        type: 'contractor',
        termination_datetime: null,
      });
    }
  });
});

describe('test_3', () => {
  test.each(moments)('at %s earns 5,492.06 every month', (now) => {
    const world = worldAt('homedepot', 'test_3', { now });

    expect(new Set([...world.payouts()].map(({ data }) => data.gross_pay))).toEqual(
      new Set(['5492.06']),
    );
    expect(world.employments().map(({ data }) => data.base_pay)).toEqual([
      { amount: '5492.06', period: 'monthly', currency: 'USD' },
    ]);
  });
});

describe('logins made for tests', () => {
  // One of each line of business.
  test.each(['hopwheel', 'doordash', 'parcelfinch', 'task_rabbit'])(
    'test_busy has more than 2,000 activities at %s',
    (slug) => {
      expect([...worldAt(slug, 'test_busy').activities()].length).toBeGreaterThan(2000);
    },
  );

  test.each(moments)('test_busy has them at %s', (now) => {
    for (const slug of ['uber']) {
      expect([...worldAt(slug, 'test_busy', { now }).activities()].length).toBeGreaterThan(2000);
    }
  });

  test('test_jobs has three employers at once on a platform of many', () => {
    for (const slug of ['paythread', 'tallyloom', 'ledgerleaf', 'stipendry']) {
      const world = worldAt(slug, 'test_jobs', { now: '2026-12-01T00:00:00.000000Z' });
      const active = world.employments().filter(({ data }) => data.status === 'active');

      expect(new Set(world.employers.map(({ name }) => name)).size).toBeGreaterThanOrEqual(3);
      expect(new Set(active.map(({ employer }) => employer)).size).toBe(3);
      expect(new Set([...world.payouts()].map(({ employer }) => employer)).size).toBe(3);
    }
  });

  test('test_jobs works every winter somewhere else', () => {
    const jobs = worldAt('paythread', 'test_jobs').employments();
    const seasons = jobs.filter(({ data }) => data.type === 'seasonal');

    expect(seasons.map(({ data }) => data.status)).toEqual([
      'terminated',
      'terminated',
      'terminated',
    ]);
    expect(seasons.map(({ data }) => data.termination_datetime?.slice(0, 10))).toEqual([
      '2026-01-15',
      '2025-01-15',
      '2024-01-15',
    ]);
  });

  test('test_contractor has not worked since June 2019', () => {
    for (const slug of ['uber', 'taskheddle', 'walmart', 'paythread']) {
      for (const now of moments) {
        const { employments, payouts, activities } = everythingIn(
          worldAt(slug, 'test_contractor', { now }),
        );
        expect(employments.map(({ data }) => [data.status, data.type])).toEqual([
          ['inactive', 'contractor'],
        ]);
        expect(payouts.length).toBeGreaterThan(10);
        expect((payouts[0]?.data.payout_date ?? '') < '2019-07-20').toBe(true);
        expect((activities[0]?.data.start_date ?? '') < '2019-06-30').toBe(true);
        for (const { data } of payouts) expect(data.taxes).toBe('0.00');
      }
    }
  });

  test('test_empty has nothing at all', () => {
    for (const slug of [...gigItems, ...payrollItems]) {
      expect(Object.values(everythingIn(worldAt(slug, 'test_empty'))).flat()).toEqual([]);
    }
  });
});

describe('generated people', () => {
  const people = Array.from({ length: 120 }, (_, n) => `gen_${n}`);
  const at = (slugs: string[]) =>
    people.map((login, n) => worldAt(slugs[n % slugs.length] ?? '', login));

  test('work in all ways that there are', () => {
    const jobs = at(payrollItems).flatMap((world) => world.employments().map(({ data }) => data));

    expect(new Set(jobs.map(({ status }) => status))).toEqual(
      new Set(['active', 'terminated', 'retired']),
    );
    expect(new Set(jobs.map(({ pay_cycle }) => pay_cycle))).toEqual(
      new Set(['weekly', 'biweekly', 'semimonthly', 'monthly']),
    );
    expect(new Set(jobs.map(({ type }) => type))).toEqual(
      new Set(['full-time', 'part-time', 'seasonal']),
    );
    for (const job of jobs) {
      expect(job.termination_datetime === null).toBe(job.status === 'active');
      expect(job.termination_reason === null).toBe(job.status === 'active');
      expect((job.hire_datetime ?? '') < (job.termination_datetime ?? '9999')).toBe(true);
    }
  });

  test('have jobs for the most part, at any time from 2018 on', () => {
    for (const now of ['2018-02-01T00:00:00.000000Z', ...moments]) {
      const worlds = people.map((login, n) =>
        worldAt(payrollItems[n % payrollItems.length] ?? '', login, { now }),
      );
      const active = worlds.filter((world) =>
        world.employments().some(({ data }) => data.status === 'active'),
      );
      expect(active.length).toBeGreaterThan(people.length / 2);
    }
  });

  test('drive much or little', () => {
    const counts = at(gigItems.filter((slug) => slug !== 'taskheddle')).map(
      (world) => [...world.activities({ from: '2025-12-01' })].length,
    );

    expect(Math.max(...counts)).toBeGreaterThan(300);
    expect(counts.filter((count) => count > 10).length).toBeGreaterThan(80);
  });

  test('are paid into one account or two, onto a card, or by check', () => {
    const payouts = at(payrollItems).flatMap((world) => [...world.payouts({ from: '2026-01-01' })]);

    expect(new Set(payouts.map(({ data }) => data.type))).toEqual(
      new Set(['direct_deposit', 'pay_card', 'paper_check']),
    );
    expect(new Set(payouts.map(({ data }) => data.destinations.length))).toEqual(new Set([1, 2]));
  });
});
