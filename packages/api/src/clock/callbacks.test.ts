import { DAY, later, MINUTE } from '@intarsia/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { basicAuth, type TestInstance, testInstance } from '../../../runtime/src/testing.ts';
import { clockOf, drive } from '../testing/clocks.ts';
import { connect, engineNames, readAccount } from '../testing/logins.ts';
import { openReceiver, type Receiver } from '../testing/receivers.ts';

type Ask = (method: string, path: string, body?: object) => Promise<number>;

describe.each(engineNames)('a receiver that calls back while somebody drives, on %s', (engine) => {
  let t: TestInstance;
  let receiver: Receiver;
  beforeAll(async () => {
    receiver = await openReceiver();
  });
  afterAll(() => receiver.close());
  beforeEach(async () => {
    t = await testInstance({ engine });
    receiver.received.length = 0;
    await drive(t, 'freeze');
    const body = { events: ['*'], name: 'Backend', url: receiver.url };
    await t.rest('POST', '/v1/webhooks', { body });
    return () => t.close();
  });

  /** The REST core of this instance, or of another one on the same database, as another process has it. */
  async function asking(
    where: 'here' | 'elsewhere',
  ): Promise<{ ask: Ask; close(): Promise<void> }> {
    const other = where === 'here' ? undefined : await t.again();
    const { rest } = other ?? t.instance;
    return {
      async ask(method, path, body) {
        const { status } = await rest({
          method,
          url: path,
          headers: { authorization: basicAuth(t.keys.sandbox) },
          body: Buffer.from(body ? JSON.stringify(body) : ''),
          origin: 'http://intarsia.test',
          request_id: 'callback',
        });
        return status;
      },
      close: async () => other?.close(),
    };
  }

  test.each(['here', 'elsewhere'] as const)(
    'is answered %s, and what it begins is done on the way',
    async (where) => {
      const { ask, close } = await asking(where);
      const start = (await clockOf(t)).now;
      const { id, user } = await connect(t, { username: 'gen_4', link_item: 'walmart' });
      const statuses: Record<string, number[]> = {};
      const note = async (what: string, asked: Promise<number>) => {
        const status = await asked;
        statuses[what] = [...(statuses[what] ?? []), status];
      };
      receiver.answer = async ({ json: { event, data } }) => {
        const body = { external_metadata: { last: event } };
        await note('read', ask('GET', `/v1/accounts/${data.account}`));
        await note('list', ask('GET', `/v1/payouts?account=${data.account}`));
        await note('write', ask('PATCH', `/v1/users/${data.user}`, body));
        await note('drive', ask('POST', '/v1/sandbox/clock/advance', { by: 'P1D' }));
        if (event !== 'payouts.fully_synced' || data.account !== id) return 204;
        const login = { user, link_item: 'warpride', username: 'test_empty', password: 'passgood' };
        await note('connect', ask('POST', '/v1/sandbox/accounts', login));
        await note('scan', ask('POST', `/v1/accounts/${id}/periodic-scan`));
        return 204;
      };

      const driven = await drive(t, 'advance', { body: { by: 'P1D' } });
      await close();

      const { results: accounts } = await t.caller().accounts.list({ user });
      const events = receiver.received.map(({ json }) => json.event);
      const calls = events.length;
      expect(driven.now).toBe(later(start, DAY));
      expect(calls).toBeGreaterThan(15);
      expect(statuses).toEqual({
        read: Array(calls).fill(200),
        list: Array(calls).fill(200),
        write: Array(calls).fill(200),
        drive: Array(calls).fill(409),
        connect: [201],
        scan: [200],
      });
      expect(accounts.map(({ availability }) => availability.payouts?.status)).toEqual([
        'synced',
        'synced',
      ]);
      expect(events).toContain('payouts.added');
      const { payouts } = (await readAccount(t, id)).availability;
      expect((payouts?.updated_at ?? '') < later(start, DAY + MINUTE)).toBe(true);
    },
    60_000,
  );
});
