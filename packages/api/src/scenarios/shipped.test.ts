import type { Account } from '@intarsia/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestInstance, testInstance } from '../../../runtime/src/testing.ts';
import { engineNames, eventsOf } from '../testing/logins.ts';
import { play } from '../testing/scenarios.ts';

const recordsOf = ({ availability: { activities, payouts } }: Account) =>
  (activities?.available_count ?? 0) + (payouts?.available_count ?? 0);

describe('shipped scenarios: the login', () => {
  let t: TestInstance;
  beforeAll(async () => {
    t = await testInstance();
  });
  afterAll(() => t.close());

  test('slow-connect takes a minute', async () => {
    const stage = await play(t, { username: 'slow-connect' });

    expect(await stage.pass('PT59S')).toMatchObject({ status: 'connecting' });
    expect(await stage.pass('PT1S')).toMatchObject({ status: 'connected' });
  });

  test('mfa-then-success asks for a code and goes on with the right one', async () => {
    const stage = await play(t, { username: 'mfa-then-success' });
    await stage.pass('PT2S');

    expect(await stage.answer({ code: '80-81' })).toMatchObject({ status: 'connecting' });
    expect(await stage.pass('PT2S')).toMatchObject({ status: 'connected', was_connected: true });
  });

  test('mfa-then-success ends with a wrong code', async () => {
    const stage = await play(t, { username: 'mfa-then-success', password: 'passgood' });
    await stage.pass('PT2S');

    expect(await stage.answer({ code: '1234' })).toMatchObject({ error_code: 'invalid_mfa' });
  });

  test('mfa-then-success takes a code that came with the credentials', async () => {
    const login = { username: 'mfa-then-success', mfa_code: '8081' };

    expect(await (await play(t, login)).pass('PT4S')).toMatchObject({ status: 'connected' });
  });

  test('mfa-wrong-three-times asks three times, and takes the right code at any of them', async () => {
    const unlucky = await play(t, { username: 'mfa-wrong-three-times' });
    const lucky = await play(t, { username: 'mfa-wrong-three-times' });
    for (const stage of [unlucky, lucky]) {
      await stage.pass('PT1S');
      expect(await stage.answer({ code: '0001' })).toMatchObject({ status: 'connecting' });
      expect(await stage.answer({ code: '0002' })).toMatchObject({ status: 'connecting' });
    }

    expect(await unlucky.answer({ code: '0003' })).toMatchObject({
      error_code: 'mfa_attempts_exceeded',
    });
    expect(await lucky.answer({ code: '8081' })).toMatchObject({ status: 'connected' });
  });

  test('mfa-never-arrives sends two more codes and then gives up', async () => {
    const stage = await play(t, { username: 'mfa-never-arrives' });

    expect(await stage.pass('PT14M59S')).toMatchObject({ status: 'connecting' });
    expect(await stage.pass('PT1S')).toMatchObject({ error_code: 'mfa_exhausted' });
  });

  test('mfa-never-arrives takes the third code', async () => {
    const stage = await play(t, { username: 'mfa-never-arrives' });
    await stage.pass('PT11M');

    expect(await stage.answer({ code: '8081' })).toMatchObject({ status: 'connected' });
  });

  test('mfa-choice lets one choose, then asks for the code', async () => {
    const stage = await play(t, { username: 'mfa-choice' });
    await stage.pass('PT1S');
    const unknown = { body: { choice: 'pigeon' } };
    const path = `/v1/sandbox/accounts/${stage.id}/mfa`;

    expect(await t.rest('POST', path, unknown)).toMatchObject({ status: 400 });
    expect(await stage.answer({ choice: 'email' })).toMatchObject({ status: 'connecting' });
    expect(await stage.answer({ code: '8081' })).toMatchObject({ status: 'connected' });
  });

  test('mfa-choice ends when the security key is chosen', async () => {
    const stage = await play(t, { username: 'mfa-choice' });
    await stage.pass('PT1S');

    expect(await stage.answer({ choice: 'security_key' })).toMatchObject({
      error_code: 'physical_mfa_unsupported',
    });
  });

  test('mfa-push waits for the tap, which nobody can answer here', async () => {
    const stage = await play(t, { username: 'mfa-push' });
    const path = `/v1/sandbox/accounts/${stage.id}/mfa`;

    expect(await stage.pass('PT19S')).toMatchObject({ status: 'connecting' });
    expect(await t.rest('POST', path, { body: { code: '1' } })).toMatchObject({ status: 409 });
    expect(await stage.pass('PT1S')).toMatchObject({ status: 'connected' });
  });

  test('mfa-push-denied is denied, and approved when one logs in again', async () => {
    const stage = await play(t, { username: 'mfa-push-denied' });

    expect(await stage.pass('PT20S')).toMatchObject({ error_code: 'mfa_cancelled_by_the_user' });
    await stage.again();
    expect(await stage.pass('PT20S')).toMatchObject({ status: 'connected' });
  });

  test('account-locked is locked until one logs in again', async () => {
    const stage = await play(t, { username: 'account-locked' });

    expect(await stage.pass('PT2S')).toMatchObject({ error_code: 'login_attempts_exceeded' });
    await stage.again();
    expect(await stage.pass('PT2S')).toMatchObject({ status: 'connected', id: stage.id });
  });
});

