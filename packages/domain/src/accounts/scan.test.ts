import { describe, expect, test } from 'vitest';
import { catalogueItem, connectedAccount, platformItem, scanningAccount } from '../testing.ts';
import {
  type Account,
  type AccountChange,
  beginScan,
  completeScan,
  failScan,
  recordScan,
  recoverConnection,
  submitForm,
} from './index.ts';

const t1 = '2026-03-01T09:00:10.000000Z';
const t2 = '2026-03-01T09:01:40.000000Z';
const t3 = '2026-03-02T09:00:00.000000Z';
const typesOf = ({ events }: AccountChange) => events.map((event) => event.type);

const some = {
  available_count: 30,
  available_from: '2026-02-01T00:00:00Z',
  available_to: '2026-03-01T08:00:00Z',
};
const more = { ...some, available_count: 2086, available_from: '2023-09-01T00:00:00Z' };
const none = { available_count: 0, available_from: null, available_to: null };

function statuses({ availability }: Account) {
  const entries = Object.entries(availability).map(([kind, part]) => [kind, part?.status ?? null]);
  return Object.fromEntries(entries);
}

const scanned = (status: string, pay_allocations: string | null = null) => ({
  profiles: status,
  employments: status,
  reputations: status,
  documents: status,
  vehicles: status,
  pay_allocations,
  payouts: status,
  activities: status,
  forms: null,
});

const able = catalogueItem();
const supported: typeof able = {
  ...able,
  item: {
    ...able.item,
    features: {
      ...able.item.features,
      pay_distribution_update: {
        ...able.item.features.pay_distribution_update,
        supported: true,
      },
    },
  },
};

describe('the first scan', () => {
  test('shows every kind in progress, quietly, and pay allocations where there are any', () => {
    const account = connectedAccount();

    const plain = beginScan(account, { item: catalogueItem(), now: t1 });
    const rich = beginScan(account, { item: supported, now: t1 });

    expect(new Set(Object.values(statuses(account)))).toEqual(new Set([null]));
    expect(statuses(plain.account)).toEqual(scanned('in_progress'));
    expect(statuses(rich.account)).toEqual(scanned('in_progress', 'in_progress'));
    expect(plain.account.availability.payouts).toEqual({
      status: 'in_progress',
      updated_at: t1,
      ...none,
    });
    expect(plain.account.updated_at).toBe(t1);
    expect(plain.events).toEqual([]);
  });

  test('counts without a word until it is done', () => {
    const first = recordScan(scanningAccount(), { stage: 'events', activities: some }, t1);
    const second = recordScan(first.account, { stage: 'events', activities: more }, t2);

    expect(first.account.availability.activities).toEqual({
      status: 'in_progress',
      updated_at: t1,
      ...some,
    });
    expect(second.account.availability.activities).toMatchObject(more);
    expect([...first.events, ...second.events]).toEqual([]);
  });

  test('has its facts synced once it has passed on to events', () => {
    const facts = recordScan(scanningAccount(), { stage: 'facts' }, t1).account;
    const events = recordScan(facts, { stage: 'events' }, t2).account;

    expect(facts.availability.profiles).toEqual({ status: 'in_progress', updated_at: t1 });
    expect(events.availability.profiles).toEqual({ status: 'synced', updated_at: t2 });
    expect(events.availability.payouts?.status).toBe('in_progress');
  });

  test('ends with every kind synced, even with nothing to show', () => {
    const change = completeScan(scanningAccount(), t2);

    expect(statuses(change.account)).toEqual(scanned('synced'));
    expect(change.account.availability.payouts).toEqual({
      status: 'synced',
      updated_at: t2,
      ...none,
    });
    expect(typesOf(change)).toEqual(['accounts.updated']);
  });

  test('may bring its last totals with its end', () => {
    const done = { stage: 'done' as const, payouts: some, employers: ['Starbox'] };

    const change = recordScan(scanningAccount({ item: platformItem() }), done, t2);

    expect(change.account.availability.payouts).toMatchObject({ status: 'synced', ...some });
    expect(change.account.employers).toEqual(['Starbox']);
    expect(typesOf(change)).toEqual(['accounts.updated']);
  });

  test.each([
    ['a smaller count', { ...some, available_count: 29 }],
    ['a later beginning', { ...some, available_from: '2026-02-02T00:00:00Z' }],
    ['an earlier end', { ...some, available_to: '2026-02-28T00:00:00Z' }],
    ['nothing any more', none],
  ])('never goes on with %s', (_, payouts) => {
    const { account } = recordScan(scanningAccount(), { stage: 'events', payouts: some }, t1);

    expect(() => recordScan(account, { stage: 'events', payouts }, t2)).toThrow(
      expect.objectContaining({ code: 'transition_illegal' }),
    );
  });

  test('never takes a range that runs backwards', () => {
    const payouts = { ...some, available_to: '2020-01-01T00:00:00Z' };

    expect(() => recordScan(scanningAccount(), { stage: 'events', payouts }, t1)).toThrow();
  });

  test('that fails goes into the connection, and no kind is left in progress', () => {
    const change = failScan(scanningAccount(), 'platform_unavailable', t1);

    expect(statuses(change.account)).toEqual(scanned('sync_failed'));
    expect(change.account.connection.error_code).toBe('platform_unavailable');
    expect(typesOf(change)).toEqual(['accounts.updated']);
  });

  test('cannot begin before the account is connected', () => {
    const failed = failScan(scanningAccount(), 'platform_unavailable', t1).account;

    expect(() => beginScan(failed, { item: undefined, now: t2 })).toThrow(
      'An account cannot go from error to scanning.',
    );
  });
});

