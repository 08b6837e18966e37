import type { Payout, ScannedRecord } from '@intarsia/domain';
import { Decimal } from 'decimal.js';
import { describe, expect, test } from 'vitest';
import { items, worldAt } from '../testing.ts';

// Everything here is worked out again from the JSON, by a library that the generators do not know.
const D = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_UP });
type Data = ScannedRecord<'payouts'>['data'];

const payrollItems = items.filter(({ data_set }) => data_set === 'payroll');
const known = ['test_1', 'test_2', 'test_3', 'test_busy', 'test_jobs', 'test_contractor'];
const logins = [...known, ...Array.from({ length: 1000 - known.length }, (_, n) => `gen_${n}`)];

/** 1,000 logins over all items, every third of them scanned by force a few times. */
const worlds = logins.map((login, n) => {
  const item = payrollItems[n % payrollItems.length];
  const forced_scans =
    n % 3 === 0 ? ['2025-02-14T09:00:00.000000Z', '2026-03-04T15:29:59.999999Z'] : [];
  return { login, world: worldAt(item?.id ?? '', login, { forced_scans, since: '2025-01-01' }) };
});
const payouts = worlds.map(({ login, world }) => ({ login, all: [...world.payouts()] }));
const everyPayout = payouts.flatMap(({ all }) => all.map(({ data }) => data));

function sum(amounts: readonly (string | null)[]): Decimal {
  return amounts.reduce<Decimal>((total, amount) => total.plus(amount ?? 0), new D(0));
}

/** Fails naming the payout, as thousands are looked at. */
function same(amount: string | null, expected: Decimal, of: Data, what: string): void {
  if (amount === null || !expected.equals(amount)) {
    expect.unreachable(`${what}: ${amount} should be ${expected} in ${JSON.stringify(of)}`);
  }
}

describe('every payout of 1,000 payroll logins', () => {
  test('is one of many', () => {
    expect(everyPayout.length).toBeGreaterThan(25_000);
    expect(payouts.filter(({ all }) => all.length > 0).length).toBeGreaterThan(950);
  });

  test('has lists that add up to its totals', () => {
    for (const data of everyPayout) {
      same(data.gross_pay, sum(data.gross_pay_list.map((one) => one.amount)), data, 'gross');
      same(data.taxes, sum(data.tax_list.map((one) => one.amount)), data, 'taxes');
      same(data.deductions, sum(data.deduction_list.map((one) => one.amount)), data, 'deductions');
      same(data.net_pay, sum(data.destinations.map((one) => one.amount)), data, 'destinations');
    }
  });

  test('has totals by kind of earnings that are those of its lines', () => {
    const kinds = ['base', 'overtime', 'bonus', 'commission', 'other'] as const;
    for (const data of everyPayout) {
      for (const kind of kinds) {
        const lines = data.gross_pay_list.filter((line) => line.type === kind);
        const { amount, hours } = data.gross_pay_list_totals[kind];
        same(amount, sum(lines.map((line) => line.amount)), data, kind);
        const timed = lines.filter((line) => line.name !== 'Night Differential');
        if (hours !== null)
          same(hours, sum(timed.map((line) => line.hours)), data, `${kind} hours`);
      }
      const all = kinds.map((kind) => data.gross_pay_list_totals[kind].hours);
      same(data.hours, sum(all), data, 'hours');
    }
  });

  test('pays what is left: net = gross − taxes − deductions − fees + reimbursements', () => {
    for (const data of everyPayout) {
      const gross = new D(data.gross_pay ?? Number.NaN);
      const taken = sum([data.taxes, data.deductions, data.fees]);
      same(data.net_pay, gross.minus(taken).plus(data.reimbursements ?? 0), data, 'net');
      const parts = [data.net_pay, ...data.destinations.map((one) => one.amount)];
      if (parts.some((part) => Number(part) <= 0)) expect.unreachable(JSON.stringify(data));
    }
  });

  test('has lines of rate times hours, rounded to the cent', () => {
    for (const data of everyPayout) {
      for (const { rate, hours, amount } of data.gross_pay_list) {
        if (rate === null) continue;
        const product = new D(rate).times(hours ?? Number.NaN).toDecimalPlaces(2);
        same(amount, product, data, 'rate × hours');
      }
    }
  });

  test('repeats its overtime, bonus and commission in the old fields, or null', () => {
    for (const { gross_pay_list_totals: totals, ...data } of everyPayout) {
      const old = { overtime: data.overtime, bonus: data.bonuses, commission: data.commission };
      for (const kind of ['overtime', 'bonus', 'commission'] as const) {
        const { amount } = totals[kind];
        const expected = amount === '0.00' ? null : amount;
        if (old[kind] !== expected) expect.unreachable(`${kind}: ${old[kind]}, not ${expected}`);
      }
    }
  });
});

