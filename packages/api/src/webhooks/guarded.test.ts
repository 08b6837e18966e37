import { createServer } from 'node:http';
import { SECOND } from '@intarsia/domain';
import { type TestInstance, testInstance } from '@intarsia/runtime/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openOutgoing } from '../../../runtime/src/outgoing/outgoing.ts';
import { openReceiver, type Receiver } from '../testing/receivers.ts';

describe('a subscription to a name', () => {
  let it: TestInstance;
  let receiver: Receiver;
  /** Where the name leads for now. */
  let leads = '';
  beforeAll(async () => {
    receiver = await openReceiver();
  });
  afterAll(() => receiver.close());
  beforeEach(async () => {
    const outgoing = openOutgoing({
      resolve: async () => [{ address: leads, family: leads.includes(':') ? 6 : 4 }],
      timeout_ms: 500,
    });
    it = await testInstance({ machine: { outgoing } });
    receiver.received.length = 0;
    receiver.answer = () => 204;
  });
  afterEach(() => it.close());

  const allow = (allow_loopback: boolean) =>
    it.rest('PATCH', '/v1/sandbox/settings', { body: { allow_loopback } });
  const subscribe = async () => {
    const url = `http://hooks.example:${new URL(receiver.url).port}/`;
    const input = { events: ['users.created'], name: 'Backend', url };
    return it.caller(undefined, await sandbox()).webhooks.create(input);
  };
  const sandbox = async () => {
    const { environments } = it.instance.deps.store.read;
    return (await environments.find(it.sandbox.id)) ?? it.sandbox;
  };
  const lastTry = async (id: string) => {
    const { results } = await it.caller().webhooks.deliveries({ id });
    return results[0]?.attempts.at(-1);
  };
  const makeUser = async () => {
    await it.rest('POST', '/v1/users');
    await it.work();
  };

  test.each([
    '127.0.0.1',
    '::1',
    '10.0.0.1',
    '169.254.169.254',
    '::ffff:127.0.0.1',
    '64:ff9b::7f00:1',
  ])(
    'that turns to %s after it was made is not sent to, and goes on once it leads elsewhere',
    async (address) => {
      await allow(false);
      leads = '93.184.215.14';
      const { id } = await subscribe();
      leads = address;
      await makeUser();
      const refused = await lastTry(id);
      const reached = receiver.received.length;
      await allow(true);
      leads = '127.0.0.1';
      it.clock.advance(12 * SECOND);
      await it.work();

      expect(refused).toMatchObject({
        status: null,
        error: 'the address must not lead to a private or reserved address',
      });
      expect([reached, receiver.received.length]).toEqual([0, 1]);
    },
  );

  test('that may lead to this machine no longer is not sent to over a connection of before', async () => {
    await allow(true);
    leads = '127.0.0.1';
    const { id } = await subscribe();
    await makeUser();
    await allow(false);
    await makeUser();

    expect(receiver.received).toHaveLength(1);
    expect((await lastTry(id))?.error).toContain('private or reserved');
  });

  test.each([301, 302, 303, 307, 308])(
    'is not followed where it redirects with %i',
    async (status) => {
      await allow(true);
      leads = '127.0.0.1';
      const elsewhere = await openCounter();
      receiver.answer = () => ({ status, headers: { location: elsewhere.url } });
      const { id } = await subscribe();
      await makeUser();
      const reached = elsewhere.requests();
      await fetch(receiver.url, { method: 'POST', body: '{}' });

      expect(await lastTry(id)).toMatchObject({ status, error: `answered ${status}` });
      expect([reached, elsewhere.requests()]).toEqual([0, 1]);
      elsewhere.close();
    },
  );
});

/** A server that counts who comes, whatever they ask. */
async function openCounter() {
  let requests = 0;
  const server = createServer((_, response) => {
    requests += 1;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/`,
    requests: () => requests,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
