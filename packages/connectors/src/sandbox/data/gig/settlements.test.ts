import type { ScannedRecord, Timestamp } from '@intarsia/domain';
import { Decimal } from 'decimal.js';
import { describe, expect, test } from 'vitest';
import { everythingIn, items, worldAt } from '../testing.ts';
import type { World } from '../world.ts';

type Payout = ScannedRecord<'payouts'>['data'];
type Activity = ScannedRecord<'activities'>['data'];

const gigItems = items.filter(({ data_set }) => data_set === 'gig').map(({ id }) => id);
const at = (day: number, hour: number): Timestamp =>
  `2026-02-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00.000000Z`;

function total(works: readonly Activity[]): Decimal {
  return works.reduce((sum, { income }) => sum.plus(income.total ?? 0), new Decimal(0));
}

/** Checks the payouts of a world against its activities, from the JSON alone. */
function settle(world: World): { weeks: number; instants: number } {
  const payouts = [...world.payouts()].map(({ data }) => data);
  const works = [...world.activities()].map(({ data }) => data);
  const instants = payouts.filter(({ type }) => type === 'pay_card');
  const weeks = payouts.filter((payout) => !instants.includes(payout) && isWeek(payout));
  const paidAtOnce = new Set(instants.flatMap((payout) => payout.gross_pay_list.map(spanOf)));
  for (const payout of instants) {
    const named = new Set(payout.gross_pay_list.map(spanOf));
    expectPaid(
      payout,
      works.filter((work) => named.has(spanOf(work))),
    );
  }
  for (const payout of weeks) {
    const { start_date, end_date } = payout.payout_period;
    const within = works.filter(
      (work) => work.start_date >= (start_date ?? '') && work.start_date <= (end_date ?? ''),
    );
    expectPaid(
      payout,
      within.filter((work) => !paidAtOnce.has(spanOf(work))),
    );
  }
  return { weeks: weeks.length, instants: instants.length };
}

function isWeek({ payout_period }: Payout): boolean {
  const length =
    Date.parse(payout_period.end_date ?? '') - Date.parse(payout_period.start_date ?? '');
  return Math.abs(length / 86_400_000 - 7) < 0.1;
}

function spanOf({ start_date, end_date }: { start_date: string | null; end_date: string | null }) {
  return `${start_date} ${end_date}`;
}

function expectPaid(payout: Payout, works: readonly Activity[]): void {
  const problem = JSON.stringify([payout, works.length]);
  const lines = payout.gross_pay_list.reduce((sum, line) => sum.plus(line.amount), new Decimal(0));
  const net = payout.destinations.reduce((sum, { amount }) => sum.plus(amount), new Decimal(0));
  const gross = new Decimal(payout.gross_pay ?? Number.NaN);
  if (!gross.equals(total(works))) expect.unreachable(`not ${total(works)}: ${problem}`);
  if (!gross.equals(lines)) expect.unreachable(`lines are ${lines}: ${problem}`);
  if (!gross.minus(payout.fees ?? 0).equals(payout.net_pay ?? Number.NaN))
    expect.unreachable(problem);
  if (!net.equals(payout.net_pay ?? Number.NaN)) expect.unreachable(`destinations: ${problem}`);
  const hours = works.reduce((sum, { duration }) => sum + (duration ?? 0), 0) / 3600;
  if (Math.abs(hours - Number(payout.hours)) > 0.0051)
    expect.unreachable(`hours ${hours}: ${problem}`);
}

describe('payouts of a platform', () => {
  test('equal their activities to the cent, for 32 logins over 30 months', () => {
    let weeks = 0;
    for (let n = 0; n < 32; n++) {
      weeks += settle(worldAt(gigItems[n % gigItems.length] ?? '', `gen_${n}`)).weeks;
    }

    expect(weeks).toBeGreaterThan(2000);
  });

  test.each(['test_1', 'test_busy', 'test_contractor'])('equal the activities of %s', (login) => {
    for (const slug of ['uber', 'doordash', 'parcelfinch', 'taskheddle']) {
      expect(settle(worldAt(slug, login)).weeks).toBeGreaterThan(70);
    }
  });

  test('still equal them after forced scans, early and late in a week and many at once', () => {
    const forced_scans = [
      at(2, 9),
      at(2, 9),
      at(3, 1),
      at(5, 13),
      at(8, 23),
      at(9, 8),
      at(9, 9),
      at(10, 12),
      ...Array.from({ length: 12 }, () => at(11, 4)),
    ];
    for (const slug of ['uber', 'doordash', 'parcelfinch', 'taskheddle']) {
      for (const login of ['test_1', 'gen_1', 'gen_9']) {
        const { instants } = settle(worldAt(slug, login, { forced_scans, since: '2025-10-06' }));
        expect(instants).toBe(forced_scans.length);
      }
    }
  });

  test('are dated on a banking day after their week, and on nothing else', () => {
    for (const { data } of worldAt('uber', 'test_1').payouts()) {
      const weekday = new Date(data.payout_date).getUTCDay();
      expect([2, 3]).toContain(weekday);
      const lag = Date.parse(data.payout_date) - Date.parse(data.payout_period.end_date ?? '');
      expect(lag / 86_400_000).toBeGreaterThan(0.4);
      expect(lag / 86_400_000).toBeLessThan(2);
    }
  });

  test('of a finished year equal the form about it', () => {
    for (const login of ['test_1', 'gen_1', 'gen_2', 'test_contractor']) {
      const { documents, payouts } = everythingIn(
        worldAt('uber', login, { forced_scans: [at(2, 9)] }),
      );
      const forms = documents.filter(({ data }) => data.document_type === '1099');
      expect(forms.length).toBeGreaterThan(0);
      for (const { content, source_id } of forms) {
        const year = source_id.slice(-4);
        const paid = payouts
          .filter(({ data }) => data.payout_date.startsWith(year))
          .reduce((sum, { data }) => sum.plus(data.gross_pay ?? 0), new Decimal(0));
        expect(content).toMatchObject({
          form: '1099-NEC',
          year: Number(year),
          box1: paid.toFixed(2),
        });
      }
    }
  });
});