describe('employers', () => {
  test('of a platform come with the facts and are told', () => {
    const facts = { stage: 'facts' as const, employers: ['Gnome Depot', 'Starbox'] };

    const change = recordScan(scanningAccount({ item: platformItem() }), facts, t1);

    expect(change.account.employers).toEqual(['Gnome Depot', 'Starbox']);
    expect(typesOf(change)).toEqual(['accounts.updated']);
  });

  test('that are known already are not told again', () => {
    const facts = { stage: 'facts' as const, employers: ['Gnome Depot'] };

    const change = recordScan(scanningAccount(), facts, t1);

    expect(change.account.employers).toEqual(['Gnome Depot']);
    expect(change.events).toEqual([]);
  });
});

describe('a later scan', () => {
  const synced = recordScan(scanningAccount(), { stage: 'done', payouts: some }, t1).account;

  test('changes nothing by beginning', () => {
    expect(beginScan(synced, { item: able, now: t3 })).toEqual({ account: synced, events: [] });
  });

  test('is never in progress, moves the time, and may count less', () => {
    const fewer = { ...some, available_count: 12 };

    const { account } = recordScan(synced, { stage: 'events', payouts: fewer }, t3);

    expect(account.availability.payouts).toEqual({ status: 'synced', updated_at: t3, ...fewer });
    expect(account.availability.profiles).toEqual({ status: 'synced', updated_at: t1 });
  });

  test('is told at its end', () => {
    const change = completeScan(synced, t3);

    expect(typesOf(change)).toEqual(['accounts.updated']);
    expect(change.account.availability.vehicles).toEqual({ status: 'synced', updated_at: t3 });
    expect(change.account.availability.payouts).toMatchObject(some);
  });

  test('that comes to its end makes a failed one good', () => {
    const failed = failScan(synced, 'service_unavailable', t2).account;
    const back = recoverConnection(failed, t2).account;
    const running = recordScan(back, { stage: 'events', payouts: more }, t3).account;

    expect(statuses(running)).toEqual(scanned('sync_failed'));
    expect(statuses(completeScan(running, t3).account)).toEqual(scanned('synced'));
  });
});

test('forms are left alone by scans', () => {
  const counts = { available_count: 2, files_count: 3, in_progress_count: 1 };
  const { account, events } = submitForm(
    scanningAccount(),
    { form: '018051aa-f7a9-7000-8000-6cfa325e9d69', ...counts },
    t1,
  );

  expect(events).toEqual([
    {
      type: 'forms.submitted',
      occurred_at: t1,
      data: {
        account: account.id,
        user: account.user,
        form: '018051aa-f7a9-7000-8000-6cfa325e9d69',
      },
    },
  ]);
  expect(completeScan(account, t2).account.availability.forms).toEqual({
    status: 'in_progress',
    updated_at: t1,
    ...counts,
  });
});

test('forms are synced when no file is being processed any more', () => {
  const counts = { available_count: 1, files_count: 1, in_progress_count: 0 };
  const submitted = { form: '018051aa-f7a9-7000-8000-6cfa325e9d69', ...counts };

  const { account } = submitForm(connectedAccount(), submitted, t1);

  expect(account.availability.forms).toEqual({ status: 'synced', updated_at: t1, ...counts });
});
