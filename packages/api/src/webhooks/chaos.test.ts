import { createHmac } from 'node:crypto';
import { type Delivery, later, MINUTE, SECOND, type WebhookChaos } from '@intarsia/domain';
import { type TestInstance, testInstance } from '@intarsia/runtime/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openReceiver, type Receiver } from '../testing/receivers.ts';

const SECRET = 'hush';
/** What happens to the first events under the seed of the tests. */
const FIRST = [
  null,
  null,
  'drop_first_attempt',
  null,
  'duplicate',
  'drop_first_attempt',
  null,
  null,
];

describe.each(['sqlite', 'postgres'] as const)('the chaos of a webhook on %s', (engine) => {
  let it: TestInstance;
  let receiver: Receiver;
  let id: string;
  beforeAll(async () => {
    receiver = await openReceiver();
  });
  afterAll(() => receiver.close());
  beforeEach(async () => {
    it = await testInstance({ engine });
    receiver.answer = () => 204;
    receiver.received.length = 0;
    const input = { events: ['accounts.removed'], name: 'B', url: receiver.url, secret: SECRET };
    ({ id } = await it.caller().webhooks.create(input));
  });
  afterEach(() => it.close());

  const set = async (chaos: Partial<WebhookChaos>) => {
    const path = `/v1/sandbox/webhooks/${id}/chaos`;
    const answer = await it.rest('PUT', path, { body: chaos });
    expect(answer).toMatchObject({ status: 200, body: chaos });
  };
  /** Tells of some events of one account, at once. */
  const tell = (count: number) =>
    it.instance.deps.store.write((tx) =>
      tx.outbox.append(
        { environment_id: it.sandbox.id },
        Array.from({ length: count }, () => ({
          type: 'accounts.removed' as const,
          occurred_at: it.clock.now(),
          data: { account: it.client.id, user: it.client.id },
        })),
      ),
    );
  const places = () => receiver.received.map(({ headers }) => Number(headers['intarsia-sequence']));
  /** In the order of their events. */
  const log = async (): Promise<Delivery[]> => {
    const { results } = await it.caller().webhooks.deliveries({ id, limit: 100 });
    return results.sort((a, b) => (a.event < b.event ? -1 : 1));
  };

  test('sends deliveries twice, with one id and the same bytes', async () => {
    await set({ duplicate: 1 });
    await tell(2);
    await it.work();

    const [first, second] = receiver.received;
    expect(places()).toEqual([1, 1, 2, 2]);
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    expect(second?.body).toBe(first?.body);
    expect((await log())[0]?.attempts).toMatchObject([
      { number: 1, status: 204, chaos: 'duplicate' },
      { number: 2, status: 204, chaos: 'duplicate' },
    ]);
  });

  test('loses first tries, which come at the second', async () => {
    await set({ drop_first_attempt: 1, next: 1 });
    await tell(2);
    await it.work();
    const early = places();
    it.clock.advance(12 * SECOND);
    await it.work();

    expect(early).toEqual([]);
    expect(places()).toEqual([1, 2]);
    const [first] = await log();
    expect(first).toMatchObject({ status: 'delivered' });
    expect(first?.attempts).toMatchObject([
      { status: null, chaos: 'drop_first_attempt', error: expect.stringContaining('lost') },
      { status: 204, chaos: null, error: null },
    ]);
  });

  test('holds deliveries back', async () => {
    await set({ delay: 1, delay_seconds: 90 });
    await tell(1);
    await it.work();
    const [held] = await log();
    it.clock.advance(MINUTE);
    await it.work();
    const early = places();
    it.clock.advance(MINUTE);
    await it.work();

    expect(held?.next_attempt_at).toBe(later(held?.created_at ?? '', 90 * SECOND));
    expect([early, places()]).toEqual([[], [1]]);
  });

  test('puts deliveries behind those that wait for the same account, and loses none', async () => {
    await set({ reorder: 1, next: 2 });
    await tell(4);
    await it.work();

    expect(places()).toEqual([3, 4, 1, 2]);
    expect((await log()).map(({ status }) => status)).toEqual(Array(4).fill('delivered'));
  });

  test('signs with a secret that is another one, once', async () => {
    await set({ wrong_signature: 1 });
    const isRight = ({ headers, body }: (typeof receiver.received)[number]) =>
      headers['x-argyle-signature'] === createHmac('sha512', SECRET).update(body).digest('hex');
    receiver.answer = (delivery) => (isRight(delivery) ? 204 : 401);
    await tell(1);
    await it.work();
    it.clock.advance(12 * SECOND);
    await it.work();

    const [wrong, right] = receiver.received;
    expect(receiver.received.map(isRight)).toEqual([false, true]);
    expect(wrong?.headers['webhook-signature']).not.toBe(right?.headers['webhook-signature']);
    expect((await log())[0]?.attempts).toMatchObject([
      { status: 401, chaos: 'wrong_signature' },
      { status: 204, chaos: null },
    ]);
  });

  test('hits the same events of one seed in every run, and its share of them', async () => {
    await set({ duplicate: 0.25, drop_first_attempt: 0.25 });
    await tell(100);
    for (let n = 0; n < 40; n++) {
      await it.work();
      it.clock.advance(12 * SECOND);
    }

    const hit = (await log()).map(({ attempts }) => attempts[0]?.chaos);
    expect(hit.slice(0, 8)).toEqual(FIRST);
    expect(hit.filter((trouble) => trouble === 'duplicate').length).toBeGreaterThan(15);
    expect(hit.filter((trouble) => trouble === 'drop_first_attempt').length).toBeGreaterThan(15);
    expect(hit.filter((trouble) => trouble === null).length).toBeGreaterThan(35);
    expect(new Set(places()).size).toBe(100);
  });

  test('tells how many deliveries it is still for, and is over with them', async () => {
    await set({ duplicate: 1, next: 3 });
    await tell(2);
    await it.work();
    const { body } = await it.rest('GET', `/v1/sandbox/webhooks/${id}/chaos`);
    await tell(2);
    await it.work();

    expect(body).toMatchObject({ duplicate: 1, next: 1 });
    expect(places()).toEqual([1, 1, 2, 2, 3, 3, 4]);
  });

  test('leaves the webhook as the documents show it, and ends with what is not named', async () => {
    const before = await it.caller().webhooks.get({ id });
    await set({ duplicate: 1 });
    const during = await it.caller().webhooks.get({ id });
    await set({});
    await tell(1);
    await it.work();

    expect(during).toEqual(before);
    expect(places()).toEqual([1]);
  });
});

