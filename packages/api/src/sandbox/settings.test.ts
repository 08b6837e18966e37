import { ConnectionError, DAY, MINUTE } from '@intarsia/domain';
import { type TestInstance, testInstance } from '@intarsia/runtime/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import { invoke } from '../kernel/index.ts';
import { clockOf, drive } from '../testing/clocks.ts';
import { connect, engineNames, eventsOf, makeUser, readAccount } from '../testing/logins.ts';
import { depsWith } from '../testing/workers.ts';
import { sandboxOperations } from './operations.ts';

const PATH = '/v1/sandbox/settings';

/** What a new sandbox is set to. */
const fresh = {
  speed: 'fast',
  latency_ms: null,
  error_rate: null,
  rate_limit: null,
  purge_idle_days: null,
  allow_loopback: null,
};

describe.each(engineNames)('the settings of a sandbox on %s', (engine) => {
  let t: TestInstance;
  beforeEach(async () => {
    t = await testInstance({ engine });
    return () => t.close();
  });

  const patch = (body: object) => t.rest('PATCH', PATH, { body });
  const get = async () => (await t.rest('GET', PATH)).body;

  test('are fast at first, and change one by one', async () => {
    const before = await get();
    const changed = await patch({ speed: 'real' });
    const same = await patch({});

    const real = { ...fresh, speed: 'real' };
    expect(before).toEqual(fresh);
    expect([changed.status, changed.body]).toEqual([200, real]);
    expect([same.status, same.body]).toEqual([200, real]);
    expect([await get(), (await clockOf(t)).speed]).toEqual([real, 'real']);
  });

  test.each([
    { latency_ms: 30_000 },
    { latency_ms: 0 },
    { error_rate: 0.125 },
    { error_rate: 0 },
    { rate_limit: 1_000_000 },
    { purge_idle_days: 3650 },
    { allow_loopback: false },
  ])('take %j, and null to switch it off', async (body) => {
    const off = Object.fromEntries(Object.keys(body).map((name) => [name, null]));
    const on = await patch(body);
    const kept = await patch({ purge_idle_days: null, ...body });
    // Nobody has to wait for the end of the test.
    const switched = await patch(off);

    expect([on.status, on.body]).toEqual([200, { ...fresh, ...body }]);
    expect(kept.body).toEqual({ ...fresh, ...body });
    expect([switched.body, await get()]).toEqual([fresh, fresh]);
  });

  test.each([
    [{ latency_ms: -1 }, ['latency_ms']],
    [{ latency_ms: 30_001 }, ['latency_ms']],
    [{ latency_ms: 0.5 }, ['latency_ms']],
    [{ error_rate: 1.01 }, ['error_rate']],
    [{ error_rate: -0.01 }, ['error_rate']],
    [{ error_rate: '0.5' }, ['error_rate']],
    [{ rate_limit: 0 }, ['rate_limit']],
    [{ rate_limit: 1_000_001 }, ['rate_limit']],
    [{ purge_idle_days: 0 }, ['purge_idle_days']],
    [{ purge_idle_days: 3651 }, ['purge_idle_days']],
    [{ purge_idle_days: true }, ['purge_idle_days']],
    [{ allow_loopback: 'yes' }, ['allow_loopback']],
    [{ rate_limit: 5, error_rate: 2 }, ['error_rate']],
    [{ speed: 'warp' }, ['speed']],
    [{ speed: null }, ['speed']],
    [{ speed: 10 }, ['speed']],
    [{ speed: 'real', latency: 5, seed: 'x' }, ['latency', 'seed']],
    [{ clock: { mode: 'frozen' } }, ['clock']],
    [{ ['__proto__']: 1 }, ['__proto__']],
  ])('refuse %j by name, and stay as they are', async (body, fields) => {
    const answer = await t.rest('PATCH', PATH, { body: JSON.stringify(body) });

    const { code, detail, ...named } = answer.body as Record<string, unknown>;
    expect([answer.status, code]).toEqual([400, 'input_invalid']);
    expect(detail).toContain(fields[0]);
    expect(Object.keys(named)).toEqual(fields);
    expect(await get()).toEqual(fresh);
  });

  test('are not there for a live key', async () => {
    const auth = t.keys.live.auth;
    const answers = [
      await t.rest('GET', PATH, { auth }),
      await t.rest('PATCH', PATH, { auth, body: { speed: 'real' } }),
    ];

    for (const answer of answers) {
      expect(answer).toMatchObject({ status: 404, body: { code: 'sandbox_only' } });
    }
  });

  describe('instant speed', () => {
    beforeEach(() => patch({ speed: 'instant' }));

    test.each(['running', 'frozen'])(
      'brings a login to its end before the call answers, with a %s clock',
      async (mode) => {
        if (mode === 'frozen') await drive(t, 'freeze');
        const now = t.clock.now();
        const answered = await connect(t);
        t.clock.advance(MINUTE);

        const account = await readAccount(t, answered.id);
        expect(answered.connection.status).toBe('connecting');
        expect(account.availability.profiles).toMatchObject({ status: 'synced', updated_at: now });
        expect(account.connection).toMatchObject({ status: 'connected', updated_at: now });
        expect(await eventsOf(t, answered.id)).toContain('accounts.connected');
      },
    );

    test('ends a refused login likewise', async () => {
      await drive(t, 'freeze');
      const { id } = await connect(t, { password: 'pass_tos_required' });

      expect((await readAccount(t, id)).connection.error_code).toBe('tos_required');
    });

    test('stops at a question, and goes on to the end with the answer', async () => {
      await drive(t, 'freeze');
      const { id } = await connect(t, { link_item: 'weftgo' });
      const asked = await readAccount(t, id);
      const body = { code: '8081' };
      const answer = await t.rest('POST', `/v1/sandbox/accounts/${id}/mfa`, { body });

      expect(asked.connection.status).toBe('connecting');
      expect(answer.status).toBe(200);
      expect((await readAccount(t, id)).availability.profiles?.status).toBe('synced');
    });

    test('does not move a frozen clock, nor do what is due later', async () => {
      const { now } = await drive(t, 'freeze');
      await connect(t, { password: 'passslow' });
      t.clock.advance(DAY);

      expect(await t.work()).toBe(0);
      expect(await clockOf(t)).toMatchObject({ now, mode: 'frozen', pending_jobs: 2 });
    });

    test('holds for many logins at once', async () => {
      await drive(t, 'freeze');
      const user = await makeUser(t);
      const usernames = Array.from({ length: 6 }, (_, n) => `gen_${n}`);
      const accounts = await Promise.all(
        usernames.map(async (username) => {
          const { id } = await connect(t, { user, username });
          return readAccount(t, id);
        }),
      );

      const states = accounts.map(({ availability }) => availability.profiles?.status);
      expect(new Set(states)).toEqual(new Set(['synced']));
    });

    test('lets a job that calls the API connect another account', async () => {
      const seen: string[] = [];
      const deps = depsWith(t, {
        connector: {
          // biome-ignore lint/correctness/useYield: these logins end before they say anything
          async *connect({ credentials }) {
            const { username } = credentials as { username: string }; // As it is sent below.
            if (username === 'gen_1') {
              const { id } = await connect(t, { username: 'gen_2' });
              seen.push((await readAccount(t, id)).connection.status);
            }
            throw new ConnectionError('tos_required');
          },
        },
      });
      const environment = await deps.store.read.environments.find(t.sandbox.id);
      if (!environment) throw new Error('the sandbox is gone');
      const { output } = await invoke(sandboxOperations.connect, {
        deps,
        guard: t.instance.guard,
        caller: {
          actor: { kind: 'client', key_id: t.keys.sandbox.id },
          environment,
          client: t.client,
        },
        input: { link_item: 'warpride', username: 'gen_1', password: 'passgood' },
      });

      const { id } = output as { id: string };
      expect(seen).toEqual(['connected']);
      expect((await readAccount(t, id)).connection.error_code).toBe('tos_required');
    });
  });

  test('work that waits while the clock is frozen is done once the speed is instant', async () => {
    await drive(t, 'freeze');
    const { id } = await connect(t);
    const before = await t.work();
    await patch({ speed: 'instant' });
    const ran = await t.work();

    expect([before, ran > 1]).toEqual([0, true]);
    expect((await readAccount(t, id)).availability.profiles?.status).toBe('synced');
  });
});
