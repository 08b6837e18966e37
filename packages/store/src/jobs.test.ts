import { later, type NewJob, type Scope } from '@intarsia/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  engines,
  openWorld,
  START,
  type TestStore,
  testAccount,
  testId,
  testUser,
} from './testing.ts';

const USER = testId(1);
const ACCOUNT = testId(2);
const WALL = '2030-01-01T00:00:00.000000Z';
const lease = { now: START, wall: WALL, lease_until: later(WALL, 30_000), limit: 10 };

function job(number: number, due_at = START): NewJob {
  return {
    id: testId(number),
    kind: 'accounts.scan',
    payload: { account: ACCOUNT },
    due_at,
    user_id: USER,
    account_id: ACCOUNT,
  };
}

describe.each(engines)('$name', ({ open }) => {
  let store: TestStore;
  let number = 0;
  let scope: Scope;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.cleanup());
  beforeEach(async () => {
    scope = await openWorld(store, ++number);
    await store.write(async (tx) => {
      await tx.users.insert(scope, testUser(USER));
      await tx.accounts.insert(scope, testAccount(ACCOUNT, USER), { login_hash: null });
    });
  });

  const enqueue = (...jobs: NewJob[]) => store.write((tx) => tx.jobs.enqueue(scope, ...jobs));
  const claim = (at: Partial<typeof lease> = {}) =>
    store.write((tx) => tx.jobs.claim(scope, { ...lease, ...at }));

  test('jobs are taken in the order in which they are due, and then of their ids', async () => {
    await enqueue(job(13), job(12), job(11, later(START, -1)), job(14, later(START, -5)));

    const claimed = await claim();

    expect(claimed.map(({ id }) => id)).toEqual([14, 11, 12, 13].map(testId));
    expect(claimed[0]).toEqual({
      id: testId(14),
      kind: 'accounts.scan',
      payload: { account: ACCOUNT },
      due_at: later(START, -5),
      attempts: 0,
      fence: 1,
    });
  });

  test('no more are taken than asked for, the first ones first', async () => {
    await enqueue(...[15, 14, 13, 12, 11].map((n) => job(n)));

    expect((await claim({ limit: 2 })).map(({ id }) => id)).toEqual([testId(11), testId(12)]);
    expect((await claim({ limit: 2 })).map(({ id }) => id)).toEqual([testId(13), testId(14)]);
  });

  test('a job is not taken before it is due by the clock of its environment', async () => {
    await enqueue(job(11, later(START, 1)));

    expect(await claim()).toEqual([]);
    expect(await claim({ now: later(START, 1) })).toHaveLength(1);
  });

  test('a job that is leased is not taken, until the lease ends by the wall clock', async () => {
    await enqueue(job(11));
    await claim();

    expect(await claim({ wall: later(WALL, 29_999) })).toEqual([]);
    expect(await claim({ wall: later(WALL, 30_000) })).toMatchObject([{ fence: 2 }]);
  });

  test('of many claimers at once, each job goes to one', async () => {
    await enqueue(...Array.from({ length: 60 }, (_, n) => job(100 + n)));

    const claims = await Promise.all(
      Array.from({ length: 12 }, async () => {
        const taken: string[] = [];
        for (;;) {
          const jobs = await claim({ limit: 3 });
          if (jobs.length === 0) return taken;
          expect(jobs.length).toBeLessThanOrEqual(3);
          taken.push(...jobs.map(({ id }) => id));
        }
      }),
    );

    expect(claims.flat().sort()).toEqual(Array.from({ length: 60 }, (_, n) => testId(100 + n)));
  });

  test('whoever lost the lease can neither end the job nor put it off', async () => {
    await enqueue(job(11));
    const [first] = await claim();
    const [second] = await claim({ wall: later(WALL, 30_000) });
    if (!first || !second) throw new Error('The job was taken twice.');
    const putOff = { due_at: START, attempts: 1 };

    const stale = await store.write(async (tx) => [
      await tx.jobs.complete(scope, first),
      await tx.jobs.reschedule(scope, { ...first, ...putOff }),
    ]);
    const fresh = await store.write((tx) => tx.jobs.complete(scope, second));
    const again = await store.write((tx) => tx.jobs.complete(scope, second));

    expect([stale, fresh, again]).toEqual([[false, false], true, false]);
  });

  test('a job that was put off comes back when it is due, with its attempts', async () => {
    await enqueue(job(11));
    const [taken] = await claim();
    if (!taken) throw new Error('The job was taken.');
    const due_at = later(START, 1000);

    await store.write((tx) => tx.jobs.reschedule(scope, { ...taken, due_at, attempts: 4 }));

    expect(await claim()).toEqual([]);
    expect(await claim({ now: due_at })).toMatchObject([{ attempts: 4, fence: 2, due_at }]);
  });

  test('cancelling takes away the jobs of an account, of one kind or of all', async () => {
    const connect: NewJob = { ...job(12), kind: 'accounts.connect', payload: { account: ACCOUNT } };
    await enqueue(job(11), connect, { ...job(13), account_id: undefined });
    await claim();

    const scans = await store.write((tx) =>
      tx.jobs.cancel(scope, { account_id: ACCOUNT, kind: 'accounts.scan' }),
    );
    const rest = await store.write((tx) => tx.jobs.cancel(scope, { account_id: ACCOUNT }));
    const left = await claim({ wall: later(WALL, 30_000) });

    expect([scans, rest, left.map(({ id }) => id)]).toEqual([1, 1, [testId(13)]]);
  });

  test('the next due time is that of the first job', async () => {
    expect(await store.read.jobs.nextDue(scope)).toBeUndefined();

    await enqueue(job(11, later(START, 9)), job(12, later(START, 5)));

    expect(await store.read.jobs.nextDue(scope)).toBe(later(START, 5));
  });

  test('an environment’s claim leaves the jobs of others alone', async () => {
    await enqueue(job(11));
    const elsewhere = await openWorld(store, ++number);

    const claimed = await store.write((tx) => tx.jobs.claim(elsewhere, lease));

    expect(claimed).toEqual([]);
    expect(await store.read.jobs.nextDue(elsewhere)).toBeUndefined();
  });
});
