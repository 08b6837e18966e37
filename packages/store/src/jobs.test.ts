import { later, type NewJob, type Scope, wallClock } from '@intarsia/domain';
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
const lease = {
  now: START,
  wall: WALL,
  lease_until: later(WALL, 30_000),
  limit: 10,
  clock_fence: 0,
};

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

  test('jobs are taken in the order in which they are due, and then in which they came', async () => {
    await enqueue(job(13), job(12), job(11, later(START, -1)), job(14, later(START, -5)));

    const claimed = await claim();

    expect(claimed.map(({ id }) => id)).toEqual([14, 11, 13, 12].map(testId));
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
    await enqueue(...[11, 12, 13, 14, 15].map((n) => job(n)));

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

  test('a lease that is renewed ends later, by who holds it alone', async () => {
    await enqueue(job(11));
    const [held] = await claim();
    if (!held) throw new Error('nothing was claimed');
    const lease_until = later(WALL, 60_000);
    const renew = (fence: number) =>
      store.write((tx) => tx.jobs.renew(scope, { id: held.id, fence, lease_until }));

    const others = await renew(held.fence + 1);
    const own = await renew(held.fence);

    expect([others, own]).toEqual([false, true]);
    expect(await claim({ wall: later(WALL, 59_000) })).toEqual([]);
    expect(await claim({ wall: lease_until })).toHaveLength(1);
  });

  test('the next free job is one that nobody has, or whose lease has ended', async () => {
    await enqueue(job(11), job(12, later(START, 10)));
    await claim();
    const { jobs } = store.read;

    expect(await jobs.nextFree(scope, { wall: WALL })).toBe(later(START, 10));
    expect(await jobs.nextFree(scope, { wall: lease.lease_until })).toBe(START);
    expect(await jobs.nextFree(scope, { queue: 'deliveries', wall: WALL })).toBeUndefined();
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

  test('hastened jobs of a kind are due at the new time, and nobody’s who had them before', async () => {
    const late = later(START, 60_000);
    const payload = { account: ACCOUNT };
    await enqueue(job(11, late), { ...job(12, late), kind: 'accounts.connect', payload });
    const [taken] = await claim({ now: late, limit: 1 });
    const at = { account_id: ACCOUNT, kind: 'accounts.scan', due_at: START } as const;
    const count = await store.write((tx) => tx.jobs.hasten(scope, at));
    const held = taken && (await store.write((tx) => tx.jobs.complete(scope, taken)));

    expect([count, taken?.id, held]).toEqual([1, testId(11), false]);
    expect((await claim()).map(({ id }) => id)).toEqual([testId(11)]);
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

  test('what came first stays first, whatever went in between', async () => {
    await enqueue(job(15));
    await enqueue(job(14));
    const [taken] = await claim({ limit: 1 });
    if (!taken) throw new Error('The job was taken.');
    await store.write((tx) => tx.jobs.complete(scope, taken));
    await enqueue(job(13), job(12));

    expect((await claim()).map(({ id }) => id)).toEqual([14, 13, 12].map(testId));
  });

  test('nothing is taken while somebody drives the clock, until that lease ends', async () => {
    await enqueue(job(11));
    const until = later(WALL, 5000);
    const clock = { ...wallClock, fence: 1, driver: { id: 'driver', until } };
    await store.write((tx) => tx.environments.takeClock(scope.environment_id, clock));

    expect(await claim({ clock_fence: 1 })).toEqual([]);
    expect(await claim({ clock_fence: 1, wall: later(until, -1) })).toEqual([]);
    expect(await claim({ clock_fence: 1, wall: until })).toHaveLength(1);
  });

  test('nothing is taken by a clock that a driver has had since', async () => {
    await enqueue(job(11));
    const clock = { ...wallClock, fence: 1 };
    await store.write((tx) => tx.environments.takeClock(scope.environment_id, clock));

    expect(await claim({ clock_fence: 0 })).toEqual([]);
    expect(await claim({ clock_fence: 1 })).toHaveLength(1);
  });

  test('the first job shows who has it, and is taken from who lost it', async () => {
    await enqueue(job(12, later(START, 5)), job(11));
    const [waiting] = await store.read.jobs.next(scope, 1);
    const [taken] = await claim();
    if (!taken) throw new Error('The job was taken.');
    const [leased] = await store.read.jobs.next(scope, 1);
    const seized = await store.write((tx) => tx.jobs.seize(scope, taken));
    const again = await store.write((tx) => tx.jobs.seize(scope, taken));
    const done = await store.write(async (tx) => [
      await tx.jobs.complete(scope, taken),
      await tx.jobs.complete(scope, seized ?? taken),
    ]);

    expect(waiting).toMatchObject({ id: testId(11), due_at: START, fence: 0, leased_until: null });
    expect(leased).toMatchObject({ id: testId(11), fence: 1, leased_until: lease.lease_until });
    expect([seized, again, done]).toEqual([{ id: testId(11), fence: 2 }, undefined, [false, true]]);
    expect(await store.read.jobs.next(scope, 1)).toMatchObject([{ id: testId(12) }]);
  });

  test('the next jobs come in their order, as many as are asked for', async () => {
    await enqueue(job(13, later(START, 5)), job(12), job(11), job(14, later(START, 9)));
    const ids = async (limit: number) =>
      (await store.read.jobs.next(scope, limit)).map(({ id }) => id);

    expect(await ids(3)).toEqual([12, 11, 13].map(testId));
    expect(await ids(9)).toEqual([12, 11, 13, 14].map(testId));
    expect(await store.read.jobs.firstId(scope)).toBe(testId(12));
  });

  test('a job becomes the one that follows it, behind those that wait, and nobody else’s any more', async () => {
    await enqueue(job(11), job(12));
    const [taken] = await claim({ limit: 1 });
    if (!taken) throw new Error('The job was taken.');
    const payload = { account: ACCOUNT };
    const next = { kind: 'accounts.periodic_scan', payload, due_at: START, upkeep: true } as const;
    const become = () => store.write((tx) => tx.jobs.become(scope, taken, next));
    const held = [await become(), await become()];
    const stale = await store.write((tx) => tx.jobs.complete(scope, taken));

    expect([...held, stale]).toEqual([true, false, false]);
    expect(await store.read.jobs.next(scope, 9)).toMatchObject([
      { id: testId(12) },
      { id: taken.id, kind: next.kind, payload, due_at: START, attempts: 0, leased_until: null },
    ]);
    expect(await store.read.jobs.nextOnce(scope)).toBe(START);
    expect((await claim()).map(({ id }) => id)).toEqual([12, 11].map(testId));
  });

  test('work that is waited for is told from upkeep, and that of one account from the rest', async () => {
    const upkeep = { ...job(11), upkeep: true };
    const elsewhere = { ...job(12, later(START, 1)), account_id: undefined };
    await enqueue(upkeep, elsewhere, job(13, later(START, 2)));
    const { jobs } = store.read;

    expect(await jobs.nextDue(scope)).toBe(START);
    expect(await jobs.nextOnce(scope)).toBe(later(START, 1));
    expect(await jobs.nextDueOf(scope, ACCOUNT)).toBe(START);
    expect(await jobs.nextDueOf(scope, USER)).toBeUndefined();
    expect(await jobs.count(scope)).toBe(3);
  });

  test('jobs are under way until they are done, or their leases have ended', async () => {
    await enqueue(job(11));
    const under = (wall = WALL) => store.read.jobs.areUnderWay(scope, wall);
    const before = await under();
    const [taken] = await claim();
    if (!taken) throw new Error('The job was taken.');
    const during = [await under(), await under(lease.lease_until)];
    await store.write((tx) => tx.jobs.complete(scope, taken));

    expect([before, during, await under()]).toEqual([false, [true, false], false]);
  });

  test('an environment’s claim leaves the jobs of others alone', async () => {
    await enqueue(job(11));
    const elsewhere = await openWorld(store, ++number);

    const claimed = await store.write((tx) => tx.jobs.claim(elsewhere, lease));

    expect(claimed).toEqual([]);
    const { jobs } = store.read;
    expect(await jobs.nextDue(elsewhere)).toBeUndefined();
    expect(await jobs.nextOnce(elsewhere)).toBeUndefined();
    expect(await jobs.nextDueOf(elsewhere, ACCOUNT)).toBeUndefined();
    expect(await jobs.next(elsewhere, 9)).toEqual([]);
    expect(await jobs.firstId(elsewhere)).toBeUndefined();
    expect(await jobs.count(elsewhere)).toBe(0);
    const seized = await store.write((tx) =>
      tx.jobs.seize(elsewhere, { id: testId(11), fence: 0 }),
    );
    expect(seized).toBeUndefined();
  });
});
