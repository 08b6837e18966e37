import { DAY, HOUR, later, MINUTE } from '@intarsia/domain';
import { beforeEach, describe, expect, test } from 'vitest';
import { type TestInstance, testInstance } from '../../../runtime/src/testing.ts';
import { clockOperations } from '../clock/operations.ts';
import { runDueJobs } from '../jobs/run.ts';
import { clockOf, drive, driveWith, loginsAt, refusing } from '../testing/clocks.ts';
import {
  connect,
  connected,
  engineNames,
  eventsOf,
  makeUser,
  pass,
  readAccount,
} from '../testing/logins.ts';
import { depsWith, shutGate } from '../testing/workers.ts';
import type { Snapshot, World } from './operations.ts';

const SNAPSHOTS = '/v1/sandbox/snapshots';
const UNKNOWN = '0994b847-cc69-4d98-bc99-c5e65e762add';

describe.each(engineNames)('snapshots of a sandbox on %s', (engine) => {
  let t: TestInstance;
  beforeEach(async () => {
    t = await testInstance({ engine });
    return () => t.close();
  });

  const snap = async () => (await t.rest('POST', SNAPSHOTS)).body as Snapshot;
  const restore = async (id: string) => {
    const answer = await t.rest('POST', `${SNAPSHOTS}/${id}/restore`);
    if (answer.status !== 200) throw new Error(answer.text);
    return answer.body as World;
  };
  const reset = async () => (await t.rest('POST', '/v1/sandbox/reset')).body as World;
  const count = async (path: string) =>
    ((await t.rest('GET', path)).body as { count: number }).count;
  const cursors = async () => {
    const scope = { environment_id: t.sandbox.id };
    const events = await t.instance.deps.store.read.events.list(scope, {
      after_cursor: 0,
      limit: 100_000,
    });
    return events.map(({ cursor }) => cursor);
  };

  test('bring back accounts, their data, the work that waits, the clock and the settings', async () => {
    await t.rest('PATCH', '/v1/sandbox/settings', { body: { purge_idle_days: 30 } });
    const { id } = await connected(t, { username: 'gen_1' });
    const waiting = await connect(t, { link_item: 'weftgo' });
    const before = await readAccount(t, id);
    const payouts = await count('/v1/payouts');
    const at = await clockOf(t);
    const snapshot = await snap();
    await drive(t, 'advance', { body: { by: 'P9D' } });
    await t.rest('DELETE', `/v1/accounts/${id}`);
    await t.rest('PATCH', '/v1/sandbox/settings', {
      body: { speed: 'real', purge_idle_days: null, latency_ms: 1 },
    });
    await makeUser(t);
    const gone = await t.rest('GET', `/v1/accounts/${id}`);
    const world = await restore(snapshot.id);

    expect(gone.status).toBe(404);
    expect(snapshot).toMatchObject({ now: at.now, users: 2, accounts: 2 });
    expect(world).toEqual({ ...at, users: 2, accounts: 2 });
    expect(await clockOf(t)).toEqual(at);
    expect(await readAccount(t, id)).toEqual(before);
    expect(await readAccount(t, waiting.id)).toMatchObject({ status: 'connecting' });
    expect([await count('/v1/users'), await count('/v1/payouts')]).toEqual([2, payouts]);
    expect((await t.rest('GET', '/v1/sandbox/settings')).body).toMatchObject({
      speed: 'fast',
      purge_idle_days: 30,
      latency_ms: null,
    });
  });

  test('let a world go on from where it was, in the same way each time', async () => {
    const login = await connect(t, { username: 'gen_1' });
    await drive(t, 'freeze');
    const { id } = await snap();
    const runs = [];
    for (let n = 0; n < 2; n++) {
      await drive(t, 'advance', { body: { by: 'P15D' } });
      const { results } = (await t.rest('GET', '/v1/payouts?limit=5')).body as {
        results: object[];
      };
      runs.push({
        account: await readAccount(t, login.id),
        results,
        n: await count('/v1/payouts'),
      });
      await restore(id);
    }

    expect(runs[0]?.n).toBeGreaterThan(5);
    expect(runs[1]).toEqual(runs[0]);
  });

  test('a running clock shows what it showed, and runs on from there; jobs follow it without a call', async () => {
    const { id } = await snap();
    const { now } = await clockOf(t);
    await connected(t);
    t.clock.advance(5 * HOUR);
    const other = await snap();
    await restore(id);
    const back = await clockOf(t);
    t.clock.advance(MINUTE);
    const later_on = await clockOf(t);
    const login = await connect(t, { username: 'gen_2' });
    await pass(t, MINUTE);

    expect([back.now, later_on.now]).toEqual([now, later(now, MINUTE)]);
    expect((await readAccount(t, login.id)).status).toBe('connected');
    await restore(other.id);
    expect((await clockOf(t)).now).toBe(other.now);
  });

  test('tokens of users who stay work, those that were revoked do not, and those of who is gone end', async () => {
    const user = (await t.rest('POST', '/v1/users')).body as { id: string; token: string };
    const { id } = await snap();
    await drive(t, 'advance', { body: { by: 'P10D' } });
    const made = await t.rest('POST', '/v1/user-tokens', { body: { user: user.id } });
    const { access } = made.body as { access: string };
    await t.rest('POST', '/v1/user-tokens/revoke', { body: { token: user.token } });
    const late = (await t.rest('POST', '/v1/users')).body as { id: string; token: string };
    await restore(id);
    const use = async (token: string) =>
      (await t.rest('GET', '/v1/accounts', { auth: `Bearer ${token}` })).status;

    expect([await use(access), await use(user.token), await use(late.token)]).toEqual([
      200, 401, 401,
    ]);
  });

  test('cursors of events go on, and no id is given twice', async () => {
    const kept = await connect(t);
    const { id } = await snap();
    await drive(t, 'freeze');
    await drive(t, 'advance', { body: { by: 'P10D' } });
    const first = await connect(t);
    const told = await cursors();
    await restore(id);
    const second = await connect(t);

    const after = await cursors();
    expect(second.id).not.toBe(first.id);
    expect(second.id > kept.id).toBe(true);
    expect(after.slice(0, told.length)).toEqual(told);
    expect(after).toEqual(after.map((_, n) => n + 1));
    expect(await eventsOf(t, second.id)).toEqual(['accounts.added', 'accounts.updated']);
  });

  test('a worker that held a job when the world came back records nothing, and the job is done anew', async () => {
    const [account = ''] = await loginsAt(t, [0]);
    const gate = shutGate();
    const deps = depsWith(t, { connector: refusing([], () => gate.pass()) });
    const working = runDueJobs(deps, t.sandbox, { limit: 16 });
    await gate.reached;
    // The copy is made while the worker has the job: what comes back is free.
    const { id } = await snap();
    await restore(id);
    gate.open();
    await working;
    const untouched = await readAccount(t, account);
    await pass(t, MINUTE / 2);

    expect(untouched.status).toBe('connecting');
    expect((await eventsOf(t, account)).slice(0, 4)).toEqual([
      'accounts.added',
      'accounts.updated',
      'accounts.connected',
      'accounts.updated',
    ]);
  });

  test('a worker that held a job of an emptied world records nothing', async () => {
    await loginsAt(t, [0]);
    const gate = shutGate();
    const deps = depsWith(t, { connector: refusing([], () => gate.pass()) });
    const working = runDueJobs(deps, t.sandbox, { limit: 16 });
    await gate.reached;
    const told = await cursors();
    await reset();
    gate.open();
    await working;

    expect(await cursors()).toEqual(told);
    expect(await clockOf(t)).toMatchObject({ pending_jobs: 0 });
  });

  test('nobody replaces a world whose clock is driven, and who drives goes on', async () => {
    const [account = ''] = await loginsAt(t, [HOUR]);
    const { id } = await snap();
    const gate = shutGate();
    const connector = { ...refusing([], () => gate.pass()), simulated: true };
    const driving = driveWith(t, clockOperations.advance, {
      deps: depsWith(t, { connector }),
      input: { by: 'P1D' },
    });
    await gate.reached;
    const refused = [
      await t.rest('POST', `${SNAPSHOTS}/${id}/restore`),
      await t.rest('POST', '/v1/sandbox/reset'),
    ];
    gate.open();

    expect((await driving).jobs_run).toBe(1);
    for (const answer of refused) {
      expect(answer).toMatchObject({ status: 409, body: { code: 'clock_busy' } });
      expect(answer.headers['retry-after']).toBe('1');
    }
    expect((await readAccount(t, account)).error_code).toBe('tos_required');
  });

  test('a deleted user does not come back', async () => {
    const user = await makeUser(t);
    const { id: account } = await connected(t, { user, username: 'gen_1' });
    const { id } = await snap();
    await t.rest('DELETE', `/v1/users/${user}`);
    const [listed] = ((await t.rest('GET', SNAPSHOTS)).body as { results: Snapshot[] }).results;
    const world = await restore(id);

    expect(listed).toMatchObject({ id, users: 0, accounts: 0 });
    expect(world).toMatchObject({ users: 0, accounts: 0, pending_jobs: 0 });
    expect((await t.rest('GET', `/v1/accounts/${account}`)).status).toBe(404);
    expect(await count('/v1/payouts')).toBe(0);
  });

  test('reset leaves nothing but the seed, the keys and the snapshots', async () => {
    await drive(t, 'reset', { body: { seed: 'tulip' } });
    await connected(t, { username: 'gen_1' });
    const { id } = await snap();
    await t.rest('PATCH', '/v1/sandbox/settings', { body: { speed: 'instant', rate_limit: 5000 } });
    await drive(t, 'freeze', { body: { at: later(t.clock.now(), DAY) } });
    const told = await cursors();
    const world = await reset();

    expect(world).toEqual({
      now: t.clock.now(),
      mode: 'running',
      speed: 'fast',
      pending_jobs: 0,
      next_job_at: null,
      users: 0,
      accounts: 0,
    });
    expect(await cursors()).toEqual(told);
    expect((await t.rest('GET', '/v1/sandbox/settings')).body).toMatchObject({ rate_limit: null });
    const environment = await t.instance.deps.store.read.environments.find(t.sandbox.id);
    expect(environment?.seed).toBe('tulip');
    for (const noun of ['users', 'accounts', 'payouts', 'documents']) {
      expect([noun, await count(`/v1/${noun}`)]).toEqual([noun, 0]);
    }
    expect(await restore(id)).toMatchObject({ users: 1, accounts: 1 });
  });

  test('are listed newest first, and are gone when they are deleted', async () => {
    const made = [];
    for (let n = 0; n < 3; n++) {
      t.clock.advance(MINUTE);
      made.push((await snap()).id);
    }
    const [first = '', second = '', third = ''] = made;
    const page = (await t.rest('GET', `${SNAPSHOTS}?limit=2`)).body as {
      count: number;
      results: Snapshot[];
    };
    const deleted = await t.rest('DELETE', `${SNAPSHOTS}/${second}`);
    const again = await t.rest('DELETE', `${SNAPSHOTS}/${second}`);

    expect(page).toMatchObject({ count: 3, results: [{ id: third }, { id: second }] });
    expect([deleted.status, deleted.text, again.status]).toEqual([204, '', 404]);
    expect(await count(SNAPSHOTS)).toBe(2);
    expect(await t.rest('POST', `${SNAPSHOTS}/${second}/restore`)).toMatchObject({
      status: 404,
      body: { code: 'snapshot_not_found' },
    });
    expect(await restore(first)).toMatchObject({ users: 0 });
  });

  test('are fifty at most, until one is deleted', async () => {
    const made = [];
    for (let n = 0; n < 50; n++) made.push((await snap()).id);

    const refused = await t.rest('POST', SNAPSHOTS);
    await t.rest('DELETE', `${SNAPSHOTS}/${made[0]}`);
    const taken = await t.rest('POST', SNAPSHOTS);

    expect(refused).toMatchObject({ status: 409, body: { code: 'snapshots_full' } });
    expect(taken.status).toBe(201);
    expect(await count(SNAPSHOTS)).toBe(50);
  });

  test('of another sandbox are not found, and no operator works in one', async () => {
    const { id } = await snap();
    const admin = t.instance.callAs({ actor: { kind: 'local' } });
    const { environments, ...stranger } = await admin.clients.create({ name: 'Another company' });
    const theirs = t.instance.callAs({
      actor: { kind: 'client', key_id: stranger.api_key.id },
      environment:
        (await t.instance.deps.store.read.environments.find(environments.sandbox.id)) ?? t.sandbox,
      client: t.client,
    });

    for (const verb of ['restore', 'delete'] as const) {
      await expect(theirs.snapshots[verb]({ id })).rejects.toMatchObject({
        cause: { code: 'snapshot_not_found' },
      });
    }
    expect(await theirs.snapshots.list({})).toMatchObject({ count: 0 });
    expect((await admin.environments.list({})).map((one) => one.id)).not.toContain(id);
    expect((await t.rest('POST', `${SNAPSHOTS}/${UNKNOWN}/restore`)).status).toBe(404);
    expect((await t.rest('POST', `${SNAPSHOTS}/${t.sandbox.id}/restore`)).status).toBe(404);
  });

  test('an Idempotency-Key of a restore counts, and those before it are forgotten', async () => {
    const { id } = await snap();
    const keyed = (path: string, key: string) =>
      t.rest('POST', path, { headers: { 'idempotency-key': key } });
    const before = await keyed('/v1/users', 'one');
    const restored = await keyed(`${SNAPSHOTS}/${id}/restore`, 'two');
    const after = await keyed('/v1/users', 'one');
    const repeated = await keyed(`${SNAPSHOTS}/${id}/restore`, 'two');

    expect(after.headers['idempotency-replayed']).toBeUndefined();
    expect(after.body).not.toEqual(before.body);
    expect(repeated.text).toBe(restored.text);
    expect(await count('/v1/users')).toBe(1);
  });
});
