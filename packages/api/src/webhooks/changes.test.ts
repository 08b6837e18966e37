import { createHmac } from 'node:crypto';
import type { Webhook } from '@intarsia/domain';
import { type TestInstance, testInstance } from '@intarsia/runtime/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openReceiver, type Receiver } from '../testing/receivers.ts';

let it: TestInstance;
let receiver: Receiver;
let made: Webhook;
beforeAll(async () => {
  receiver = await openReceiver();
  it = await testInstance();
});
afterAll(async () => {
  await receiver.close();
  await it.close();
});
beforeEach(async () => {
  for (const { id } of (await it.caller().webhooks.list({})).results) {
    await it.caller().webhooks.delete({ id });
  }
  receiver.received.length = 0;
  made = await it.caller().webhooks.create(given);
});

const given = {
  events: ['users.created', 'accounts.added'],
  name: 'Backend',
  url: 'http://127.0.0.1:9999/',
  secret: 'hush',
  config: { include_resource: true, days_synced: 60 },
};

const path = () => `/v1/webhooks/${made.id}`;
const now = async () => (await it.rest('GET', path())).body as Webhook;
const change = async (method: string, body: object, place = path()) => {
  const { status, body: answer } = await it.rest(method, place, { body });
  expect(status).toBe(200);
  return answer as Webhook;
};
/** What signs v1 of an event that happens now; undefined where nothing does. */
const signer = async (): Promise<string | undefined> => {
  await change('PATCH', { url: receiver.url });
  receiver.received.length = 0;
  await it.rest('POST', '/v1/users');
  await it.work();
  const [first] = receiver.received;
  const signature = first?.headers['x-argyle-signature'];
  return ['hush', 'new'].find(
    (key) =>
      createHmac('sha512', key)
        .update(first?.body ?? '')
        .digest('hex') === signature,
  );
};

describe('PUT', () => {
  test('makes a subscription what is said, and keeps the secret that is not said', async () => {
    const before = await now();
    it.clock.advance(1000);

    const put = { events: ['*'], name: 'Other', url: 'http://127.0.0.1:9998/' };
    const answer = await change('PUT', put);

    expect(answer).toEqual({
      ...before,
      ...put,
      ...{ config: null, updated_at: it.clock.now() },
    });
    expect(await now()).toEqual(answer);
    await change('PUT', { ...put, events: ['users.created'] });
    expect(await signer()).toBe('hush');
  });

  test('takes a secret, and null for none', async () => {
    const { secret } = await change('PUT', { ...given, secret: 'new' });
    const after = await signer();
    await change('PUT', { ...given, secret: null });

    expect([secret, after, await signer()]).toEqual(['new', 'new', undefined]);
    expect(receiver.received).toHaveLength(1);
  });

  test.each(['events', 'name', 'url'])('does not do without %s', async (name) => {
    const { [name]: _, ...rest }: Record<string, unknown> = given;

    const answer = await it.rest('PUT', path(), { body: rest });

    expect(answer).toMatchObject({ status: 400, body: { [name]: ['is required'] } });
  });
});

describe('PATCH', () => {
  test.each<readonly [string, object]>([
    ['the name', { name: 'Other' }],
    ['the events', { events: ['*'] }],
    ['the URL', { url: 'http://127.0.0.1:9998/' }],
    ['the config, as a whole', { config: { days_synced: 10 } }],
    ['nothing', {}],
  ])('changes %s and leaves all else', async (_, changed) => {
    const before = await now();
    it.clock.advance(1000);

    const answer = await change('PATCH', changed);

    expect(answer).toEqual({ ...before, ...changed, updated_at: it.clock.now() });
    expect(await now()).toEqual(answer);
    await change('PATCH', { events: ['users.created'] });
    expect(await signer()).toBe('hush');
  });

  test('takes a secret at once, without an overlap, and null for none', async () => {
    const { secret } = await change('PATCH', { secret: 'new' });
    const after = await signer();
    const [delivery] = receiver.received;
    await change('PATCH', { secret: null });

    expect([secret, after, await signer()]).toEqual(['new', 'new', undefined]);
    expect(String(delivery?.headers['webhook-signature']).split(' ')).toHaveLength(1);
  });
});

