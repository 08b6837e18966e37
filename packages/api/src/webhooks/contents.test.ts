import { Account, DAY, later } from '@intarsia/domain';
import { type TestInstance, testInstance } from '@intarsia/runtime/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connect, connected, engineNames, pass } from '../testing/logins.ts';
import { openReceiver, type Receiver } from '../testing/receivers.ts';

describe.each(engineNames)('what deliveries hold on %s', (engine) => {
  let it: TestInstance;
  let receiver: Receiver;
  beforeAll(async () => {
    receiver = await openReceiver();
  });
  afterAll(() => receiver.close());
  beforeEach(async () => {
    it = await testInstance({ engine });
    receiver.received.length = 0;
  });
  afterEach(() => it.close());

  const subscribe = async (name: string, config: object | null, events: string[] = ['*']) => {
    const input = { events, name, url: receiver.url, config };
    return (await it.caller().webhooks.create(input)).id;
  };
  const told = (name: string) =>
    receiver.received.map(({ json }) => json).filter((json) => json.name === name);

  test('the account as it was stands beside each event of an account, and nowhere else', async () => {
    await subscribe('with', { include_resource: true });
    await subscribe('without', null);
    const { id } = await connected(it, { username: 'test_1' });
    const refused = await connect(it, { password: 'pass_account_disabled' });
    await pass(it, DAY);
    await it.rest('DELETE', `/v1/accounts/${id}`);
    await it.work();

    const bare = told('with').map(({ event, data: { resource: _, ...data } }) => [event, data]);
    expect(bare.sort()).toEqual(
      told('without')
        .map(({ event, data }) => [event, data])
        .sort(),
    );
    const seen = new Map<string, Account>();
    for (const { event, data } of told('with')) {
      const isHeld = event.startsWith('accounts.') && event !== 'accounts.removed';
      expect([event, 'resource' in data]).toEqual([event, isHeld]);
      if (!isHeld) continue;
      const resource = Account.parse(data.resource);
      expect(resource.id).toBe(data.account);
      seen.set(`${event} ${data.account === id ? 'good' : 'bad'}`, resource);
    }
    expect(seen.get('accounts.added good')?.connection.status).toBe('connecting');
    expect(seen.get('accounts.connected good')?.connection.status).toBe('connected');
    expect(seen.get('accounts.connected good')?.availability.activities?.status).not.toBe('synced');
    expect(seen.get('accounts.updated good')?.availability.activities?.status).toBe('synced');
    expect(seen.get('accounts.failed bad')).toMatchObject({
      id: refused.id,
      connection: { status: 'error', error_code: 'account_disabled' },
    });
  });

  test('an account looks as it does to the client elsewhere, and is gone with its person', async () => {
    const id = await subscribe('with', { include_resource: true }, ['accounts.connected']);
    const admin = it.instance.callAs({ actor: { kind: 'local' } });
    const settings = { pay_distribution: false };
    await admin.clients.update({ id: it.client.id, settings });
    const { user } = await connected(it, { link_item: 'walmart', username: 'gen_1' });
    const [first] = told('with');
    await it.rest('DELETE', `/v1/users/${user}`);
    const { body } = await it.rest('GET', '/v1/events?type=accounts.connected');
    const [event] = (body as { results: { id: string }[] }).results;
    await it.rest('POST', `/v1/webhooks/${id}/replay`, { body: { event: event?.id } });
    await it.work();

    const { availability } = Account.parse(first?.data.resource);
    expect(availability).not.toHaveProperty('pay_allocations');
    expect(told('with')[1]?.data).toEqual({ account: first?.data.account, user });
  });

  test('the arrival of newest days comes to those who asked for as many, with what is there then', async () => {
    const names = ['activities.partially_synced', 'payouts.partially_synced'];
    await subscribe('ten', { days_synced: 10 }, names);
    await subscribe('thirty', null, names);
    await subscribe('thirty too', { days_synced: 30 }, names);
    await subscribe('all', { days_synced: 60 });

    await connected(it, { username: 'test_1' });

    for (const event of names) {
      const days = (name: string) =>
        told(name)
          .filter((one) => one.event === event)
          .map(({ data }) => data.days_synced);
      expect([days('ten'), days('thirty'), days('thirty too')]).toEqual([[10], [30], [30]]);
      expect(days('all')).toEqual([60]);
      const [{ data } = { data: {} }] = told('ten').filter((one) => one.event === event);
      const { available_from, available_to, available_count, ...rest } = Object(data);
      expect(rest).toEqual({
        account: Object(data).account,
        user: Object(data).user,
        days_synced: 10,
      });
      expect(available_count).toBeGreaterThan(0);
      expect(available_from <= later(available_to, -10 * DAY).replace(/\.\d+Z$/, 'Z')).toBe(true);
    }
  });
});
