import type { Account, Delivery, DeliveryDetail, Webhook } from '@intarsia/domain';
import { type TestInstance, testInstance } from '@intarsia/runtime/testing';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connected, engineNames } from '../testing/logins.ts';
import { openReceiver, type Receiver } from '../testing/receivers.ts';

describe.each(engineNames)('the request of a delivery on %s', (engine) => {
  let it: TestInstance;
  let receiver: Receiver;
  let webhook: Webhook;
  beforeAll(async () => {
    receiver = await openReceiver();
    it = await testInstance({ engine });
    return async () => {
      await it.close();
      await receiver.close();
    };
  });
  beforeEach(async () => {
    for (const { id } of (await it.caller().webhooks.list({})).results) {
      await it.caller().webhooks.delete({ id });
    }
    receiver.answer = () => 204;
    receiver.received.length = 0;
    webhook = await subscribe(['users.created']);
  });

  const subscribe = (events: string[], config: Webhook['config'] = null) =>
    it.caller().webhooks.create({ events, name: 'B \u2028 "ü"', url: receiver.url, config });
  const log = async (): Promise<Delivery[]> =>
    (await it.caller().webhooks.deliveries({ id: webhook.id })).results;
  /** The oldest delivery to the webhook. */
  const shown = async (): Promise<DeliveryDetail> => {
    const delivery = (await log()).at(-1)?.id ?? '';
    const { body } = await it.rest('GET', `/v1/webhooks/${webhook.id}/deliveries/${delivery}`);
    return body as DeliveryDetail;
  };
  const makeUser = async () => {
    const { id } = await it.caller().users.create({});
    await it.work();
    return id;
  };
  const confirmed = ({ attempts }: DeliveryDetail) =>
    attempts.map(({ body_confirmed }) => body_confirmed);

  test('is what came, to the byte', async () => {
    webhook = await subscribe(['accounts.connected'], { include_resource: true });
    await connected(it, { link_item: 'walmart', username: 'gen_1' });

    const delivery = await shown();

    const { body = '' } = receiver.received.find(({ json }) => json.data.resource) ?? {};
    expect(delivery.request).toEqual({ method: 'POST', url: receiver.url, body });
    expect(JSON.parse(body).data.resource).toMatchObject({ connection: { status: 'connected' } });
    expect(confirmed(delivery)).toEqual([true]);
  });

  test('is what will come, before it is tried', async () => {
    await it.caller().webhooks.update({ id: webhook.id, status: 'paused' });
    await makeUser();
    const { request, attempts } = await shown();
    await it.caller().webhooks.update({ id: webhook.id, status: 'active' });
    await it.work();

    expect(attempts).toEqual([]);
    expect(receiver.received.map(({ body }) => body)).toEqual([request.body]);
  });

  const change = (changes: object) => () =>
    it.caller().webhooks.update({ id: webhook.id, ...changes });
  const rotate = (overlap_seconds: number) => () =>
    it.caller().webhooks.rotateSecret({ id: webhook.id, overlap_seconds });
  test.each<readonly [string, () => Promise<unknown>, boolean]>([
    ['another URL', change({ url: 'http://127.0.0.1:9999/' }), true],
    ['other events', change({ events: ['*'] }), true],
    ['a rotation that overlaps', rotate(60), true],
    ['a rotation that does not', rotate(0), false],
    ['another secret', change({ secret: 'new' }), false],
    ['another name', change({ name: 'Other' }), false],
  ])('is confirmed as long as that can be told: %s', async (_, changing, wanted) => {
    await makeUser();
    await changing();

    const delivery = await shown();

    const now = await it.caller().webhooks.get({ id: webhook.id });
    expect(delivery.request.url).toBe(now.url);
    expect(JSON.parse(delivery.request.body ?? '')).toMatchObject({ name: now.name });
    expect(confirmed(delivery)).toEqual([wanted]);
  });

  test('is not confirmed for tries that had another body', async () => {
    receiver.answer = () => 500;
    await makeUser();
    await change({ name: 'Other', status: 'active' })();
    receiver.answer = () => 204;
    await it.work();

    expect(confirmed(await shown())).toEqual([false, true]);
  });

  test('is confirmed where the chaos of a sandbox has signed it badly', async () => {
    await it.caller().webhookChaos.set({ id: webhook.id, wrong_signature: 1 });
    await makeUser();

    expect(confirmed(await shown())).toEqual([true]);
  });

  test.each([
    ['was sent', 204],
    ['waits', 500],
  ])('has no body once its person is erased: one that %s', async (_, status) => {
    receiver.answer = () => status;
    const user = await makeUser();
    const before = await shown();
    await it.caller().users.delete({ id: user });

    const after = await shown();

    expect(before.request.body).toContain(user);
    expect(after.request.body).toBeNull();
    expect(confirmed(after)).toEqual([false]);
  });

  test('is of ids alone where an event of somebody who is erased is sent again', async () => {
    webhook = await subscribe(['documents.added']);
    const account: Account = await connected(it, { link_item: 'walmart', username: 'gen_2' });
    const [sent] = await log();
    await it.caller().accounts.delete({ id: account.id });
    await it.caller().webhooks.replay({ id: webhook.id, event: sent?.event });
    await it.work();

    const [again] = (await log()).filter(({ replayed }) => replayed);
    const { request, attempts } = await it
      .caller()
      .webhooks.delivery({ id: webhook.id, delivery: again?.id ?? '' });

    const data = { account: account.id, user: account.user };
    expect(JSON.parse(request.body ?? '').data).toEqual(data);
    expect(receiver.received.at(-1)?.body).toBe(request.body);
    expect(attempts).toMatchObject([{ body_confirmed: true }]);
  });
});
