import { ConnectionError, HOUR, MINUTE, SECOND } from '@intarsia/domain';
import { beforeEach, describe, expect, test } from 'vitest';
import { type TestInstance, testInstance } from '../../../runtime/src/testing.ts';
import { insertClient, newClientParts } from '../clients/new-client.ts';
import {
  connect,
  connected,
  engineNames,
  eventsOf,
  makeUser,
  readAccount,
} from '../testing/logins.ts';
import { depsWith, keptLog, runAll, shutGate } from '../testing/workers.ts';
import { runDueJobs } from './run.ts';

describe.each(engineNames)('the jobs of an environment on %s', (engine) => {
  let t: TestInstance;
  beforeEach(async () => {
    t = await testInstance({ engine });
    return () => t.close();
  });

  const run = (deps = depsWith(t), limit = 16) => runDueJobs(deps, t.sandbox, { limit });
  const told = async (id: string) =>
    (await eventsOf(t, id)).map((type) => type.replace('accounts.', ''));

  test('are run once each, however many workers there are', async () => {
    const logins: string[] = [];
    const scans: string[] = [];
    const deps = depsWith(t, {
      connector: {
        async *connect({ credentials }) {
          logins.push(JSON.stringify(credentials));
          yield { kind: 'connected', session: JSON.stringify(credentials) };
        },
        async *scan(session) {
          scans.push(String(session));
          yield { stage: 'done', cursor: null };
        },
      },
    });
    const accounts = await Promise.all(
      Array.from({ length: 30 }, (_, n) => connect(t, { username: `gen_${n}` })),
    );
    for (let ran = 1; ran > 0; ) {
      const workers = await Promise.all(Array.from({ length: 6 }, () => run(deps, 7)));
      ran = workers.reduce((sum, count) => sum + count);
    }

    expect(logins).toHaveLength(30);
    expect(new Set(logins).size).toBe(30);
    expect(scans).toHaveLength(30);
    expect(new Set(scans).size).toBe(30);
    for (const { id } of accounts) {
      expect(await told(id)).toEqual(['added', 'updated', 'connected', 'updated', 'updated']);
    }
  });

  test('are taken as many as the limit says, oldest first', async () => {
    const seen: unknown[] = [];
    const deps = depsWith(t, {
      connector: {
        // biome-ignore lint/correctness/useYield: this login ends before it says anything
        async *connect({ credentials }) {
          seen.push(credentials);
          throw new ConnectionError('tos_required');
        },
      },
    });
    for (const username of ['gen_1', 'gen_2', 'gen_3']) await connect(t, { username });
    const counts = [await run(deps, 2), await run(deps, 2), await run(deps, 2)];

    expect(counts).toEqual([2, 1, 0]);
    const names = ['gen_1', 'gen_2', 'gen_3'].map((username) =>
      expect.objectContaining({ username }),
    );
    expect(seen).toEqual(names);
  });

  test('of other environments and clients are left alone', async () => {
    const { deps } = t.instance;
    const parts = await newClientParts(deps, { name: 'Another one' });
    await deps.store.write((tx) => insertClient(tx, parts, { keyless: false }));
    const { id } = await connect(t);
    const counts = [];
    for (const environment of [t.live, parts.environments.sandbox, parts.environments.live]) {
      counts.push(await runDueJobs(deps, environment, { limit: 16 }));
    }

    expect(counts).toEqual([0, 0, 0]);
    expect((await readAccount(t, id)).connection.status).toBe('connecting');
  });

  test('of different accounts run side by side', async () => {
    const gates = new Map(['gen_1', 'gen_2'].map((name) => [name, shutGate()]));
    const deps = depsWith(t, {
      connector: {
        async *connect({ credentials }) {
          const { username } = credentials as { username: string }; // As `connect` below sends them.
          await gates.get(username)?.pass();
          yield { kind: 'connected', session: {} };
        },
      },
    });
    for (const username of gates.keys()) await connect(t, { username });
    const running = run(deps);
    await Promise.all([...gates.values()].map(({ reached }) => reached));
    for (const { open } of gates.values()) open();

    expect(await running).toBe(2);
  });

  describe('while a connector is at work', () => {
    /** A login that is held at a gate, and the worker that runs it. */
    async function held(login: Parameters<typeof connect>[1] = {}) {
      const gate = shutGate();
      const { log, lines } = keptLog();
      const deps = depsWith(t, {
        log,
        connector: {
          async *connect() {
            await gate.pass();
            yield { kind: 'connected', session: {} };
          },
        },
      });
      const account = await connect(t, login);
      const running = run(deps);
      await gate.reached;
      return { gate, account, running, lines };
    }

    test('a deleted account stays deleted', async () => {
      const { gate, account, running, lines } = await held();
      const deleted = await t.rest('DELETE', `/v1/accounts/${account.id}`);
      gate.open();
      await running;

      expect(deleted.status).toBe(204);
      expect((await t.rest('GET', `/v1/accounts/${account.id}`)).status).toBe(404);
      expect(await told(account.id)).toEqual(['added', 'updated', 'removed']);
      expect(await runAll(t, depsWith(t))).toBe(0);
      expect(lines.map(({ level }) => level)).toEqual(['info']);
    });

    test('a deleted user stays deleted', async () => {
      const { gate, account, running, lines } = await held();
      const deleted = await t.rest('DELETE', `/v1/users/${account.user}`);
      gate.open();
      await running;

      expect(deleted.status).toBe(204);
      expect(await told(account.id)).toEqual(['added', 'updated', 'removed']);
      expect(await runAll(t, depsWith(t))).toBe(0);
      expect(lines.map(({ level }) => level)).toEqual(['info']);
    });

    test('new credentials make the old ones count for nothing', async () => {
      const { gate, account, running } = await held();
      await connect(t, { user: account.user, password: 'pass_account_disabled' });
      gate.open();
      await running;
      await runAll(t, depsWith(t));

      const { connection, was_connected } = await readAccount(t, account.id);
      expect(connection.error_code).toBe('account_disabled');
      expect(was_connected).toBe(false);
      expect(await told(account.id)).toEqual(['added', 'updated', 'failed', 'updated']);
    });

    test('its job is nobody else’s until the lease ends', async () => {
      const { gate, running } = await held();
      const during = await run();
      t.clock.advance(59 * SECOND);
      const still = await run();
      gate.open();
      await running;

      expect([during, still]).toEqual([0, 0]);
    });

    test('a worker that comes back after its lease records nothing', async () => {
      const { gate, account, running } = await held({ password: 'pass_account_disabled' });
      t.clock.advance(MINUTE);
      await runAll(t, depsWith(t));
      const before = await readAccount(t, account.id);
      gate.open();
      await running;

      expect(before.connection.error_code).toBe('account_disabled');
      expect(await readAccount(t, account.id)).toEqual(before);
      expect(await told(account.id)).toEqual(['added', 'updated', 'failed', 'updated']);
    });
  });

  test('a scan that comes back after its lease tells nothing again', async () => {
    const gate = shutGate();
    const deps = depsWith(t, {
      connector: {
        async *scan() {
          await gate.pass();
          yield { stage: 'done', employers: ['Late & Sons'], cursor: null };
        },
      },
    });
    const { id } = await connect(t);
    const running = runAll(t, deps);
    await gate.reached;
    t.clock.advance(MINUTE);
    await runAll(t, depsWith(t, { connector: {} }));
    const before = await readAccount(t, id);
    gate.open();
    await running;

    expect(before.availability.profiles?.status).toBe('synced');
    expect(await readAccount(t, id)).toEqual(before);
    expect(await told(id)).toEqual(['added', 'updated', 'connected', 'updated', 'updated']);
  });

  test.each([
    ['at its beginning', { runs: 1 }],
    ['on its way', { runs: 2 }],
  ])('a scan is left quietly when its person logs in again %s', async (_, { runs }) => {
    const gate = shutGate();
    const { log, lines } = keptLog();
    const { store } = t.instance.deps;
    let writes: number | undefined;
    const deps = depsWith(t, {
      log,
      connector: {
        async *scan() {
          yield { stage: 'done', employers: ['Late & Sons'], cursor: null };
        },
      },
      store: {
        ...store,
        async write(change, options) {
          // The first one takes the job, the second one records what it came to.
          if (writes !== undefined && ++writes === 2) await gate.pass();
          return store.write(change, options);
        },
      },
    });
    const { id, user } = await connect(t);
    for (let n = 0; n < runs; n++) await run(deps);
    writes = 0;
    const running = run(deps);
    await gate.reached;
    await connect(t, { user });
    gate.open();
    await running;

    expect(lines.map(({ level }) => level)).toEqual(['info']);
    const { employers, connection } = await readAccount(t, id);
    expect(employers).not.toContain('Late & Sons');
    expect(connection.status).toBe('connecting');
  });

  test('are given back as they were when the worker stops', async () => {
    const gate = shutGate();
    const stop = new AbortController();
    let seen: AbortSignal | undefined;
    const deps = depsWith(t, {
      connector: {
        async *connect(_, { signal }) {
          seen = signal;
          await gate.pass();
          yield { kind: 'connected', session: {} };
        },
      },
    });
    const { id } = await connect(t);
    const running = runDueJobs(deps, t.sandbox, { limit: 16, signal: stop.signal });
    await gate.reached;
    stop.abort(new Error('the server stops'));
    await running;
    const stopped = await runDueJobs(deps, t.sandbox, { limit: 16, signal: stop.signal });
    await runAll(t, depsWith(t));

    expect(seen?.aborted).toBe(true);
    expect(stopped).toBe(0);
    expect((await readAccount(t, id)).connection.status).toBe('connected');
  });

  test('are put off when a connector hangs until the lease is about to end', async () => {
    const { log, lines } = keptLog();
    const deps = depsWith(t, {
      log,
      connector: {
        async *connect() {
          await shutGate().pass();
          yield { kind: 'connected', session: {} };
        },
      },
    });
    await connect(t);
    const ran = await runDueJobs(deps, t.sandbox, { limit: 16, lease_ms: 60 });

    expect(ran).toBe(1);
    expect(lines).toMatchObject([{ message: 'a job failed', fields: { attempts: 1 } }]);
  });
});

