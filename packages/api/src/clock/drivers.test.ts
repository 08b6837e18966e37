import { DAY, HOUR, later, MINUTE, SECOND, type Timestamp } from '@intarsia/domain';
import { type TestInstance, testInstance } from '@intarsia/runtime/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import { runDueJobs } from '../jobs/run.ts';
import type { Deps } from '../kernel/index.ts';
import {
  clockOf,
  drive,
  driveWith,
  enqueueLogin,
  loginsAt,
  type Run,
  refusing,
  verbs,
} from '../testing/clocks.ts';
import { connect, engineNames, eventsOf, readAccount } from '../testing/logins.ts';
import { depsWith, failingStore, keptLog, shutGate } from '../testing/workers.ts';
import { clockOperations } from './operations.ts';

describe.each(engineNames)('who drives a clock on %s', (engine) => {
  let t: TestInstance;
  let start: Timestamp;
  beforeEach(async () => {
    t = await testInstance({ engine });
    start = t.clock.now();
    return () => t.close();
  });

  const sandboxNow = async () => {
    const environment = await t.instance.deps.store.read.environments.find(t.sandbox.id);
    if (!environment) throw new Error('the sandbox is gone');
    return environment;
  };
  const advance = (deps: Deps, by = 'P1D') =>
    driveWith(t, clockOperations.advance, { deps, input: { by } });

  describe('while somebody drives', () => {
    async function held() {
      const gate = shutGate();
      const runs: Run[] = [];
      const [id = ''] = await loginsAt(t, [HOUR]);
      const { log, lines } = keptLog();
      const deps = depsWith(t, { log, connector: refusing(runs, () => gate.pass()) });
      const driving = advance(deps);
      await gate.reached;
      return { gate, runs, driving, id, lines };
    }

    test('everybody else is told to come back', async () => {
      const { gate, driving } = await held();
      const answers = [];
      for (const verb of verbs) {
        const body = verb === 'advance' ? { by: 'P1D' } : {};
        answers.push(await t.rest('POST', `/v1/sandbox/clock/${verb}`, { body }));
      }
      gate.open();
      await driving;

      for (const answer of answers) {
        expect(answer).toMatchObject({ status: 409, body: { code: 'clock_busy' } });
        expect(answer.headers['retry-after']).toBe('1');
      }
      expect((await drive(t, 'freeze')).now).toBe(later(start, DAY));
    });

    test('no worker runs a job, though it is due', async () => {
      const { gate, driving, runs } = await held();
      const { id } = await connect(t, { username: 'gen_50' });
      const ran = [
        await t.work(),
        await runDueJobs(t.instance.deps, t.sandbox, { limit: 16 }),
        await runDueJobs(t.instance.deps, await sandboxNow(), { limit: 16 }),
      ];
      const { connection } = await readAccount(t, id);
      gate.open();
      await driving;

      expect(ran).toEqual([0, 0, 0]);
      expect(connection.status).toBe('connecting');
      expect(runs.map(({ username }) => username)).toEqual(['gen_0', 'gen_50']);
    });

    test('a call leaves its work to who drives, and does not wait for it where work takes no time', async () => {
      const { gate, driving } = await held();
      await t.rest('PATCH', '/v1/sandbox/settings', { body: { speed: 'instant' } });
      const asked = performance.now();
      const { id } = await connect(t, { username: 'gen_50' });
      const took = performance.now() - asked;
      const { connection } = await readAccount(t, id);
      gate.open();

      expect(await driving).toMatchObject({ jobs_run: 2 });
      expect(connection.status).toBe('connecting');
      // Who waits for a worker that is done with the account does so for two seconds.
      expect(took).toBeLessThan(1900);
    });

    test('a job that is cancelled does not come back', async () => {
      const { gate, driving, id } = await held();
      await t.rest('DELETE', `/v1/accounts/${id}`);
      gate.open();

      expect(await driving).toMatchObject({ jobs_run: 1, pending_jobs: 0 });
      expect((await t.rest('GET', `/v1/accounts/${id}`)).status).toBe(404);
    });

    test('a driver whose lease has ended records nothing any more, and says so', async () => {
      const { gate, driving, runs, id } = await held();
      const answered = driving.catch((error: unknown) => error);
      t.clock.advance(11 * SECOND);
      const next: Run[] = [];
      const after = await advance(depsWith(t, { connector: refusing(next) }));
      const before = await readAccount(t, id);
      gate.open();

      expect(await answered).toMatchObject({ code: 'clock_busy' });
      // The clock ran on for a second when the lease had ended, before the next driver came.
      const resumed = later(start, HOUR + SECOND);
      expect([...runs, ...next].map(({ at }) => at)).toEqual([later(start, HOUR), resumed]);
      expect(after).toMatchObject({ now: later(resumed, DAY), jobs_run: 1 });
      expect(await readAccount(t, id)).toEqual(before);
      expect((await clockOf(t)).now).toBe(after.now);
    });

    test('a driver that lost the clock blames no job for it', async () => {
      const { gate, driving, lines } = await held();
      const answered = driving.catch((error: unknown) => error);
      t.clock.advance(11 * SECOND);
      await drive(t, 'freeze');
      gate.open();

      expect(await answered).toMatchObject({ code: 'clock_busy' });
      expect(lines).toEqual([]);
    });

    test('a driver whose lease has ended stops before the next job, though nobody has the clock', async () => {
      const { gate, driving, runs } = await held();
      await connect(t, { username: 'gen_50' });
      const answered = driving.catch((error: unknown) => error);
      t.clock.advance(10 * SECOND);
      gate.open();

      expect(await answered).toMatchObject({ code: 'clock_busy' });
      expect(runs).toHaveLength(1);
      expect((await drive(t, 'run')).jobs_run).toBeGreaterThan(1);
    });
  });

  describe('after a worker', () => {
    /** A worker with a job that it does not end before the gate opens. */
    async function working() {
      const gate = shutGate();
      const runs: Run[] = [];
      const [id = ''] = await loginsAt(t, [0]);
      const deps = depsWith(t, { connector: refusing(runs, () => gate.pass()) });
      const working = runDueJobs(deps, t.sandbox, { limit: 16 });
      await gate.reached;
      return { gate, runs, working, id };
    }

    test('the clock is moved only when the jobs that it has begun are done', async () => {
      const { gate, runs, working: ends, id } = await working();
      let done = false;
      const freezing = drive(t, 'freeze', { body: { at: later(start, DAY) } }).then((clock) => {
        done = true;
        return clock;
      });
      await new Promise((resolve) => setTimeout(resolve, 60));
      const before = done;
      gate.open();
      await ends;

      expect(await freezing).toMatchObject({ now: later(start, DAY), jobs_run: 0 });
      expect(before).toBe(false);
      expect(runs).toEqual([{ username: 'gen_0', at: start }]);
      expect((await readAccount(t, id)).connection.updated_at).toBe(start);
    });

    test('a job whose worker is gone is done, and the worker records nothing any more', async () => {
      const { gate, working: ends, id } = await working();
      t.clock.advance(MINUTE);
      const runs: Run[] = [];
      const driven = await advance(depsWith(t, { connector: refusing(runs) }));
      const before = await readAccount(t, id);
      gate.open();
      await ends;

      expect(driven.jobs_run).toBe(1);
      expect(runs).toHaveLength(1);
      expect(await readAccount(t, id)).toEqual(before);
    });
  });

  describe('a crash', () => {
    /** Drives until the process ends at the end of the job of that number, and drives on in another one. */
    async function crashAt(count: number) {
      const runs: Run[] = [];
      let ended = 0;
      const store = failingStore(t.instance.deps.store, (statement) => {
        if (statement === 'jobs.complete') ended += 1;
        return ended >= count;
      });
      const connector = { ...refusing(runs), simulated: true };
      await expect(advance(depsWith(t, { store, connector }))).rejects.toThrow('broken off');
      const left = await clockOf(t);
      t.clock.advance(10 * SECOND);
      const done: Run[] = [];
      const driven = await advance(depsWith(t, { connector: refusing(done) }));
      return { left, runs, done, driven };
    }

    test('leaves the clock where the last job was done, and nothing is done twice', async () => {
      const [, other = ''] = await loginsAt(t, [HOUR, 2 * HOUR]);
      await enqueueLogin(t, other, 3 * HOUR);
      const { left, runs, done, driven } = await crashAt(3);

      expect(left.now).toBe(later(start, 2 * HOUR));
      expect(runs.map(({ username }) => username)).toEqual(['gen_0', 'gen_1']);
      // The login of the third job is over.
      expect(done).toEqual([]);
      expect(driven).toMatchObject({ now: later(start, DAY + 2 * HOUR), jobs_run: 1 });
    });

    test('between jobs that are recorded together leaves the clock before all of them', async () => {
      const ids = await loginsAt(t, [HOUR, 2 * HOUR, 3 * HOUR]);
      const { left, runs, done, driven } = await crashAt(2);

      expect(left.now).toBe(start);
      expect(done).toEqual(runs);
      expect(driven).toMatchObject({ now: later(start, DAY), jobs_run: 3 });
      for (const id of ids) {
        expect((await eventsOf(t, id)).filter((type) => type === 'accounts.failed')).toEqual([
          'accounts.failed',
        ]);
      }
    });
  });

  test('of two instances, one drives and one works, and every job is done once', async () => {
    const moments = Array.from({ length: 60 }, (_, n) => (n % 20) * MINUTE);
    await loginsAt(t, moments);
    const other = await t.again();
    const runs: Run[] = [];
    const driver = depsWith(t, { connector: refusing(runs) });
    const worker = { ...driver, ...other.deps, connectors: driver.connectors };
    let driving = true;
    const work = async () => {
      while (driving) {
        await runDueJobs(worker, await sandboxNow(), { limit: 4 });
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    const working = [work(), work()];
    try {
      for (let n = 0; n < 20; n++) await advance(driver, 'PT1M');
    } finally {
      driving = false;
      await Promise.all(working);
      await other.close();
    }

    expect(runs).toHaveLength(60);
    expect(new Set(runs.map(({ username }) => username)).size).toBe(60);
    expect((await clockOf(t)).pending_jobs).toBe(0);
  });

  test('of many who drive at once, one does, and the others are told', async () => {
    const others = await Promise.all([t.again(), t.again()]);
    await loginsAt(t, [0, HOUR, 2 * HOUR]);
    const runs: Run[] = [];
    const instances = [t.instance, ...others, t.instance];
    const answers = await Promise.allSettled(
      instances.map(({ deps }) => {
        const { connectors } = depsWith(t, { connector: refusing(runs) });
        return advance({ ...deps, connectors });
      }),
    );
    await Promise.all(others.map((other) => other.close()));

    const refusals = answers.flatMap((answer) =>
      answer.status === 'rejected' ? [answer.reason] : [],
    );
    expect(runs).toHaveLength(3);
    for (const refusal of refusals) expect(refusal).toMatchObject({ code: 'clock_busy' });
    const advanced = answers.filter(({ status }) => status === 'fulfilled').length;
    expect(advanced).toBeGreaterThan(0);
    expect((await clockOf(t)).now).toBe(later(start, advanced * DAY));
  });
});
