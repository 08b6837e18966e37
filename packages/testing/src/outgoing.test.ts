import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { createTestIntarsia } from './index.ts';
import { outgoingOfTests } from './outgoing.ts';

const request = {
  headers: {},
  body: '{}',
  allow_loopback: true,
  signal: AbortSignal.timeout(5000),
};

test('webhooks reach a receiver of the test before the call answers that caused them', async () => {
  const received: string[] = [];
  const server = createServer((incoming, response) => {
    let text = '';
    incoming.on('data', (part) => {
      text += part;
    });
    incoming.on('end', () => {
      received.push(JSON.parse(text).event);
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // Safe: it listens on a port.
  const { port } = server.address() as AddressInfo;
  await using intarsia = await createTestIntarsia();
  await intarsia.client.webhooks.create.mutate({
    name: 'Receiver',
    url: `http://127.0.0.1:${port}/hook`,
    events: ['accounts.added', 'accounts.connected'],
  });

  await intarsia.sandbox.connect({ link_item: 'walmart' });

  expect(received).toEqual(['accounts.added', 'accounts.connected']);
  await new Promise((resolve) => server.close(resolve));
});

test('any host may be subscribed, and none but this machine is reached', async () => {
  const outgoing = outgoingOfTests();
  const url = 'https://hooks.example/intarsia';

  expect(await outgoing.refusal(url, { allow_loopback: true })).toBeUndefined();
  expect(await outgoing.post({ ...request, url })).toMatchObject({
    status: null,
    error: 'a test has no network: only this machine can be reached',
  });
  outgoing.close();
});

test.each(['http://localhost:9', 'http://127.0.0.1:9', 'http://[::1]:9'])(
  '%s is this machine',
  async (url) => {
    const outgoing = outgoingOfTests();

    const { error } = await outgoing.post({ ...request, url });

    expect(error).not.toMatch('a test has no network');
    outgoing.close();
  },
);
