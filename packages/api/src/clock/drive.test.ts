import {
  type AdvanceClockInput,
  ConnectionError,
  type Connector,
  DAY,
  type FreezeClockInput,
  HOUR,
  later,
  MINUTE,
  type ScanBatch,
  SECOND,
  type Timestamp,
} from '@intarsia/domain';
import { type TestInstance, testInstance } from '@intarsia/runtime/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Ctx, Deps } from '../kernel/index.ts';
import {
  clockOf,
  drive,
  driveWith,
  enqueueLogin,
  loginsAt,
  type Run,
  refusing,
} from '../testing/clocks.ts';
import { connect, engineNames, readAccount } from '../testing/logins.ts';
import { depsWith, keptLog, shutGate } from '../testing/workers.ts';
import { advanceClock, freezeClock, runClock } from './actions.ts';
import { clockOperations } from './operations.ts';

describe.each(engineNames)('driving a clock on %s', (engine) => {
  let t: TestInstance;
  let start: Timestamp;
  beforeEach(async () => {
    t = await testInstance({ engine });
    start = t.clock.now();
    return () => t.close();
  });

  const scopeOf = () => ({ environment_id: t.sandbox.id });

  const advance = (deps: Deps, by = 'P1D') =>
    driveWith(t, clockOperations.advance, { deps, input: { by } });

  test('jobs run in the order in which they are due and then came, each at exactly its time', async () => {
    const ids = await loginsAt(t, [5 * HOUR, 1, HOUR, HOUR, 0, 2 * DAY, HOUR]);
    const runs: Run[] = [];
    const driven = await advance(depsWith(t, { connector: refusing(runs) }));

    expect(runs).toEqual([
      { username: 'gen_4', at: start },
      { username: 'gen_1', at: later(start, 1) },
      { username: 'gen_2', at: later(start, HOUR) },
      { username: 'gen_3', at: later(start, HOUR) },
      { username: 'gen_6', at: later(start, HOUR) },
      { username: 'gen_0', at: later(start, 5 * HOUR) },
    ]);
    expect(driven).toMatchObject({ now: later(start, DAY), jobs_run: 6, pending_jobs: 1 });
    expect(driven.next_job_at).toBe(later(start, 2 * DAY));
    const account = await readAccount(t, ids[0] ?? '');
    expect(account.connection.updated_at).toBe(later(start, 5 * HOUR));
    const { store } = t.instance.deps;
    const events = await store.read.events.list(scopeOf(), { after_cursor: 0, limit: 100 });
    const failed = events.filter(({ type }) => type === 'accounts.failed');
    expect(failed.map(({ occurred_at }) => occurred_at)).toEqual(runs.map(({ at }) => at));
  });

  test('work that comes up on the way takes its turn', async () => {
    const seen: string[] = [];
    const deps = depsWith(t, {
      connector: {
        async *connect({ credentials, resume }, { clock }) {
          const { username } = credentials as { username: string }; // As `connect` sends them.
          seen.push(`${username} ${resume ?? 0} ${clock.now()}`);
          if (resume === 2) throw new ConnectionError('tos_required');
          yield { kind: 'wait', for_ms: 3 * HOUR, resume: Number(resume ?? 0) + 1 };
        },
      },
    });
    await loginsAt(t, [0, 3 * HOUR, 4 * HOUR]);
    await advance(deps, 'PT7H');

    // Two are due three hours in: the one that came later, as it was put off only, keeps its place.
    expect(seen).toEqual([
      `gen_0 0 ${start}`,
      `gen_0 1 ${later(start, 3 * HOUR)}`,
      `gen_1 0 ${later(start, 3 * HOUR)}`,
      `gen_2 0 ${later(start, 4 * HOUR)}`,
      `gen_0 2 ${later(start, 6 * HOUR)}`,
      `gen_1 1 ${later(start, 6 * HOUR)}`,
      `gen_2 1 ${later(start, 7 * HOUR)}`,
    ]);
  });

  test('what is simulated is told of as if each job had been recorded alone', async () => {
    const stories: unknown[] = [];
    for (const simulated of [true, false]) {
      const house = await testInstance({ engine });
      const names = new Map<string, string>();
      const connector: Partial<Connector> = {
        simulated,
        async *connect({ credentials, resume }) {
          const { username } = credentials as { username: string }; // As `connect` sends them.
          const waits = Number(username.replace('gen_', '')) % 4;
          if (Number(resume ?? 0) < waits) {
            yield { kind: 'wait', for_ms: 7 * MINUTE, resume: Number(resume ?? 0) + 1 };
          } else if (waits === 3) throw new ConnectionError('tos_required');
          else yield { kind: 'connected', session: {} };
        },
        async *scan(_, from): AsyncGenerator<ScanBatch> {
          if (from === null) yield { stage: 'events', wait_ms: 5 * MINUTE, cursor: 1 };
          else yield { stage: 'done', cursor: 2 };
        },
      };
      const moments = Array.from({ length: 12 }, (_, n) => ((n * 5) % 12) * 2 * MINUTE);
      for (const [n, id] of (await loginsAt(house, moments)).entries()) names.set(id, `gen_${n}`);
      await driveWith(house, clockOperations.advance, {
        deps: depsWith(house, { connector }),
        input: { by: 'P3D' },
      });
      const { store } = house.instance.deps;
      const scope = { environment_id: house.sandbox.id };
      const events = await store.read.events.list(scope, { after_cursor: 0, limit: 1000 });
      stories.push(
        events.map(({ type, occurred_at, account_id }) => [
          type,
          occurred_at,
          names.get(account_id ?? ''),
        ]),
      );
      await house.close();
    }

    expect(stories[0]).toEqual(stories[1]);
  });

  test('a job begins once what comes before it on its account is recorded, also a simulated one', async () => {
    const runs: Run[] = [];
    const [id = ''] = await loginsAt(t, [0]);
    await enqueueLogin(t, id, 1);
    const driven = await advance(
      depsWith(t, { connector: { ...refusing(runs), simulated: true } }),
    );

    // The second finds no login that is under way.
    expect(driven.jobs_run).toBe(2);
    expect(runs).toEqual([{ username: 'gen_0', at: start }]);
  });

  test('what is overdue runs at the present', async () => {
    await loginsAt(t, [-HOUR, -2 * HOUR]);
    const runs: Run[] = [];
    await advance(depsWith(t, { connector: refusing(runs) }));

    expect(runs).toEqual([
      { username: 'gen_1', at: start },
      { username: 'gen_0', at: start },
    ]);
  });

  test('a job may call the API, which has the time of the job', async () => {
    await loginsAt(t, [HOUR, 2 * HOUR]);
    const seen: unknown[] = [];
    const calls = async () => {
      const { body } = await t.rest('POST', '/v1/users');
      const { id } = body as { id: string };
      const user = (await t.rest('GET', `/v1/users/${id}`)).body as { created_at: string };
      const { now, mode } = await clockOf(t);
      const again = await t.rest('POST', '/v1/sandbox/clock/advance', { body: { by: 'P1D' } });
      seen.push({ created_at: user.created_at, now, mode, again: again.status });
    };
    await advance(depsWith(t, { connector: refusing([], calls) }));

    expect(seen).toEqual(
      [HOUR, 2 * HOUR].map((ms) => {
        const at = later(start, ms);
        return { created_at: at, now: at, mode: 'running', again: 409 };
      }),
    );
  });

  test('what a job enqueues by calling the API is done in the same drive', async () => {
    await loginsAt(t, [HOUR]);
    const runs: Run[] = [];
    const deps = depsWith(t, {
      connector: refusing(runs, async (username) => {
        if (username === 'gen_0') await connect(t, { username: 'gen_99' });
      }),
    });
    await advance(deps);

    const at = later(start, HOUR);
    expect(runs).toEqual(['gen_0', 'gen_99'].map((username) => ({ username, at })));
  });

  test('the clock stands while it is driven, and runs on from where it came to', async () => {
    const gate = shutGate();
    await loginsAt(t, [HOUR]);
    const driving = advance(depsWith(t, { connector: refusing([], () => gate.pass()) }));
    await gate.reached;
    const before = await clockOf(t);
    t.clock.advance(5 * SECOND);
    const during = await clockOf(t);
    gate.open();
    await driving;
    t.clock.advance(MINUTE);

    expect([before.now, during.now]).toEqual([later(start, HOUR), later(start, HOUR)]);
    expect((await clockOf(t)).now).toBe(later(start, DAY + MINUTE));
  });

  test('a job that fails is tried again at its times, until it is given up', async () => {
    const times: Timestamp[] = [];
    const { log, lines } = keptLog();
    const deps = depsWith(t, {
      log,
      connector: {
        // biome-ignore lint/correctness/useYield: this login ends before it says anything
        async *connect(_, { clock }) {
          times.push(clock.now());
          throw new TypeError('a bug');
        },
      },
    });
    const [id = ''] = await loginsAt(t, [HOUR]);
    const driven = await advance(deps);

    const waits = [0, 1, 6, 36, 156, 756].map((seconds) => later(start, HOUR + seconds * SECOND));
    expect(times).toEqual(waits);
    expect(driven).toMatchObject({ jobs_run: 6, pending_jobs: 0, stopped: null });
    expect((await readAccount(t, id)).connection.error_code).toBe('system_error');
    expect(lines.at(-1)).toMatchObject({ message: 'a job was given up' });
  });

  test('a job that can not be recorded does not hold up the others for ever', async () => {
    await loginsAt(t, [HOUR, 2 * HOUR]);
    const runs: Run[] = [];
    const { store } = t.instance.deps;
    let missing = true;
    const deps = depsWith(t, {
      connector: refusing(runs),
      // The account is gone for whoever records, though the job is still there.
      store: {
        ...store,
        write: (run, options) =>
          store.write((tx) => {
            const find: typeof tx.accounts.find = async (scope, id) =>
              missing ? undefined : tx.accounts.find(scope, id);
            return run(Object.create(tx, { accounts: { value: { ...tx.accounts, find } } }));
          }, options),
      },
      log: {
        ...t.instance.deps.log,
        error() {
          missing = false;
        },
      },
    });
    const driven = await advance(deps);

    const username = 'gen_0';
    const at = later(start, HOUR);
    expect(runs.slice(0, 2)).toEqual([
      { username, at },
      { username, at: later(at, SECOND) },
    ]);
    expect(driven).toMatchObject({ jobs_run: 4, pending_jobs: 0 });
  });

  describe('a bound of jobs', () => {
    const { advance: advancing, freeze, run } = clockOperations;
    const bounded = (most_jobs: number) => ({
      advance: {
        ...advancing,
        run: (ctx: Ctx, input: AdvanceClockInput) => advanceClock(ctx, input, { most_jobs }),
      },
      freeze: {
        ...freeze,
        run: (ctx: Ctx, input: FreezeClockInput) => freezeClock(ctx, input, { most_jobs }),
      },
      run: { ...run, run: (ctx: Ctx, input: object) => runClock(ctx, input, { most_jobs }) },
    });

    test.each([
      ['advance', { by: 'P1D' }],
      ['freeze', { at: '2022-04-23T14:26:40.682437Z' }],
      ['run', {}],
    ] as const)('ends %s, which says where, and goes on when called again', async (verb, input) => {
      await loginsAt(t, [HOUR, 2 * HOUR, 2 * HOUR, 3 * HOUR]);
      const deps = depsWith(t, { connector: refusing([]) });
      const first = await driveWith(t, bounded(3)[verb], { deps, input });
      const second = await driveWith(t, bounded(1)[verb], { deps, input });

      const at = later(start, 2 * HOUR);
      expect(first).toMatchObject({ now: at, jobs_run: 3, stopped: { at, reason: 'jobs' } });
      expect(first.mode).toBe(verb === 'freeze' ? 'frozen' : 'running');
      expect(second).toMatchObject({ jobs_run: 1, stopped: null });
    });
  });

  test('run and step do not go further than five years', async () => {
    await loginsAt(t, [6 * 366 * DAY]);
    const stopped = { at: start, reason: 'time' };

    expect(await drive(t, 'run')).toMatchObject({ now: start, jobs_run: 0, stopped });
    expect(await drive(t, 'step')).toMatchObject({ now: start, jobs_run: 0, stopped });
  });

  test('a year with thousands of jobs is driven through, each of them once and in order', async () => {
    const count = engine === 'sqlite' ? 10_000 : 1_000;
    const { store, ids } = t.instance.deps;
    const { id, user } = await connect(t);
    await store.write(async (tx) => {
      const scope = { environment_id: t.sandbox.id };
      await tx.jobs.cancel(scope, { account_id: id });
      for (let n = 0; n < count; n++) {
        const due_at = later(start, Math.floor((((n * 7919) % count) * 365 * DAY) / count));
        // Of a login that is long over, so that there is nothing to do.
        const payload = { account: id, attempt: 99 };
        const job = { id: ids.next(), kind: 'accounts.mfa_timeout', payload, due_at } as const;
        await tx.jobs.enqueue(scope, { ...job, user_id: user, account_id: id });
      }
    });
    const moves: Timestamp[] = [];
    const deps = depsWith(t, {
      clockOf: (environment) => {
        const clock = t.instance.deps.clockOf(environment);
        moves.push(clock.now());
        return clock;
      },
    });
    const driven = await advance(deps, 'P1Y');

    expect(driven).toMatchObject({ jobs_run: count, pending_jobs: 0, stopped: null });
    expect(driven.now).toBe('2023-04-22T14:26:40.682437Z');
    expect(moves.length).toBeGreaterThanOrEqual(count);
    expect(moves).toEqual([...moves].sort());
  }, 120_000);
});