/** Each with the field that it is told of. */
const bad: readonly (readonly [string, object, string])[] = [
  ['a relative URL', { url: '/hooks' }, 'url'],
  ['a URL without a host', { url: 'https:///hooks' }, 'url'],
  ['a URL with a password', { url: 'https://a:b@example.com/' }, 'url'],
  ['a URL with a user name', { url: 'https://a@example.com/' }, 'url'],
  ['a URL with a fragment', { url: 'https://93.184.216.34/#a' }, 'url'],
  ['a space before the URL', { url: ' https://93.184.216.34/' }, 'url'],
  ['a backslash in the URL', { url: 'https:\\\\93.184.216.34/' }, 'url'],
  ['a URL of 2,001 characters', { url: `https://93.184.216.34/${'a'.repeat(1979)}` }, 'url'],
  ['a URL that is no text', { url: 7 }, 'url'],
  ['a file', { url: 'file:///etc/passwd' }, 'url'],
  ['another protocol', { url: 'gopher://93.184.216.34/' }, 'url'],
  ['a private address', { url: 'http://10.0.0.1/' }, 'url'],
  ['a private address in hex', { url: 'http://0x0a000001/' }, 'url'],
  ['the metadata address', { url: 'http://169.254.169.254/latest/' }, 'url'],
  ['an IPv4 address inside IPv6', { url: 'http://[::ffff:10.0.0.1]/' }, 'url'],
  ['an address of 6to4', { url: 'http://[2002:0a00:0001::1]/' }, 'url'],
  ['an address of NAT64', { url: 'http://[64:ff9b::a00:1]/' }, 'url'],
  ['an IPv4 address behind colons', { url: 'http://[::7f00:1]:8080/' }, 'url'],
  ['an address with a zone', { url: 'http://[fe80::1%25eth0]/' }, 'url'],
  ['a multicast address', { url: 'http://224.0.0.1/' }, 'url'],
  ['a port of mail', { url: 'https://93.184.216.34:25/' }, 'url'],
  ['a host that cannot exist', { url: 'https://nowhere.invalid/' }, 'url'],
  ['an unknown event', { events: ['accounts.exploded'] }, 'events.0'],
  ['an event that is no text', { events: ['accounts.added', 7] }, 'events.1'],
  ['no event', { events: [] }, 'events'],
  ['ten thousand events', { events: Array.from({ length: 10_000 }, () => '*') }, 'events'],
  ['another word for all', { events: 'all' }, 'events'],
  ['events that are no list', { events: { 0: '*' } }, 'events'],
  ['an empty secret', { secret: '' }, 'secret'],
  ['a secret of 257 characters', { secret: 's'.repeat(257) }, 'secret'],
  ['a secret of 10,000 characters', { secret: 's'.repeat(10_000) }, 'secret'],
  ['a secret with half a character', { secret: '\ud83d' }, 'secret'],
  ['no days', { config: { days_synced: 0 } }, 'config.days_synced'],
  ['days before today', { config: { days_synced: -1 } }, 'config.days_synced'],
  ['half a day', { config: { days_synced: 0.5 } }, 'config.days_synced'],
  ['days in words', { config: { days_synced: '30' } }, 'config.days_synced'],
  ['more days than there are', { config: { days_synced: 3651 } }, 'config.days_synced'],
  ['a resource that is neither', { config: { include_resource: 1 } }, 'config.include_resource'],
  ['a config that is none', { config: [] }, 'config'],
  ['a misspelt number of days', { config: { days_synched: 7 } }, 'config.days_synched'],
  [
    'a misspelt option beside a good one',
    { config: { days_synced: 7, include_resources: true } },
    'config.include_resources',
  ],
  ['no name', { name: '' }, 'name'],
  ['a name of 10,000 characters', { name: 'n'.repeat(10_000) }, 'name'],
];

describe.each(['POST', 'PUT', 'PATCH'])('%s', (method) => {
  test.each(bad)(
    'with %s is a 400 that names the field, and nothing is changed',
    async (_, wrong, field) => {
      const before = await now();
      const body = method === 'PATCH' ? wrong : { ...given, ...wrong };

      const answer = await it.rest(method, method === 'POST' ? '/v1/webhooks' : path(), { body });

      expect(answer.status).toBe(400);
      expect(Object.keys(answer.body as object)).toContain(field);
      expect((await it.caller().webhooks.list({})).results).toEqual([before]);
    },
  );
});

describe('a rotation', () => {
  test.each<readonly [string, object, string]>([
    ['an empty secret', { secret: '' }, 'secret'],
    ['a secret of 10,000 characters', { secret: 's'.repeat(10_000) }, 'secret'],
    ['no secret at all', { secret: null }, 'secret'],
    ['an overlap of less than nothing', { overlap_seconds: -1 }, 'overlap_seconds'],
    ['half a second', { overlap_seconds: 0.5 }, 'overlap_seconds'],
    ['an overlap by another name', { overlap: 0 }, 'overlap'],
    ['more than thirty days', { overlap_seconds: 30 * 86_400 + 1 }, 'overlap_seconds'],
  ])('with %s is a 400 that names the field, and nothing is changed', async (_, body, field) => {
    const before = await now();

    const answer = await it.rest('POST', `${path()}/rotate-secret`, { body });

    expect(answer.status).toBe(400);
    expect(Object.keys(answer.body as object)).toContain(field);
    expect(await now()).toEqual(before);
    expect(await signer()).toBe('hush');
  });
});
