import { DAY, later } from '@intarsia/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type TestInstance, testInstance } from '../../../runtime/src/testing.ts';
import { clockOf, drive } from '../testing/clocks.ts';
import { connected, engineNames } from '../testing/logins.ts';
import { openReceiver, type Receiver } from '../testing/receivers.ts';

const EARLIER = '2019-01-15T09:00:00.000000Z';

describe.each(engineNames)('what outlives a time that is taken back, on %s', (engine) => {
  let t: TestInstance;
  let receiver: Receiver;
  beforeAll(async () => {
    receiver = await openReceiver();
  });
  afterAll(() => receiver.close());
  beforeEach(async () => {
    t = await testInstance({ engine });
    receiver.received.length = 0;
    return () => t.close();
  });

  const ways = {
    'a restore': async () => {
      const { id } = await t.caller().snapshots.create({});
      return () => t.rest('POST', `/v1/sandbox/snapshots/${id}/restore`);
    },
    'a reset of the world': async () => () => t.rest('POST', '/v1/sandbox/reset'),
    'a clock that is set back': async () => async () => {
      for (const { id } of (await t.caller().users.list({})).results) {
        await t.rest('DELETE', `/v1/users/${id}`);
      }
      await drive(t, 'freeze', { body: { at: EARLIER } });
    },
  };

  test.each(Object.entries(ways))('deliveries go on after %s', async (_, prepare) => {
    const body = { events: ['users.created'], name: 'Backend', url: receiver.url };
    await t.rest('POST', '/v1/webhooks', { body });
    const goBack = await prepare();
    await drive(t, 'advance', { body: { by: 'P2Y' } });
    receiver.answer = () => 500;
    await t.rest('POST', '/v1/users');
    await t.instance.deliveries.work();
    await t.instance.deliveries.idle();
    const tried = receiver.received.length;
    receiver.answer = () => 204;

    await goBack();
    const { now } = await clockOf(t);
    await t.rest('POST', '/v1/users');
    await drive(t, 'run');

    expect(tried).toBe(1);
    expect(receiver.received.length).toBeGreaterThan(tried);
    expect((await clockOf(t)).now < later(now, DAY)).toBe(true);
    const [webhook] = (await t.caller().webhooks.list({})).results;
    const deliveries = webhook && (await t.caller().webhooks.deliveries(webhook)).results;
    const statuses = deliveries?.map(({ status }) => status);
    // What was told of somebody who was deleted is dropped.
    expect(statuses).toContain('delivered');
    expect(statuses).not.toContain('waiting');
  });

  test('idle accounts are removed by the clock as it is then', async () => {
    await drive(t, 'advance', { body: { by: 'P2Y' } });
    await t.rest('PATCH', '/v1/sandbox/settings', { body: { purge_idle_days: 10 } });
    await drive(t, 'run');
    await drive(t, 'freeze', { body: { at: EARLIER } });
    const login = { username: 'test_empty', password: 'pass_auth_required' };
    const { id } = await connected(t, login);
    const there = async () => (await t.rest('GET', `/v1/accounts/${id}`)).status;
    await drive(t, 'advance', { body: { by: 'P9D' } });
    const before = await there();
    await drive(t, 'advance', { body: { by: 'P2D' } });

    expect([before, await there()]).toEqual([200, 404]);
  });
});
