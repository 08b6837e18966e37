import { DAY, type Delivery, MINUTE, type Webhook } from '@intarsia/domain';
import { type TestInstance, testInstance } from '@intarsia/runtime/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { invoke } from '../kernel/index.ts';
import { openReceiver, type Receiver } from '../testing/receivers.ts';
import { countTurns } from '../testing/turns.ts';
import { depsWith } from '../testing/workers.ts';
import { webhooksOperations } from './operations.ts';

const unknown = '0994b847-cc69-4d98-bc99-c5e65e762add';
const idOf = (n: number) => `018051aa-f7a9-7000-8000-${String(n).padStart(12, '0')}`;

describe.each(['sqlite', 'postgres'] as const)('the log of deliveries on %s', (engine) => {
  let it: TestInstance;
  let receiver: Receiver;
  let webhook: Webhook;
  beforeAll(async () => {
    receiver = await openReceiver();
  });
  afterAll(() => receiver.close());
  beforeEach(async () => {
    it = await testInstance({ engine });
    receiver.answer = () => 204;
    receiver.received.length = 0;
    const input = { events: ['users.created'], name: 'Backend', url: receiver.url };
    webhook = await it.caller().webhooks.create(input);
  });
  afterEach(() => it.close());

  const log = async (): Promise<Delivery[]> => {
    const { body } = await it.rest('GET', `/v1/webhooks/${webhook.id}/deliveries`);
    return (body as { results: Delivery[] }).results;
  };
  const replay = (body: object) => it.rest('POST', `/v1/webhooks/${webhook.id}/replay`, { body });
  const makeUser = async () => {
    const { body } = await it.rest('POST', '/v1/users');
    await it.work();
    return (body as { id: string }).id;
  };

  const tellOf = async (count: number) => {
    const { store } = it.instance.deps;
    const occurred_at = it.clock.now();
    const told = (n: number) =>
      ({ type: 'users.created', occurred_at, data: { user: idOf(n) } }) as const;
    for (let n = 0; n < count; n += 500) {
      const part = Array.from({ length: 500 }, (_, i) => told(n + i));
      await store.write((tx) => tx.outbox.append({ environment_id: it.sandbox.id }, part));
    }
  };

  test('every try is told with its request, its answer and how long it took', async () => {
    receiver.answer = () => 500;
    const user = await makeUser();
    receiver.answer = () => 204;
    it.clock.advance(MINUTE);
    await it.work();

    const [delivery, ...others] = await log();

    expect(others).toEqual([]);
    expect(delivery).toMatchObject({
      type: 'users.created',
      user,
      account: null,
      status: 'delivered',
      replayed: false,
      next_attempt_at: null,
    });
    expect(delivery?.attempts.map(({ number, status, error }) => [number, status, error])).toEqual([
      [1, 500, 'answered 500'],
      [2, 204, null],
    ]);
    expect(delivery?.attempts[0]?.request_headers['webhook-id']).toBe(delivery?.event);
    expect(delivery?.attempts[0]?.latency_ms).toBeGreaterThanOrEqual(0);
  });

  test('one delivery is told of by its id, to the webhook that it goes to', async () => {
    const other = await it.caller().webhooks.create({ ...webhook, name: 'Other' });
    await makeUser();
    const [sent] = await log();

    const { body } = await it.rest('GET', `/v1/webhooks/${webhook.id}/deliveries/${sent?.id}`);
    const elsewhere = await it.rest('GET', `/v1/webhooks/${other.id}/deliveries/${sent?.id}`);

    expect(body).toMatchObject({ ...sent });
    expect(elsewhere.status).toBe(404);
  });

  test('a receiver that is not there is told of in words', async () => {
    await it.caller().webhooks.update({ id: webhook.id, url: 'http://127.0.0.1:1024/' });
    await makeUser();

    const [delivery] = await log();

    expect(delivery).toMatchObject({ status: 'waiting', next_attempt_at: expect.any(String) });
    expect(delivery?.attempts).toMatchObject([
      { status: null, response: null, error: expect.stringContaining('ECONNREFUSED') },
    ]);
  });

  test('one event is sent again with the same id, whatever was subscribed to', async () => {
    await makeUser();
    const [sent] = await log();
    await it.caller().webhooks.update({ id: webhook.id, events: ['accounts.added'] });

    const { status, body } = await replay({ event: sent?.event });
    await it.work();

    expect([status, body]).toEqual([200, { replayed: 1, next_cursor: null }]);
    const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect(ids).toEqual([sent?.event, sent?.event]);
    expect(receiver.received[1]?.body).toBe(receiver.received[0]?.body);
    expect((await log()).map(({ replayed }) => replayed).sort()).toEqual([false, true]);
  });

  test('events of a time are sent again in their order', async () => {
    await makeUser();
    it.clock.advance(DAY);
    const from = it.clock.now();
    const users = [await makeUser(), await makeUser()];
    it.clock.advance(DAY);
    const to = it.clock.now();
    it.clock.advance(DAY);
    await makeUser();
    receiver.received.length = 0;

    const { body } = await replay({ from, to });
    await it.work();

    expect(body).toEqual({ replayed: 2, next_cursor: null });
    expect(receiver.received.map(({ json }) => json.data.user)).toEqual(users);
  });

  test('thousands of events of one moment are sent again page by page, each once', async () => {
    const { store } = it.instance.deps;
    const scope = { environment_id: it.sandbox.id };
    const now = it.clock.now();
    await it.caller().webhooks.update({ id: webhook.id, events: ['users.updated'] });
    await tellOf(4500);
    await it.caller().webhooks.update({ id: webhook.id, events: ['users.created'] });

    const parts: { replayed: number; next_cursor: string | null }[] = [];
    let cursor: string | null = null;
    do {
      const { body } = await replay({ from: now, to: now, ...(cursor && { cursor }) });
      parts.push(body as (typeof parts)[number]);
      cursor = parts.at(-1)?.next_cursor ?? null;
    } while (cursor !== null);

    expect(parts.map(({ replayed }) => replayed)).toEqual([2000, 2000, 500]);
    const request = { webhook: webhook.id, limit: 5000, offset: 0, order: 'asc' } as const;
    const waiting = await store.read.deliveries.list(scope, request);
    expect(new Set(waiting.map(({ event }) => event.id)).size).toBe(4500);
    expect(waiting).toHaveLength(4500);
  });

  test('a look through a long feed leaves others their turns', async () => {
    const from = it.clock.now();
    await it.caller().webhooks.update({ id: webhook.id, events: ['users.updated'] });
    await tellOf(4500);
    const turns = countTurns();

    const { body } = await replay({ from });

    expect(turns.stop()).toBeGreaterThan(4500 / 500);
    expect(body).toEqual({ replayed: 0, next_cursor: null });
  });

  test('what lies before a time and behind it is passed over', async () => {
    await it.caller().webhooks.update({ id: webhook.id, events: ['users.updated'] });
    await tellOf(1000);
    it.clock.advance(DAY);
    const day = it.clock.now();
    await tellOf(500);
    it.clock.advance(DAY);
    await tellOf(1000);
    await it.caller().webhooks.update({ id: webhook.id, events: ['users.created'] });
    const { store } = it.instance.deps;
    let parts = 0;
    const list: typeof store.read.events.list = (...args) => {
      parts += 1;
      return store.read.events.list(...args);
    };
    const events = { value: { ...store.read.events, list } };
    const read: typeof store.read = Object.create(store.read, { events });
    const deps = depsWith(it, { store: { ...store, read } });

    const replayed = await invoke(webhooksOperations.replay, {
      ...{ deps, guard: it.instance.guard },
      caller: {
        actor: { kind: 'client', key_id: it.keys.sandbox.id },
        environment: it.sandbox,
        client: it.client,
      },
      input: { id: webhook.id, from: day, to: day },
    });

    expect(replayed.output).toEqual({ replayed: 500, next_cursor: null });
    // One too early, all that is wanted, and one too late.
    expect(parts).toBe(3);
  });

  test('all behind an event is sent again', async () => {
    const users = [await makeUser(), await makeUser(), await makeUser()];
    const sent = await log();
    const first = sent.find(({ user }) => user === users[0]);
    receiver.received.length = 0;

    const { body } = await replay({ cursor: first?.event });
    await it.work();

    expect(body).toEqual({ replayed: 2, next_cursor: null });
    expect(receiver.received.map(({ json }) => json.data.user)).toEqual(users.slice(1));
  });

  test('a test event comes to the one that is tested alone', async () => {
    await it.caller().webhooks.create({ events: ['*'], name: 'Other', url: receiver.url });

    const { status } = await it.rest('POST', `/v1/webhooks/${webhook.id}/test`);
    await it.work();

    expect(status).toBe(200);
    expect(receiver.received.map(({ json }) => json)).toEqual([
      { event: 'webhooks.test', name: 'Backend', data: { webhook: webhook.id } },
    ]);
  });

  test.each<readonly [string, object, string]>([
    ['nothing', {}, 'event'],
    ['an event and a type', { event: unknown, type: 'users.created' }, 'event'],
    ['an event that is none', { event: unknown }, 'event'],
    ['an event and a cursor', { event: unknown, cursor: unknown }, 'event'],
    ['a cursor that is none', { cursor: unknown }, 'cursor'],
    ['a cursor that is empty', { cursor: '' }, 'cursor'],
    ['a type that is none', { type: 'users.exploded' }, 'type'],
    [
      'an end before the beginning',
      { from: '2022-02-02T00:00:00Z', to: '2022-02-01T00:00:00Z' },
      'to',
    ],
    ['a date that is none', { from: 'yesterday' }, 'from'],
    [
      'a member that nobody knows',
      { since: '2022-02-02T00:00:00Z', type: 'users.created' },
      'since',
    ],
  ])('a replay of %s is a 400 that names the field', async (_, body, field) => {
    const answer = await replay(body);

    expect(answer.status).toBe(400);
    expect(Object.keys(answer.body as object)).toContain(field);
    expect(await log()).toEqual([]);
  });
});
