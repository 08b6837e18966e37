import { Account, connectionErrors, DAY, MINUTE, payDistributionErrors } from '@intarsia/domain';
import { lossCodes, payDistributionCodes, refusalCodes } from '@intarsia/domain/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type TestInstance, testInstance } from '../../../runtime/src/testing.ts';
import { runDueJobs } from '../jobs/run.ts';
import { clockOf, drive } from '../testing/clocks.ts';
import {
  connect,
  connected,
  engineNames,
  eventsOf,
  everyEventOf,
  pass,
  readAccount,
} from '../testing/logins.ts';
import { addScenario, play } from '../testing/scenarios.ts';
import { depsWith, shutGate } from '../testing/workers.ts';

type Part = 'connection' | 'pay-distribution';

function force(t: TestInstance, id: string, part: Part, body: object) {
  return t.rest('POST', `/v1/sandbox/accounts/${id}/${part}`, { body });
}

describe('world control of accounts', () => {
  let t: TestInstance;
  let id: string;
  beforeAll(async () => {
    t = await testInstance();
    ({ id } = await connected(t));
  });
  afterAll(() => t.close());

  test.each([...refusalCodes, ...lossCodes])('sets the connection error %s', async (error_code) => {
    const answer = await force(t, id, 'connection', { status: 'error', error_code });

    const account = Account.parse(answer.body);
    expect(answer.status).toBe(200);
    expect(account).toMatchObject({ status: 'error', error_code, was_connected: true });
    const { message } = connectionErrors[error_code];
    expect(account.connection).toMatchObject({ error_code, error_message: message });
    expect(await readAccount(t, id)).toEqual(account);
    expect((await eventsOf(t, id)).at(-1)).toBe('accounts.updated');
  });

  test.each(payDistributionCodes)('sets the pay distribution error %s', async (error_code) => {
    const body = { status: 'error', error_code };
    const answer = await force(t, id, 'pay-distribution', body);

    const { pay_distribution, connection } = Account.parse(answer.body);
    expect(answer.status).toBe(200);
    const { message } = payDistributionErrors[error_code];
    const told = { ...body, error: error_code, error_message: message };
    expect(pay_distribution).toMatchObject(told);
    expect(connection.status).toBe('error');
    expect((await eventsOf(t, id)).slice(-2)).toEqual([
      'accounts.pay_distribution_failed',
      'accounts.updated',
    ]);
  });

  test.each<[Part, object]>([
    ['connection', { status: 'error' }],
    ['connection', { status: 'error', error_code: null }],
    ['connection', { status: 'error', error_code: 'account_not_found' }],
    ['connection', { status: 'connected', error_code: 'auth_required' }],
    ['pay-distribution', { status: 'error' }],
    ['pay-distribution', { status: 'error', error_code: 'tos_required' }],
    ['pay-distribution', { status: 'idle', error_code: 'system_error' }],
  ])('of the %s refuses %j by its field', async (part, body) => {
    const before = await readAccount(t, id);

    expect(await force(t, id, part, body)).toMatchObject({
      status: 400,
      body: { code: 'input_invalid', error_code: [expect.any(String)] },
    });
    expect(await readAccount(t, id)).toEqual(before);
  });

  test.each<[Part, object]>([
    ['connection', { status: 'disconnected' }],
    ['connection', {}],
    ['pay-distribution', { status: 'done' }],
  ])('of the %s refuses %j by its field', async (part, body) => {
    expect(await force(t, id, part, body)).toMatchObject({
      status: 400,
      body: { status: [expect.any(String)] },
    });
  });

  test('says from where to where no path leads', async () => {
    await force(t, id, 'pay-distribution', { status: 'error', error_code: 'system_error' });

    expect(await force(t, id, 'pay-distribution', { status: 'success' })).toMatchObject({
      status: 409,
      body: { code: 'transition_illegal', from: ['error'], to: ['success'] },
    });
  });
});