describe('chaos that can not be', () => {
  let it: TestInstance;
  beforeAll(async () => {
    it = await testInstance();
  });
  afterAll(() => it.close());

  test.each<readonly [string, object, string]>([
    ['a share above 1', { duplicate: 1.5 }, 'duplicate'],
    ['a share below 0', { reorder: -0.1 }, 'reorder'],
    ['a share that is no number', { delay: 'often' }, 'delay'],
    ['no time to wait', { delay_seconds: 0 }, 'delay_seconds'],
    ['fewer than no deliveries', { next: -1 }, 'next'],
    ['shares of more than there is', { duplicate: 0.7, wrong_signature: 0.2, delay: 0.2 }, 'delay'],
    ['a trouble that nobody knows', { explode: 1 }, 'explode'],
  ])('%s is a 400 that names the field', async (_, chaos, field) => {
    const input = { events: '*', name: 'B', url: 'http://127.0.0.1:9999/' };
    const { body } = await it.rest('POST', '/v1/webhooks', { body: input });
    const path = `/v1/sandbox/webhooks/${(body as { id: string }).id}/chaos`;

    const answer = await it.rest('PUT', path, { body: chaos });

    expect(answer.status).toBe(400);
    expect(Object.keys(answer.body as object)).toContain(field);
  });
});
