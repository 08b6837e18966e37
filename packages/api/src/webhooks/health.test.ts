import { DAY, MINUTE } from '@intarsia/domain';
import { type TestInstance, testInstance } from '@intarsia/runtime/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openReceiver, type Receiver } from '../testing/receivers.ts';

describe.each(['sqlite', 'postgres'] as const)('the health of a webhook on %s', (engine) => {
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
    const input = { events: ['users.created'], name: 'Backend', url: receiver.url };
    ({ id } = await it.caller().webhooks.create(input));
  });
  afterEach(() => it.close());

  const health = async () => (await it.rest('GET', `/v1/webhooks/${id}/health`)).body;
  const turn = (status: 'active' | 'paused') => it.caller().webhooks.update({ id, status });
  const makeUser = async () => {
    await it.rest('POST', '/v1/users');
    await it.work();
  };
  const well = {
    status: 'active',
    paused_at: null,
    pause_reason: null,
    failing_since: null,
    waiting: 0,
  };

  test('is good while everything arrives', async () => {
    const before = await health();
    await makeUser();

    expect([before, await health()]).toEqual([well, well]);
  });

  test('tells since when nothing arrives and what waits, until something does', async () => {
    receiver.answer = () => 500;
    const since = it.clock.now();
    await makeUser();
    it.clock.advance(MINUTE);
    await makeUser();
    const during = await health();
    receiver.answer = () => 204;
    it.clock.advance(10 * MINUTE);
    await it.work();

    expect(during).toEqual({ ...well, failing_since: since, waiting: 2 });
    expect(await health()).toEqual(well);
  });

  test('tells of a pause that somebody has asked for, also where deliveries were failing', async () => {
    receiver.answer = () => 500;
    await makeUser();
    it.clock.advance(MINUTE);
    const paused_at = it.clock.now();
    await turn('paused');
    it.clock.advance(MINUTE);
    await turn('paused');
    const paused = await health();
    await turn('active');

    expect(paused).toEqual({
      ...well,
      ...{ status: 'paused', paused_at, pause_reason: 'requested', waiting: 1 },
    });
    expect(await health()).toEqual({ ...well, waiting: 1 });
  });

  test('is good as soon as a receiver is mended and somebody says so', async () => {
    receiver.answer = () => 500;
    await makeUser();
    receiver.answer = () => 204;
    await turn('active');
    await it.work();

    expect(await health()).toEqual(well);
  });

  test('keeps the reason of a pause while what was under way comes to its end', async () => {
    receiver.answer = async () => {
      await turn('paused');
      return 500;
    };

    await makeUser();

    expect(receiver.received).toHaveLength(1);
    expect(await health()).toMatchObject({ pause_reason: 'requested', failing_since: null });
  });

  test('begins anew with a new URL, also while a request to the old one is under way', async () => {
    receiver.answer = () => 500;
    await makeUser();
    it.clock.advance(4 * DAY);
    const move = (url: string) => it.caller().webhooks.update({ id, url });
    receiver.answer = async () => {
      await move(`${receiver.url}/new`);
      return 500;
    };
    await it.work();
    const moved = await health();
    receiver.answer = () => 500;
    it.clock.advance(2 * DAY);
    const failing_since = it.clock.now();
    await it.work();

    expect(receiver.received).toHaveLength(3);
    expect(moved).toEqual({ ...well, waiting: 1 });
    expect(await health()).toEqual({ ...well, failing_since, waiting: 1 });
  });

  test('says nothing of what failed for people who are gone', async () => {
    receiver.answer = () => 500;
    await makeUser();
    for (const user of (await it.caller().users.list({})).results) {
      await it.caller().users.delete({ id: user.id });
    }
    it.clock.advance(MINUTE);
    await it.work();
    const after = await health();
    it.clock.advance(6 * DAY);
    const failing_since = it.clock.now();
    await makeUser();

    expect([after, await health()]).toEqual([well, { ...well, failing_since, waiting: 1 }]);
  });

  test('tells of a pause that nobody has asked for, also under a new URL', async () => {
    receiver.answer = () => 500;
    const failing_since = it.clock.now();
    await makeUser();
    for (let n = 0; n < 18; n++) {
      it.clock.advance(DAY / 2);
      await it.work();
    }
    const paused = await health();
    await turn('paused');
    await it.caller().webhooks.update({ id, url: `${receiver.url}/new` });

    expect(paused).toMatchObject({
      ...{ status: 'paused', pause_reason: 'nothing_delivered', failing_since, waiting: 1 },
      paused_at: expect.any(String),
    });
    expect(await health()).toEqual(paused);
  });
});