describe.each(engineNames)('shipped scenarios: what comes later, on %s', (engine) => {
  let t: TestInstance;
  beforeAll(async () => {
    t = await testInstance({ engine });
  });
  afterAll(() => t.close());

  test('session-lost loses the session after ten days, and once only', async () => {
    const stage = await play(t, { username: 'session-lost', link_item: 'harrow_and_pine' });

    const before = await stage.pass('PT239H');
    const lost = await stage.pass('PT2H');
    await stage.pass('P30D');
    await stage.again();
    const back = await stage.pass('P60D');

    expect(before).toMatchObject({ status: 'connected' });
    expect(lost).toMatchObject({
      status: 'error',
      was_connected: true,
      connection: { error_code: 'auth_required' },
      availability: { payouts: { status: 'sync_failed' } },
    });
    expect(back).toMatchObject({
      id: stage.id,
      status: 'connected',
      availability: { payouts: { status: 'synced' } },
    });
    const { available_count: later = 0 } = back.availability.payouts ?? {};
    expect(later).toBeGreaterThan(before.availability.payouts?.available_count ?? 0);
  });

  test('outage takes the connection for six hours and gives it back by itself', async () => {
    const stage = await play(t, { username: 'outage', link_item: 'harrow_and_pine' });
    const start = await stage.pass('PT1M');
    const events = (await eventsOf(t, stage.id)).length;

    const away = await stage.pass('PT48H');
    const still = await stage.pass('PT5H');
    const back = await stage.pass('PT1H');

    expect(start).toMatchObject({ status: 'connected' });
    expect(away.connection).toMatchObject({ status: 'error', error_code: 'service_unavailable' });
    expect(still.connection).toEqual(away.connection);
    expect(back).toMatchObject({
      status: 'connected',
      availability: { payouts: { status: 'synced' } },
    });
    const told = (await eventsOf(t, stage.id)).slice(events);
    expect(new Set(told)).toEqual(new Set(['accounts.updated']));
  });

  test('outage refuses a login meanwhile, and recovers all the same', async () => {
    const stage = await play(t, { username: 'outage', link_item: 'harrow_and_pine' });
    await stage.pass('PT49H');
    await stage.again();

    expect(await stage.pass('PT1H')).toMatchObject({ error_code: 'service_unavailable' });
    expect(await stage.pass('PT4H1M')).toMatchObject({ status: 'connected' });
  });

  test.each(['uber', 'harrow_and_pine'])(
    'partial-scan brings a part at %s, fails, and comes to its end two hours later',
    async (link_item) => {
      const stage = await play(t, { username: 'partial-scan', link_item });

      const failed = await stage.pass('PT1H');
      const whole = await stage.pass('PT2H');

      expect(failed).toMatchObject({
        error_code: 'platform_unavailable',
        availability: {
          profiles: { status: 'sync_failed' },
          activities: { status: 'sync_failed' },
        },
      });
      expect(recordsOf(failed)).toBeGreaterThanOrEqual(50);
      expect(recordsOf(failed)).toBeLessThan(60);
      expect(whole).toMatchObject({
        status: 'connected',
        availability: { profiles: { status: 'synced' }, activities: { status: 'synced' } },
      });
      expect(recordsOf(whole)).toBeGreaterThan(100);
    },
  );
});

describe('shipped scenarios: sooner or later', () => {
  let t: TestInstance;
  beforeAll(async () => {
    t = await testInstance();
  });
  afterAll(() => t.close());

  test('slow-scan stands still before documents and before events', async () => {
    const stage = await play(t, { username: 'slow-scan', link_item: 'harrow_and_pine' });

    const first = await stage.pass('PT30S');
    const facts = await stage.pass('PT1M');
    const all = await stage.pass('PT5M');

    expect(first.availability).toMatchObject({
      profiles: { status: 'synced' },
      documents: { status: 'in_progress' },
    });
    expect(facts.availability).toMatchObject({
      documents: { status: 'synced' },
      payouts: { status: 'in_progress', available_count: 0 },
    });
    expect(all.availability).toMatchObject({ payouts: { status: 'synced' } });
  });

  test.each([
    ['account-suspended', 'PT71H', 'PT2H', 'account_disabled'],
    ['password-expired', 'P89D', 'P2D', 'expired_credentials'],
  ])('%s is connected for %s, and in error %s later', async (username, good, bad, code) => {
    const stage = await play(t, { username, link_item: 'harrow_and_pine' });

    expect(await stage.pass(good)).toMatchObject({ status: 'connected' });
    expect(await stage.pass(bad)).toMatchObject({ error_code: code, was_connected: true });
  });
});