describe('jobs that fail for a reason of our own', () => {
  let t: TestInstance;
  beforeEach(async () => {
    t = await testInstance();
    return () => t.close();
  });

  const steps = {
    login: {
      // biome-ignore lint/correctness/useYield: this login ends before it says anything
      async *connect() {
        throw new TypeError('a bug');
      },
    },
    'login without an end': {
      async *connect() {
        yield { kind: 'progress', stage: 'thinking' } as const;
      },
    },
    scan: {
      // biome-ignore lint/correctness/useYield: this scan ends before it says anything
      async *scan() {
        throw new TypeError('a bug');
      },
    },
    'scan without an end': {
      async *scan() {
        yield { stage: 'facts', cursor: null } as const;
      },
    },
  };

  test.each(Object.entries(steps))(
    'a %s is tried six times, later and later, and ends in system_error',
    async (_, connector) => {
      const { log, lines } = keptLog();
      const deps = depsWith(t, { log, connector });
      const { id } = await connect(t);
      const failures: number[] = [];
      const start = Date.parse(t.clock.now());
      for (let n = 0; n < 1000; n++) {
        await runAll(t, deps);
        const failed = lines.filter(({ message }) => message === 'a job failed').length;
        while (failures.length < failed) failures.push((Date.parse(t.clock.now()) - start) / 1000);
        t.clock.advance(SECOND);
      }

      const account = await readAccount(t, id);
      expect(failures).toEqual([0, 1, 6, 36, 156, 756]);
      expect(account.connection).toMatchObject({ status: 'error', error_code: 'system_error' });
      expect(lines.at(-1)).toMatchObject({ level: 'error', message: 'a job was given up' });
    },
  );

  test('a scan that is given up shows its data as not synced', async () => {
    const deps = depsWith(t, { connector: steps.scan });
    const { id } = await connect(t);
    for (let n = 0; n < 100; n++) {
      await runAll(t, deps);
      t.clock.advance(MINUTE);
    }

    const { availability, was_connected } = await readAccount(t, id);
    expect(was_connected).toBe(true);
    expect(availability.profiles?.status).toBe('sync_failed');
    expect(await eventsOf(t, id)).toEqual([
      'accounts.added',
      'accounts.updated',
      'accounts.connected',
      'accounts.updated',
      'accounts.updated',
    ]);
  });

  test('a login that fails once succeeds a second later', async () => {
    let left = 1;
    const deps = depsWith(t, {
      connector: {
        async *connect() {
          left -= 1;
          if (left === 0) throw new TypeError('a bug');
          yield { kind: 'connected', session: {} };
        },
      },
    });
    const { id } = await connect(t);
    await runAll(t, deps);
    const before = await readAccount(t, id);
    t.clock.advance(SECOND);
    await runAll(t, deps);

    expect(before.connection.status).toBe('connecting');
    expect((await readAccount(t, id)).connection.status).toBe('connected');
  });

  test('a job of a kind that this build does not know waits for one that does', async () => {
    const { log, lines } = keptLog();
    const { id, user } = await connected(t);
    const scope = { environment_id: t.sandbox.id };
    const job = {
      id: t.instance.deps.ids.next(),
      kind: 'accounts.later',
      payload: { account: id },
    };
    const due_at = t.clock.now();
    await t.instance.deps.store.write((tx) =>
      // Safe: the store keeps kinds as text, as a newer build's.
      tx.jobs.enqueue(scope, { ...job, due_at, user_id: user, account_id: id } as never),
    );
    for (let n = 0; n < 30; n++) {
      await runAll(t, depsWith(t, { log }));
      t.clock.advance(HOUR);
    }

    expect(lines.filter(({ message }) => message === 'a job failed')).toHaveLength(30);
    expect(await t.instance.deps.store.read.jobs.nextDue(scope)).toBeDefined();
  });

  test('neither credentials nor sessions are in the log', async () => {
    const { log, lines } = keptLog();
    const { connector } = { connector: steps.login };
    await connect(t, { username: 'gen_4711', password: 'a secret', user: await makeUser(t) });
    await runAll(t, depsWith(t, { log, connector }));

    expect(lines).not.toHaveLength(0);
    expect(JSON.stringify(lines)).not.toMatch(/gen_4711|a secret/);
  });
});
