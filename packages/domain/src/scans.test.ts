import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DomainEvent, v1EventTypes } from './events.ts';
import {
  type ComparedRow,
  compareRows,
  eventKinds,
  factEvents,
  factKinds,
  fullySynced,
  type ListedRange,
  partiallySynced,
  rangeEvents,
} from './scans.ts';
import { scanningAccount } from './testing.ts';

const now = '2026-03-01T09:00:10.000000Z';
const idOf = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const dayOf = (n: number) => `2026-02-${String(n + 1).padStart(2, '0')}T00:00:00Z`;

const row = fc.record({
  id: fc.nat(11).map(idOf),
  date: fc.nat(19).map(dayOf),
  fingerprint: fc.constantFrom('a', 'b'),
});
const rows = fc.uniqueArray(row, { selector: ({ id }) => id, maxLength: 12 });
const maybeDay = fc.option(fc.nat(19).map(dayOf), { nil: undefined });
const ranges = fc.array(fc.record({ from: maybeDay, to: maybeDay }), { maxLength: 3 });

/** What is there afterwards: each row of before or of what was found, in the words of the rules. */
function oracle(held: ComparedRow[], found: ComparedRow[], listed: ListedRange[]): ComparedRow[] {
  const isListed = ({ date }: ComparedRow) =>
    listed.some(({ from = '', to = '9' }) => from <= date && date <= to);
  const ids = new Set(found.map(({ id }) => id));
  return [...held.filter((one) => !ids.has(one.id) && !isListed(one)), ...found];
}

const sorted = (all: readonly ComparedRow[]) => [...all].sort((a, b) => (a.id < b.id ? -1 : 1));

describe('a comparison', () => {
  test('leads from the rows before to those that the source has now, whatever was listed', () => {
    fc.assert(
      fc.property(rows, rows, ranges, (held, found, listed) => {
        const { added, updated, removed } = compareRows(held, { found, listed });

        const gone = new Set([...removed, ...updated].map(({ id }) => id));
        const after = [...held.filter(({ id }) => !gone.has(id)), ...updated, ...added];
        const expected = oracle(held, found, listed);
        const plain = (all: readonly ComparedRow[]) =>
          sorted(all).map(({ id, fingerprint }) => [id, fingerprint]);
        expect(plain(after)).toEqual(plain(expected));
      }),
      { numRuns: 2000 },
    );
  });

  test('finds nothing in what has not changed', () => {
    fc.assert(
      fc.property(rows, (held) => {
        const changes = compareRows(held, { found: held, listed: [{}] });

        expect(changes).toEqual({ added: [], updated: [], removed: [] });
      }),
    );
  });

  test('takes the later one of a record that comes twice', () => {
    const first = { id: idOf(1), date: dayOf(1), fingerprint: 'a' };
    const second = { ...first, fingerprint: 'b' };

    expect(compareRows([], { found: [first, second], listed: [] }).added).toEqual([second]);
  });
});

describe('events', () => {
  const account = scanningAccount();
  const one = { id: idOf(1), date: dayOf(9), fingerprint: 'a' };
  const two = { id: idOf(2), date: dayOf(3), fingerprint: 'b' };
  const base = { account: account.id, user: account.user };
  const none = { available_count: 0, available_from: null, available_to: null };

  test('about facts come in the documented order, one for each', () => {
    const change = { added: [one, two], updated: [], removed: [] };
    const changes = new Map([...factKinds].reverse().map((kind) => [kind, change] as const));

    const told = factEvents(account, changes, now).map(({ type }) => type);

    expect(told).toEqual(
      [
        'profiles.added',
        'employments.added',
        'vehicles.added',
        'reputations.added',
        'documents.added',
        'pay_allocations.added',
      ].flatMap((type) => [type, type]),
    );
  });

  test('of every documented type about data but forms are made, and read well', () => {
    const change = { added: [one], updated: [one, two], removed: [two] };
    const kinds = [...factKinds, ...eventKinds];
    const changes = new Map(kinds.map((kind) => [kind, change] as const));

    const told = [
      ...factEvents(account, changes, now),
      ...rangeEvents(account, changes, now),
      ...eventKinds.map((kind) => partiallySynced(account, { kind, days_synced: 30 }, now)),
      ...fullySynced(account, now),
    ];

    for (const event of told) expect(DomainEvent.parse(event)).toEqual(event);
    expect(new Set(told.map(({ type }) => type))).toEqual(
      new Set(v1EventTypes.filter((type) => !/^(accounts|forms)\./.test(type))),
    );
  });

  test('about payouts and activities tell ranges, counts and ids', () => {
    const change = { added: [one, two], updated: [two], removed: [one] };

    const told = rangeEvents(account, new Map([['activities', change]]), now);

    expect(told.map(({ type, data }) => [type, data])).toEqual([
      [
        'activities.added',
        { ...base, ...none, added_from: dayOf(3), added_to: dayOf(9), added_count: 2 },
      ],
      [
        'activities.updated',
        {
          ...base,
          ...none,
          updated_from: dayOf(3),
          updated_to: dayOf(3),
          updated_count: 1,
          updated_activities: [two.id],
        },
      ],
      [
        'activities.removed',
        {
          ...base,
          ...none,
          removed_from: dayOf(9),
          removed_to: dayOf(9),
          removed_count: 1,
          removed_activities: [one.id],
        },
      ],
    ]);
  });

  test('never happen before the account was last moved', () => {
    const early = '2020-01-01T00:00:00.000000Z';

    const [event] = fullySynced(account, early);

    expect(event?.occurred_at).toBe(account.updated_at);
  });
});