describe('year to date', () => {
  const running = [
    ['hours', 'hours_ytd'],
    ['gross_pay', 'gross_pay_ytd'],
    ['net_pay', 'net_pay_ytd'],
    ['reimbursements', 'reimbursements_ytd'],
    ['deductions', 'deductions_ytd'],
    ['taxes', 'taxes_ytd'],
    ['fees', 'fees_ytd'],
  ] as const satisfies readonly (readonly [keyof Payout, keyof Payout])[];

  /** Payouts of one employer to an employee in one year, the oldest first, as the JSON tells them apart. */
  function yearsOf(all: readonly ScannedRecord<'payouts'>[]): Data[][] {
    const years = new Map<string, Data[]>();
    for (const { employer, data } of [...all].reverse()) {
      if (data.gross_pay_ytd === null) continue;
      const key = `${employer} ${data.payout_date.slice(0, 4)}`;
      years.set(key, [...(years.get(key) ?? []), data]);
    }
    return [...years.values()];
  }
  const years = payouts.flatMap(({ all }) => yearsOf(all));

  test('is the sum of the year up to the payout, and never falls', () => {
    expect(years.length).toBeGreaterThan(1500);
    for (const year of years) {
      const sums = new Map<string, Decimal>();
      for (const data of year) {
        for (const [one, total] of running) {
          const before = sums.get(one) ?? new D(0);
          const next = before.plus(data[one] ?? 0);
          same(data[total], next, data, total);
          if (next.lessThan(before)) expect.unreachable(`${total} falls on ${data.payout_date}`);
          sums.set(one, next);
        }
      }
    }
  });

  test('holds for each line by its name', () => {
    for (const year of years) {
      const sums = new Map<string, { amount: Decimal; hours: Decimal }>();
      for (const data of year) {
        for (const line of data.gross_pay_list) {
          const before = sums.get(line.name) ?? { amount: new D(0), hours: new D(0) };
          const amount = before.amount.plus(line.amount);
          const hours = before.hours.plus(line.hours ?? 0);
          same(line.amount_ytd, amount, data, `${line.name} ytd`);
          if (line.hours !== null) same(line.hours_ytd, hours, data, `${line.name} hours ytd`);
          sums.set(line.name, { amount, hours });
        }
      }
    }
  });

  test('is unknown to contractors, who are paid without taxes and deductions', () => {
    const contracts = everyPayout.filter((data) => data.gross_pay_ytd === null);

    expect(contracts.length).toBeGreaterThan(10);
    for (const data of contracts) {
      expect([data.taxes, data.deductions, data.filing_status]).toEqual(['0.00', '0.00', []]);
      expect(data.net_pay).toBe(data.gross_pay);
    }
  });
});

describe('what is taken off', () => {
  test('is something: taxes of nine in ten payouts, deductions of every other one', () => {
    const share = (of: (data: Data) => boolean) =>
      everyPayout.filter(of).length / everyPayout.length;

    expect(share(({ taxes }) => taxes !== '0.00')).toBeGreaterThan(0.9);
    expect(share(({ deductions }) => deductions !== '0.00')).toBeGreaterThan(0.5);
  });

  test('of what is paid beside the cycle is 22 percent for income tax, retirement savings apart', () => {
    const beside = everyPayout.filter(
      ({ payout_period, gross_pay, filing_status }) =>
        payout_period.start_date === payout_period.end_date &&
        gross_pay !== '0.00' &&
        filing_status.length > 0,
    );
    expect(beside.length).toBeGreaterThan(300);
    expect(beside.some(({ deductions }) => deductions !== '0.00')).toBe(true);
    for (const data of beside) {
      const saved = data.deduction_list.filter((one) => one.tax_classification === 'pre_tax');
      const wages = new D(data.gross_pay ?? 0).minus(sum(saved.map(({ amount }) => amount)));
      const paid = data.tax_list.find(({ type }) => type === 'federal')?.amount ?? null;
      same(paid, wages.times('0.22').toDecimalPlaces(2), data, 'flat tax');
    }
  });

  test('is of every kind that payslips know', () => {
    const types = everyPayout.flatMap(({ tax_list }) => tax_list.map(({ type }) => type));
    const classes = everyPayout.flatMap(({ deduction_list }) =>
      deduction_list.map(({ tax_classification }) => tax_classification),
    );

    expect(new Set(types)).toEqual(
      new Set(['federal', 'social_security', 'medicare', 'state', 'local', 'other']),
    );
    expect(new Set(classes)).toEqual(new Set(['pre_tax', 'post_tax']));
  });

  test('holds social security to 6.2 percent of wages after health plans, up to the base of the year', () => {
    const health = [
      'Medical Insurance',
      'Dental Insurance',
      'Vision Insurance',
      'Health Savings Account',
    ];
    for (const { tax_list, deduction_list, gross_pay, gross_pay_ytd, ...data } of everyPayout) {
      const paid = tax_list.find(({ type }) => type === 'social_security');
      if (!paid || Number(gross_pay_ytd) > 170_000) continue;
      const plans = deduction_list.filter(({ name }) => health.includes(name));
      const wages = new D(gross_pay ?? 0).minus(sum(plans.map(({ amount }) => amount)));
      if (!wages.times('0.062').toDecimalPlaces(2).equals(paid.amount)) {
        expect.unreachable(`${paid.amount} of ${wages} on ${data.payout_date}`);
      }
    }
  });
});
