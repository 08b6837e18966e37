import { type DomainEvent, MINUTE } from '@intarsia/domain';
import { type TestInstance, testInstance } from '@intarsia/runtime/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openOutgoing } from '../../../runtime/src/outgoing/outgoing.ts';
import { engineNames } from '../testing/logins.ts';
import { openReceiver, type Received, type Receiver } from '../testing/receivers.ts';

const ACCOUNTS = Array.from({ length: 5 }, (_, n) => `00000000-0000-4000-8000-00000000000${n}`);
const TYPES = ['profiles.added', 'profiles.updated'] as const;

describe.each(engineNames)('a receiver that is down for an hour on %s', (engine) => {
  let it: TestInstance;
  let receiver: Receiver;
  beforeAll(async () => {
    receiver = await openReceiver();
  });
  afterAll(() => receiver.close());
  beforeEach(async () => {
    it = await testInstance({ engine, machine: { outgoing: openOutgoing({ timeout_ms: 500 }) } });
    receiver.answer = () => 204;
    receiver.received.length = 0;
    await it.caller().webhooks.create({ events: ['*'], name: 'Backend', url: receiver.url });
  });
  afterEach(() => it.close());

  /** Something happens to every account, in one transaction or in several. */
  const happen = async () => {
    for (const account of ACCOUNTS) {
      const data = { account, user: it.client.id, profile: account };
      const events = TYPES.map(
        (type): DomainEvent => ({ type, occurred_at: it.clock.now(), data }),
      );
      await it.instance.deps.store.write((tx) =>
        tx.outbox.append({ environment_id: it.sandbox.id }, events),
      );
    }
  };
  const stored = () =>
    it.instance.deps.store.read.events.list(
      { environment_id: it.sandbox.id },
      { after_cursor: 0, limit: 1000 },
    );
  const idOf = ({ headers }: Received) => String(headers['webhook-id']);
  /** What was taken, in the order in which it came. */
  const taken: Received[] = [];
  const take = (delivery: Received): number => {
    taken.push(delivery);
    return 204;
  };

  test('gets every event once, in order per account, when it is back', async () => {
    taken.length = 0;
    receiver.answer = take;
    await happen();
    await it.work();
    receiver.answer = () => 503;
    for (let n = 0; n < 12; n++) {
      await happen();
      await it.work();
      it.clock.advance(5 * MINUTE);
    }
    const during = taken.length;
    receiver.answer = take;
    // By then it was refused so often that the next tries are two hours away.
    for (let n = 0; n < 15; n++) {
      it.clock.advance(10 * MINUTE);
      await it.work();
    }

    const events = await stored();
    expect(events).toHaveLength(13 * ACCOUNTS.length * TYPES.length);
    expect(during).toBe(ACCOUNTS.length * TYPES.length);
    expect(taken.map(idOf).sort()).toEqual(events.map(({ id }) => id).sort());
    for (const account of ACCOUNTS) {
      const came = taken.filter(({ json }) => json.data.account === account).map(idOf);
      const told = events.filter((one) => one.account_id === account).map(({ id }) => id);
      expect(came).toEqual(told);
    }
  });

  test('gets an event once more exactly where its answer came too late', async () => {
    const late = new Set<string>();
    receiver.answer = (delivery) => {
      const isFirst = !late.has(idOf(delivery));
      if (!isFirst || delivery.json.data.account !== ACCOUNTS[2]) return 204;
      late.add(idOf(delivery));
      // Never: who asked has gone by then.
      return new Promise<number>(() => undefined);
    };
    await happen();
    await it.work();
    for (let n = 0; n < 3; n++) {
      it.clock.advance(MINUTE);
      await it.work();
    }

    const counts = new Map<string, number>();
    for (const one of receiver.received) counts.set(idOf(one), (counts.get(idOf(one)) ?? 0) + 1);
    const events = await stored();
    expect(late.size).toBe(TYPES.length);
    expect(counts).toEqual(new Map(events.map(({ id }) => [id, late.has(id) ? 2 : 1])));
  });
});
