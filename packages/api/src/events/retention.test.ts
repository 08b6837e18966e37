import { DAY } from '@intarsia/domain';
import { type TestInstance, testInstance } from '@intarsia/runtime/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { forgetOld } from '../jobs/forget-old.ts';
import { drive } from '../testing/clocks.ts';
import { engineNames, makeUser } from '../testing/logins.ts';
import { openReceiver } from '../testing/receivers.ts';
import { follow } from '../testing/streams.ts';

describe.each(engineNames)('what is kept on %s', (engine) => {
  let it: TestInstance;
  beforeEach(async () => {
    it = await testInstance({ engine });
  });
  afterEach(() => it.close());

  const page = async (search = '') =>
    (await it.rest('GET', `/v1/events?${search}`)).body as {
      results: { user: string; id: string }[];
      cursor: string;
      gap: boolean;
    };
  const forget = async (limit = 1000) => {
    const { deps } = it.instance;
    const sandbox = await deps.store.read.environments.find(it.sandbox.id);
    await forgetOld(deps, sandbox ?? it.sandbox, { limit });
  };

  test('events go after thirty days, in as many steps as it takes, and their numbers go on', async () => {
    const start = await page();
    for (let i = 0; i < 5; i++) await makeUser(it);
    it.clock.advance(29 * DAY);
    const young = await makeUser(it);
    await forget();
    const before = await page();
    it.clock.advance(2 * DAY);
    await forget(2);

    const after = await page();
    const behind = await page(`cursor=${start.cursor}`);
    const late = await page(`cursor=${before.results[4]?.id}`);
    const next = await makeUser(it);

    expect(before.results).toHaveLength(6);
    expect(after).toMatchObject({ results: [{ user: young }], gap: false });
    expect(behind).toMatchObject({ results: [{ user: young }], gap: true });
    expect(late).toMatchObject({ results: [{ user: young }], gap: false });
    expect((await page(`cursor=${after.cursor}`)).results).toMatchObject([{ user: next }]);
  });

  test('a stream from behind the oldest event says that there is a gap, and goes on', async () => {
    const start = await page();
    await makeUser(it);
    it.clock.advance(31 * DAY);
    const young = await makeUser(it);
    await forget();

    const stream = await follow(it, `cursor=${start.cursor}`);
    const messages = await stream.take(2);

    expect(messages).toMatchObject([
      { event: 'feed.gap', id: start.cursor },
      { event: 'users.created', data: { user: young } },
    ]);
    stream.leave();
  });

  test('a subscription of the typed router says that there is a gap too', async () => {
    const start = await page();
    await makeUser(it);
    it.clock.advance(31 * DAY);
    const young = await makeUser(it);
    await forget();

    const told: unknown[] = [];
    for await (const { data } of await it.caller().events.stream({ cursor: start.cursor })) {
      if (told.push(data) === 2) break;
    }

    expect(told).toEqual([
      { id: start.cursor, type: 'feed.gap' },
      expect.objectContaining({ type: 'users.created', user: young }),
    ]);
  });

  test('what is still to be delivered stays, and what is over goes with its tries', async () => {
    const receiver = await openReceiver();
    const input = { events: ['users.created'], name: 'Backend', url: receiver.url };
    const webhook = await it.caller().webhooks.create(input);
    const deliveries = async () => (await it.caller().webhooks.deliveries(webhook)).results;
    const deliver = async () => {
      await it.instance.deliveries.work();
      await it.instance.deliveries.idle();
    };
    receiver.answer = () => 204;
    await makeUser(it);
    await deliver();
    receiver.answer = () => 500;
    const waiting = await makeUser(it);
    await deliver();
    it.clock.advance(31 * DAY);

    await forget();

    expect((await deliveries()).map(({ user }) => user)).toEqual([waiting]);
    expect((await page()).results.map(({ user }) => user)).toEqual([waiting]);
    receiver.answer = () => 204;
    await deliver();
    expect(await deliveries()).toMatchObject([{ user: waiting, status: 'delivered' }]);
    await forget();
    expect((await page()).results.map(({ user }) => user)).not.toContain(waiting);
    expect(await deliveries()).toEqual([]);
    await receiver.close();
  });

  test('events are kept for as many days as the client has chosen', async () => {
    const admin = it.instance.callAs({ actor: { kind: 'local' } });
    const settings = { events_kept_days: 3 };
    await admin.clients.update({ id: it.client.id, settings });
    await makeUser(it);
    it.clock.advance(2 * DAY);
    const young = await makeUser(it);
    it.clock.advance(2 * DAY);

    await forget();

    expect((await page()).results).toMatchObject([{ user: young }]);
  });

  test('a world that is brought back again and again keeps nothing longer than thirty days of the wall', async () => {
    const receiver = await openReceiver();
    const input = { events: ['users.created'], name: 'Backend', url: receiver.url };
    const webhook = await it.caller().webhooks.create(input);
    await drive(it, 'freeze');
    const { id } = (await it.rest('POST', '/v1/sandbox/snapshots')).body as { id: string };
    const told: string[] = [];
    const round = async () => {
      const { body } = await it.rest('POST', '/v1/users');
      told.push((body as { id: string }).id);
      await it.work();
      await drive(it, 'advance', { body: { by: 'P7D' } });
      await it.rest('POST', `/v1/sandbox/snapshots/${id}/restore`);
      it.clock.advance(12 * DAY);
      await forget();
    };
    for (let n = 0; n < 4; n++) await round();
    const [event] = (await page()).results;
    await it.rest('POST', `/v1/webhooks/${webhook.id}/replay`, { body: { event: event?.id } });
    await it.work();
    await round();

    // The first two are too old, but one of them was sent once more lately.
    const log = (await it.caller().webhooks.deliveries(webhook)).results;
    expect((await page('type=users.created')).results.map(({ user }) => user)).toEqual(
      told.slice(1),
    );
    expect(log.map(({ user, replayed }) => [told.indexOf(user ?? ''), replayed]).sort()).toEqual([
      [1, true],
      [2, false],
      [3, false],
      [4, false],
    ]);
    await receiver.close();
  });

  test('a replay that meets the end of its event sends it or is refused, and leaves nothing behind', async () => {
    const receiver = await openReceiver();
    const input = { events: ['users.created'], name: 'Backend', url: receiver.url };
    const webhook = await it.caller().webhooks.create(input);
    const statuses = new Set<number>();
    for (let n = 0; n < 12; n++) {
      await makeUser(it);
      await it.work();
      const [event] = (await page()).results;
      receiver.received.length = 0;
      it.clock.advance(31 * DAY);
      const path = `/v1/webhooks/${webhook.id}/replay`;
      const [answer] = await Promise.all([
        it.rest('POST', path, { body: { event: event?.id } }),
        // At the latest when it is forgotten before it is found.
        Promise.resolve(n % 4).then(async (waits) => {
          for (let i = 0; i < waits; i++) await page();
          await forget();
        }),
      ]);
      await it.work();
      statuses.add(answer.status);

      expect(receiver.received).toHaveLength(answer.status === 200 ? 1 : 0);
      expect(await it.caller().webhooks.health(webhook)).toMatchObject({ waiting: 0 });
      expect(await it.instance.deliveries.dueIn()).toBeUndefined();
    }

    expect([...statuses].every((status) => [200, 400].includes(status))).toBe(true);
    await receiver.close();
  });

  test('a clock that was set back keeps nothing for ever', async () => {
    it.clock.advance(400 * DAY);
    await makeUser(it);
    it.clock.advance(-400 * DAY);
    await makeUser(it);
    it.clock.advance(31 * DAY);
    const young = await makeUser(it);

    await forget();

    expect((await page()).results).toMatchObject([{ user: young }]);
  });
});