describe.each(engineNames)('world control of accounts on %s', (engine) => {
  let t: TestInstance;
  beforeEach(async () => {
    t = await testInstance({ engine });
    return () => t.close();
  });

  test('a dropped account that is connected again is scanned again, without credentials', async () => {
    const { id } = await connected(t);
    await force(t, id, 'connection', { status: 'error', error_code: 'auth_required' });
    await pass(t, 3 * DAY);
    const dropped = await readAccount(t, id);
    const { body } = await force(t, id, 'connection', { status: 'connected' });
    await pass(t, MINUTE);

    const { availability, connection } = await readAccount(t, id);
    expect(dropped.connection.error_code).toBe('auth_required');
    expect(body).toMatchObject({ status: 'connected', error_code: null });
    expect(connection.status).toBe('connected');
    const dates = [dropped, { availability }].map((one) => one.availability.profiles?.updated_at);
    expect((dates[1] ?? '') > (dates[0] ?? '')).toBe(true);
    expect((await eventsOf(t, id)).slice(-4)).toEqual([
      'accounts.updated',
      'accounts.connected',
      'accounts.updated',
      'accounts.updated',
    ]);
  });

  test('a login that is under way ends where it is told to, and says nothing more', async () => {
    const { id } = await connect(t, { link_item: 'weftgo' });
    await pass(t, MINUTE / 2);
    await force(t, id, 'connection', { status: 'error', error_code: 'mfa_exhausted' });
    const told = (await everyEventOf(t, id)).map(({ type }) => type);
    await pass(t, DAY);

    expect(told).toContain('challenges.removed');
    expect((await readAccount(t, id)).connection.error_code).toBe('mfa_exhausted');
    expect(
      await t.rest('POST', `/v1/sandbox/accounts/${id}/mfa`, { body: { code: '8081' } }),
    ).toMatchObject({ status: 409, body: { code: 'mfa_not_pending' } });
  });

  test('an account that is connected before its login could is never removed as if it had not', async () => {
    const { id } = await connect(t, { password: 'wrong' });
    const { body } = await force(t, id, 'connection', { status: 'connected' });
    const waiting = (await clockOf(t)).pending_jobs;
    await pass(t, 31 * DAY);

    expect(waiting).toBe(1);
    expect(body).toMatchObject({ was_connected: true, connection: { status: 'connected' } });
    expect(await readAccount(t, id)).toMatchObject({ was_connected: true, status: 'connected' });
    // The next scan, and nothing that removes it.
    expect((await clockOf(t)).pending_jobs).toBe(1);
  });

  test('an account whose login was refused is connected with the data of its login', async () => {
    const { id } = await connected(t, {
      link_item: 'walmart',
      username: 'test_1',
      password: 'pass_tos_required',
    });

    await force(t, id, 'connection', { status: 'connected' });
    await pass(t, MINUTE);

    const account = await readAccount(t, id);
    expect(account).toMatchObject({ status: 'connected', was_connected: true });
    expect(account.availability.payouts?.available_count).toBeGreaterThan(100);
  });

  test('an account that lost its session by its password holds once it is connected', async () => {
    await t.rest('PATCH', '/v1/sandbox/settings', { body: { speed: 'instant' } });
    await drive(t, 'freeze');
    const login = { link_item: 'walmart', username: 'test_1', password: 'pass_auth_required' };
    const { id } = await connect(t, login);
    const lost = await readAccount(t, id);
    await force(t, id, 'connection', { status: 'connected' });
    await drive(t, 'advance', { body: { by: 'P3D' } });

    const { status, availability } = await readAccount(t, id);
    expect(lost).toMatchObject({ status: 'error', error_code: 'auth_required' });
    expect(status).toBe('connected');
    expect(availability.payouts).toMatchObject({ status: 'synced' });
  });

  test('an account that lost its session by its scenario holds, and the scenario goes on', async () => {
    const later = [
      { after: '2d', disconnect: 'auth_required' },
      { after: '6d', disconnect: 'full_auth_required' },
    ];
    const about = { name: 'lost-twice', description: 'Loses it again.', persona: 'test_1' };
    await addScenario(t, { ...about, later });
    const stage = await play(t, { link_item: 'walmart', username: 'lost-twice' });
    const lost = await stage.pass('P3D');
    await force(t, stage.id, 'connection', { status: 'connected' });

    expect(lost).toMatchObject({ status: 'error', error_code: 'auth_required' });
    expect((await stage.pass('P2D')).status).toBe('connected');
    expect((await stage.pass('P3D')).error_code).toBe('full_auth_required');
  });

  test('a scan that a worker is doing records nothing after it was told to end', async () => {
    const { id } = await connected(t);
    await t.rest('POST', `/v1/accounts/${id}/periodic-scan`);
    const gate = shutGate();
    const deps = depsWith(t, {
      connector: {
        async *scan() {
          await gate.pass();
          yield { stage: 'done', cursor: null };
        },
      },
    });
    const working = runDueJobs(deps, t.sandbox, { limit: 16 });
    await gate.reached;
    const body = { status: 'error', error_code: 'platform_unavailable' };
    const forced = await force(t, id, 'connection', body);
    gate.open();
    await working;

    expect(await readAccount(t, id)).toEqual(forced.body);
  });

  test('an account that is brought to connecting stays so, whatever its login was doing', async () => {
    const { id } = await connect(t);
    await force(t, id, 'connection', { status: 'error', error_code: 'system_error' });
    await force(t, id, 'connection', { status: 'connecting' });
    await pass(t, DAY);

    expect((await readAccount(t, id)).connection.status).toBe('connecting');
  });

  test('an account that is there already stays as it is, with its login', async () => {
    const { id } = await connect(t);
    const { body } = await force(t, id, 'connection', { status: 'connecting' });
    const told = await eventsOf(t, id);
    await pass(t, MINUTE);

    expect(body).toMatchObject({ status: 'connecting' });
    expect(told).toEqual(['accounts.added', 'accounts.updated']);
    expect((await readAccount(t, id)).status).toBe('connected');
  });

  test('under instant speed the scan is done when the call answers', async () => {
    await t.rest('PATCH', '/v1/sandbox/settings', { body: { speed: 'instant' } });
    await drive(t, 'freeze');
    const { id } = await connect(t);
    await force(t, id, 'connection', { status: 'error', error_code: 'auth_required' });
    await force(t, id, 'connection', { status: 'connected' });

    expect((await readAccount(t, id)).availability.profiles?.status).toBe('synced');
    // The one that comes next, and not the one from before beside it.
    expect((await clockOf(t)).pending_jobs).toBe(1);
  });

  test('one Idempotency-Key changes once', async () => {
    const { id } = await connected(t);
    const path = `/v1/sandbox/accounts/${id}/connection`;
    const body = { status: 'error', error_code: 'auth_required' };
    const headers = { 'idempotency-key': 'drop' };
    const first = await t.rest('POST', path, { body, headers });
    await force(t, id, 'connection', { status: 'connected' });
    const second = await t.rest('POST', path, { body, headers });

    expect(second.text).toBe(first.text);
    expect((await readAccount(t, id)).status).toBe('connected');
  });
});
