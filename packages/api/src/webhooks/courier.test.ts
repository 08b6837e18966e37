import { MINUTE, SECOND } from '@intarsia/domain';
import { type TestInstance, testInstance } from '@intarsia/runtime/testing';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Deps } from '../kernel/index.ts';
import { openReceiver, type Receiver } from '../testing/receivers.ts';
import { type Company, sendCouriers } from './courier.ts';

const alone: Company = { share: () => 512, isCrowded: () => false };
const USERS = 20;

describe.each(['sqlite', 'postgres'] as const)('a courier on %s', (engine) => {
  let it: TestInstance;
  let receiver: Receiver;
  let webhook: string;
  beforeEach(async () => {
    it = await testInstance({ engine });
    receiver = await openReceiver();
    const input = { events: ['users.created'], name: 'Backend', url: receiver.url };
    webhook = (await it.caller().webhooks.create(input)).id;
    for (let n = 0; n < USERS; n++) await it.caller().users.create({});
  });
  afterEach(async () => {
    await receiver.close();
    await it.close();
  });

  const environment = async () => {
    const found = await it.instance.deps.store.read.environments.find(it.sandbox.id);
    if (!found) throw new Error('there is a sandbox');
    return found;
  };
  /** Sends whoever may go. Gives how many went, and resolves once they are back. */
  const send = async (company = alone, deps: Deps = it.instance.deps) => {
    const couriers = await sendCouriers(deps, await environment(), { limit: 16, company });
    const ring = () => {
      for (const one of couriers) one.ring();
    };
    return { went: couriers.length, ring, back: Promise.all(couriers.map((one) => one.run())) };
  };
  const log = async () =>
    (await it.caller().webhooks.deliveries({ id: webhook, limit: 100 })).results;
  const delivered = async () => (await log()).filter(({ status }) => status === 'delivered');
  /** A gate that answers pass once it is open. */
  const gate = () => {
    let open = () => {};
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    receiver.answer = () => opened.then(() => 204);
    return open;
  };

  test('is one for a subscription, whoever asks', async () => {
    const open = gate();
    const first = await send();
    const second = await send();
    open();
    await first.back;

    expect([first.went, second.went]).toEqual([1, 0]);
    expect(receiver.received).toHaveLength(USERS);
  });

  test('has no more under way than its share', async () => {
    let [now, most] = [0, 0];
    let open = () => {};
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    receiver.answer = async () => {
      now += 1;
      most = Math.max(most, now);
      await opened;
      now -= 1;
      return 204;
    };
    const { back } = await send({ ...alone, share: () => 2 });
    await vi.waitFor(() => expect(now).toBe(2));
    open();
    await back;

    expect(most).toBe(2);
    expect(await delivered()).toHaveLength(USERS);
  });

  test('takes nothing more when its share falls while it looks for more', async () => {
    const open = gate();
    const shares = [4, 4, 8];
    const { ring, back } = await send({ ...alone, share: () => shares.shift() ?? 2 });
    await vi.waitFor(() => expect(receiver.received).toHaveLength(4));
    ring();
    await vi.waitFor(() => expect(shares).toEqual([]));
    await new Promise((resolve) => setTimeout(resolve, 50));
    const early = receiver.received.length;
    open();
    await back;

    expect(early).toBe(4);
    expect(receiver.received).toHaveLength(USERS);
  });

  test('tells that somebody is gone behind what it was telling of them', async () => {
    const input = { events: ['users.created', 'users.removed'], name: 'Both', url: receiver.url };
    const { id } = await it.caller().webhooks.create(input);
    const user = await it.caller().users.create({});
    const open = gate();
    const { ring, back } = await send();
    await vi.waitFor(() => expect(receiver.received).toHaveLength(9));
    await it.caller().users.delete({ id: user.id });
    ring();
    await new Promise((resolve) => setTimeout(resolve, 50));
    const early = receiver.received.length;
    open();
    await back;

    const told = receiver.received.filter(({ json }) => json.name === 'Both');
    expect(early).toBe(9);
    expect(told.map(({ json }) => json.event)).toEqual(['users.created', 'users.removed']);
    expect((await it.caller().webhooks.health({ id })).waiting).toBe(0);
  });

  test('leaves its place to those who wait for one, and the rest to the next', async () => {
    await (await send({ ...alone, isCrowded: () => receiver.received.length > 0 })).back;
    const early = receiver.received.length;
    await (await send()).back;

    expect(early).toBe(8);
    expect(receiver.received).toHaveLength(USERS);
    expect(await delivered()).toHaveLength(USERS);
  });

  test('sends nothing more once its subscription is paused, and the rest when it is resumed', async () => {
    const open = gate();
    const { back } = await send();
    await vi.waitFor(() => expect(receiver.received).toHaveLength(8));
    await it.caller().webhooks.update({ id: webhook, status: 'paused' });
    open();
    await back;
    const early = (await delivered()).length;
    const meanwhile = await send();
    await it.caller().webhooks.update({ id: webhook, status: 'active' });
    await (await send()).back;

    expect([early, meanwhile.went]).toEqual([8, 0]);
    expect(receiver.received).toHaveLength(USERS);
    expect(await delivered()).toHaveLength(USERS);
  });

  test('stops for whoever drives the clock', async () => {
    const open = gate();
    const { back } = await send();
    await vi.waitFor(() => expect(receiver.received).toHaveLength(8));
    const freezing = it.rest('POST', '/v1/sandbox/clock/freeze');
    await vi.waitFor(async () => expect((await environment()).clock.driver).not.toBeNull());
    open();
    await back;
    const early = receiver.received.length;
    const { status } = await freezing;
    await it.rest('POST', '/v1/sandbox/clock/resume', { body: {} });
    await (await send()).back;

    expect([early, status]).toEqual([8, 200]);
    expect(await delivered()).toHaveLength(USERS);
  });

  test('begins nothing more when its lease is about to end, and leaves the rest to the next', async () => {
    const open = gate();
    let share = 4;
    const { ring, back } = await send({ ...alone, share: () => share });
    await vi.waitFor(() => expect(receiver.received).toHaveLength(4));
    share = 8;
    it.clock.advance(55 * SECOND);
    ring();
    await new Promise((resolve) => setTimeout(resolve, 50));
    const early = receiver.received.length;
    open();
    await back;
    await (await send()).back;

    expect(early).toBe(4);
    expect(receiver.received).toHaveLength(USERS);
    expect(await delivered()).toHaveLength(USERS);
  });

  test('records nothing once its lease has ended and somebody else delivers', async () => {
    const open = gate();
    const { back } = await send();
    await vi.waitFor(() => expect(receiver.received).toHaveLength(8));
    receiver.answer = () => 204;
    it.clock.advance(2 * MINUTE);
    await (await send()).back;
    open();
    await back;

    expect(receiver.received).toHaveLength(USERS + 8);
    expect((await log()).map(({ attempts }) => attempts.length)).toEqual(Array(USERS).fill(1));
  });

  test('keeps what was answered when a try can not be made, and the rest is sent later', async () => {
    const { deps } = it.instance;
    let posts = 0;
    const outgoing: Deps['outgoing'] = {
      ...deps.outgoing,
      post(request) {
        posts += 1;
        return posts === 3 ? Promise.reject(new Error('no')) : deps.outgoing.post(request);
      },
    };
    await (await send(alone, { ...deps, outgoing })).back;
    const kept = (await delivered()).length;
    const atOnce = await send();
    it.clock.advance(2 * SECOND);
    await (await send()).back;

    expect([kept, atOnce.went]).toEqual([7, 0]);
    expect(await delivered()).toHaveLength(USERS);
    expect(receiver.received).toHaveLength(USERS);
  });
});
