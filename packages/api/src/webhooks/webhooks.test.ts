import { createHmac } from 'node:crypto';
import { DAY, HOUR, SECOND, type Webhook } from '@intarsia/domain';
import { type TestInstance, testInstance } from '@intarsia/runtime/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connected } from '../testing/logins.ts';
import { openReceiver, type Received, type Receiver } from '../testing/receivers.ts';

let it: TestInstance;
let receiver: Receiver;
beforeAll(async () => {
  receiver = await openReceiver();
});
afterAll(() => receiver.close());

const subscribe = async (given: object = {}): Promise<Webhook> => {
  const body = { events: ['*'], name: 'Backend', url: receiver.url, ...given };
  const answer = await it.rest('POST', '/v1/webhooks', { body });
  expect(answer).toMatchObject({ status: 201 });
  return answer.body as Webhook;
};
const events = () => receiver.received.map(({ json }) => json.event);
/** The one delivery that came. */
const only = (): Received => {
  const [first] = receiver.received;
  if (!first || receiver.received.length > 1) throw new Error(`${receiver.received.length} came`);
  return first;
};

describe.each(['sqlite', 'postgres'] as const)('webhooks on %s', (engine) => {
  beforeEach(async () => {
    it = await testInstance({ engine });
    receiver.answer = () => 204;
    receiver.received.length = 0;
  });
  afterEach(() => it.close());

  test('a subscription is read as it was made, but for its secrets', async () => {
    const made = await subscribe({ secret: 'hush', config: { days_synced: 60 } });

    const { body } = await it.rest('GET', `/v1/webhooks/${made.id}`);

    expect(made).toMatchObject({
      secret: 'hush',
      signing_secret: expect.stringMatching(/^whsec_/),
    });
    expect(body).toEqual({ ...made, secret: null, signing_secret: null });
    expect(body).toMatchObject({ events: ['*'], name: 'Backend', config: { days_synced: 60 } });
  });

  test('a first connection is told in the documented order, each event once and with its place', async () => {
    await subscribe();

    const account = await connected(it);

    const told = receiver.received.filter(({ json }) => json.data.account === account.id);
    expect(told.map(({ json }) => json.event).slice(0, 4)).toEqual([
      'accounts.added',
      'accounts.updated',
      'accounts.connected',
      'accounts.updated',
    ]);
    expect(events()).toContain('payouts.fully_synced');
    expect(told.map(({ headers }) => Number(headers['intarsia-sequence']))).toEqual(
      told.map((_, index) => index + 1),
    );
    expect(told[0]?.json).toEqual({
      event: 'accounts.added',
      name: 'Backend',
      data: { account: account.id, user: account.user },
    });
    expect(new Set(told.map(({ headers }) => headers['webhook-id'])).size).toBe(told.length);
  });

  test('the headers of v1 sign the bytes that came under the raw secret', async () => {
    await subscribe({ secret: 'ключ 🔑', events: ['users.created'] });

    await it.rest('POST', '/v1/users');
    await it.work();

    const { headers, body } = only();
    const wanted = createHmac('sha512', Buffer.from('ключ 🔑')).update(body).digest('hex');
    expect(headers['x-argyle-signature']).toBe(wanted);
    expect(headers['x-intarsia-signature']).toBe(wanted);
  });

  test('without a secret only Standard Webhooks signs', async () => {
    const { signing_secret } = await subscribe({ events: ['users.created'] });

    await it.rest('POST', '/v1/users');
    await it.work();

    const { headers, body } = only();
    const key = Buffer.from(signing_secret?.slice('whsec_'.length) ?? '', 'base64');
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
    const wanted = createHmac('sha256', key).update(signed).digest('base64');
    expect(headers['webhook-signature']).toBe(`v1,${wanted}`);
    expect(headers['x-argyle-signature']).toBeUndefined();
  });

  test('events of our own come only to those who name them', async () => {
    await subscribe({ events: '*' });

    await it.rest('POST', '/v1/users');
    await it.work();

    expect(events()).toEqual([]);
  });

  test('a subscription is paused after five days without a success, says so, and can be resumed', async () => {
    const { id } = await subscribe();
    await subscribe({ events: ['webhooks.paused'], name: 'Watch' });
    receiver.answer = ({ json }) => (json.name === 'Watch' ? 204 : 500);
    await it.rest('POST', '/v1/sandbox/accounts', {
      body: { link_item: 'walmart', username: 'gen_9', password: 'passgood' },
    });
    for (let n = 0; n < 18; n++) {
      it.clock.advance(DAY / 2);
      await it.work();
    }

    const paused = await it.caller().webhooks.get({ id });
    const told = receiver.received.filter(({ json }) => json.event === 'webhooks.paused');
    receiver.answer = () => 204;
    receiver.received.length = 0;
    const { body } = await it.rest('PATCH', `/v1/webhooks/${id}`, { body: { status: 'active' } });
    await it.work();

    expect(paused.status).toBe('paused');
    expect(told.map(({ json }) => json.data)).toEqual([{ webhook: id }]);
    expect(body).toMatchObject({ status: 'active' });
    expect(events().slice(0, 2)).toEqual(['accounts.added', 'accounts.updated']);
  });

  test('Retry-After is waited for', async () => {
    await subscribe({ events: ['users.created'] });
    receiver.answer = () => ({ status: 429, headers: { 'retry-after': '3600' } });
    await it.rest('POST', '/v1/users');
    await it.work();
    receiver.answer = () => 204;

    it.clock.advance(HOUR - 2 * SECOND);
    await it.work();
    const early = receiver.received.length;
    it.clock.advance(3 * SECOND);
    await it.work();

    expect([early, receiver.received.length]).toEqual([1, 2]);
  });

  test('an answer of bytes that are no text is kept as far as it is', async () => {
    const { id } = await subscribe({ events: ['users.created'] });
    receiver.answer = () => ({ status: 400, headers: {}, body: Buffer.from('a\0b\xff', 'latin1') });
    await it.rest('POST', '/v1/users');
    await it.work();

    const { results } = await it.caller().webhooks.deliveries({ id });

    expect(results[0]?.attempts).toMatchObject([{ status: 400, response: 'a\ufffdb\ufffd' }]);
    expect(receiver.received).toHaveLength(1);
  });

  test('for the overlap of a rotation both secrets verify', async () => {
    const { id, secret } = await subscribe({ events: ['users.created'], secret: 'first' });
    const { body } = await it.rest('POST', `/v1/webhooks/${id}/rotate-secret`, {
      body: { secret: 'second', overlap_seconds: 60 },
    });
    await it.rest('POST', '/v1/users');
    await it.work();
    it.clock.advance(61 * SECOND);
    await it.rest('POST', '/v1/users');
    await it.work();

    const [during, after] = receiver.received;
    const legacy = (key: string, text = '') => createHmac('sha512', key).update(text).digest('hex');
    expect(secret).toBe('first');
    expect(body).toMatchObject({ secret: 'second' });
    expect(during?.headers['x-argyle-signature']).toBe(legacy('first', during?.body));
    expect(String(during?.headers['webhook-signature']).split(' ')).toHaveLength(2);
    expect(after?.headers['x-argyle-signature']).toBe(legacy('second', after?.body));
    expect(String(after?.headers['webhook-signature']).split(' ')).toHaveLength(1);
  });

  test('what was not sent of an erased person is not sent, but that they are gone', async () => {
    await subscribe();
    receiver.answer = () => 500;
    const account = await connected(it);
    await it.work();
    receiver.answer = () => 204;
    receiver.received.length = 0;
    await it.rest('DELETE', `/v1/users/${account.user}`);

    it.clock.advance(HOUR);
    await it.work();

    expect(receiver.received.map(({ json }) => json)).toEqual([
      {
        event: 'accounts.removed',
        name: 'Backend',
        data: { account: account.id, user: account.user },
      },
    ]);
  });

  test('nothing of what was sent of an erased person stays, and no signature that could prove a guess', async () => {
    const { id } = await subscribe({ config: { include_resource: true }, secret: 'hush' });
    receiver.answer = ({ body }) => ({ status: 200, headers: {}, body: Buffer.from(body) });
    const account = await connected(it);
    await it.rest('DELETE', `/v1/accounts/${account.id}`);
    await it.work();

    const { results } = await it.caller().webhooks.deliveries({ id, limit: 200 });
    const [removed, ...others] = results;
    const headersOf = ({ attempts }: { attempts: { request_headers: object }[] }) =>
      attempts.flatMap(({ request_headers }) => Object.keys(request_headers));
    expect(removed?.type).toBe('accounts.removed');
    expect(headersOf(removed ?? { attempts: [] })).toContain('x-argyle-signature');
    expect(others.length).toBeGreaterThan(3);
    expect(others.flatMap(({ attempts }) => attempts.map(({ response }) => response))).toEqual(
      others.map(() => null),
    );
    expect(others.flatMap(headersOf)).toEqual([]);
  });
});
