import {
  type Account,
  type EventKind,
  eventKinds,
  type ResourceKind,
  resourceKinds,
} from '@intarsia/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestInstance, testInstance } from '../../../runtime/src/testing.ts';
import { connect, engineNames, everyEventOf, readAccount } from '../testing/logins.ts';

const facts = ['profiles', 'employments', 'vehicles', 'reputations', 'documents'] as const;

/** What a client sees at one moment of a first scan. */
interface Sight {
  readonly account: Account;
  /** How many of each kind the lists hold. */
  readonly counts: Record<string, number>;
  /** The dates of the newest and the oldest one in the lists. */
  readonly ends: Record<EventKind, readonly (string | undefined)[]>;
}

describe.each(engineNames)('a first scan, looked at after every job, on %s', (engine) => {
  let t: TestInstance;
  const seen: Sight[] = [];
  const scanning = () => seen.filter(({ account }) => account.availability.profiles !== null);
  const events = (kind: EventKind) =>
    scanning().flatMap(({ account }) => account.availability[kind] ?? []);
  beforeAll(async () => {
    t = await testInstance({ engine });
    const { id } = await connect(t, { username: 'gen_1' });
    do {
      await t.instance.work();
      seen.push(await look(id));
      t.clock.advance(Math.ceil((await t.instance.dueIn()) ?? 0));
    } while (seen.at(-1)?.account.availability.activities?.status !== 'synced');
  });
  afterAll(() => t.close());

  async function list(kind: ResourceKind, search: string) {
    const { body } = await t.rest('GET', `/v1/${resourceKinds[kind].path}?${search}`);
    // Safe: lists of events have these members, as their models say.
    return body as { count: number; results: { payout_date?: string; start_date?: string }[] };
  }

  async function look(id: string): Promise<Sight> {
    const counts: Record<string, number> = {};
    for (const kind of [...facts, ...eventKinds]) {
      counts[kind] = (await list(kind, `account=${id}&limit=1`)).count;
    }
    const endsOf = async (kind: EventKind) => {
      const [count, page] = [counts[kind] ?? 0, `account=${id}&limit=1`];
      const newest = await list(kind, page);
      const oldest = await list(kind, `${page}&offset=${Math.max(0, count - 1)}`);
      return [newest, oldest].map(({ results: [one] }) => one?.payout_date ?? one?.start_date);
    };
    const ends = { payouts: await endsOf('payouts'), activities: await endsOf('activities') };
    return { account: await readAccount(t, id), counts, ends };
  }

  test('shows nothing before the login is accepted, then scans in progress, then all synced', () => {
    const [first] = seen;
    const states = seen.map(({ account: { availability } }) => availability.activities?.status);

    expect(first?.account.connection.status).toBe('connecting');
    expect(Object.values(first?.account.availability ?? {})).toEqual(Array(9).fill(null));
    expect(states.filter((state, n) => n === 0 || state !== states[n - 1])).toEqual([
      undefined,
      'in_progress',
      'synced',
    ]);
    const { forms, ...rest } = seen.at(-1)?.account.availability ?? {};
    expect(forms).toBeNull();
    for (const part of Object.values(rest)) expect(part).toMatchObject({ status: 'synced' });
  });

  test('brings every fact before the first payout or activity', () => {
    const firstEvent = seen.findIndex(({ counts }) => counts.activities || counts.payouts);
    const before = seen[firstEvent - 1]?.counts;
    const end = seen.at(-1)?.counts;

    expect(firstEvent).toBeGreaterThan(0);
    for (const kind of facts) expect([kind, before?.[kind]]).toEqual([kind, end?.[kind]]);
    expect(before?.profiles).toBe(1);
    expect(before?.documents).toBeGreaterThan(0);
  });

  test.each(eventKinds)(
    'lets count and range of %s grow on every pass, from the newest on',
    (kind) => {
      const passes = events(kind).filter(
        ({ available_count }, n, all) => available_count !== all[n - 1]?.available_count,
      );
      const [none, ...grown] = passes;

      expect(none).toMatchObject({ available_count: 0, available_from: null, available_to: null });
      expect(grown.length).toBeGreaterThan(kind === 'activities' ? 4 : 1);
      const newest = grown[0]?.available_to;
      for (const [n, { available_count, available_from, available_to }] of grown.entries()) {
        const last = grown[n - 1];
        expect(available_to).toBe(newest);
        expect((available_from ?? '') <= (available_to ?? '')).toBe(true);
        if (!last) continue;
        expect(available_count).toBeGreaterThan(last.available_count);
        expect((available_from ?? '') < (last.available_from ?? '')).toBe(true);
      }
    },
  );

  test.each(eventKinds)('says of %s at every moment what the list says', (kind) => {
    for (const { account, counts, ends } of scanning()) {
      const { available_count, available_from, available_to } = account.availability[kind] ?? {};
      expect(available_count).toBe(counts[kind]);
      expect([available_to ?? undefined, available_from ?? undefined]).toEqual(ends[kind]);
    }
  });

  test('tells in the documented order, with the newest thirty days before all of them', async () => {
    const { account } = seen.at(-1) ?? {};
    const told = await everyEventOf(t, account?.id ?? '');
    const types = told.map(({ type }) => type);
    const firsts = [...new Set(types.slice(4))];

    expect(types.slice(0, 4)).toEqual([
      'accounts.added',
      'accounts.updated',
      'accounts.connected',
      'accounts.updated',
    ]);
    expect(firsts.filter((type) => type !== 'accounts.updated')).toEqual([
      'profiles.added',
      'employments.added',
      'vehicles.added',
      'reputations.added',
      'documents.added',
      'pay_allocations.added',
      'payouts.partially_synced',
      'activities.partially_synced',
      'payouts.fully_synced',
      'activities.fully_synced',
    ]);
    expect(types.at(-1)).toBe('accounts.updated');
    for (const kind of eventKinds) {
      const { available_count, available_from, available_to } = account?.availability[kind] ?? {};
      const whole = told.filter(({ type }) => type === `${kind}.fully_synced`);
      expect(whole.map(({ data }) => data)).toEqual([
        {
          account: account?.id,
          user: account?.user,
          available_count,
          available_from,
          available_to,
        },
      ]);
    }
  });
});
