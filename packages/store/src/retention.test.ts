import { DAY, later, type Scope } from '@intarsia/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { NewDelivery } from './deliveries.ts';
import { engines, openWorld, START, type TestStore, testId } from './testing.ts';
import type { StoredWebhook } from './webhooks.ts';

const LATE = later(START, 31 * DAY);
const OLD = { before: later(START, DAY), wall: { now: LATE, before: START }, limit: 100 };

const webhook: StoredWebhook = {
  id: testId(0xaaa),
  events: [],
  name: 'Backend',
  url: 'https://example.com/',
  config: null,
  secrets: 'sealed',
  created_at: START,
  updated_at: START,
  paused_at: null,
  failing_since: null,
  chaos: null,
};

describe.each(engines)('what is forgotten on $name', ({ name, open }) => {
  let store: TestStore;
  let number = 0;
  let scope: Scope;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.cleanup());
  beforeEach(async () => {
    scope = await openWorld(store, ++number);
    await store.write(async (tx) => {
      await tx.webhooks.insert(scope, webhook);
      const told = { type: 'users.created', occurred_at: START } as const;
      await tx.outbox.append(scope, [
        { ...told, data: { user: testId(1) } },
        { ...told, data: { user: testId(2) } },
      ]);
    });
  });

  const deliveryOf = (cursor: number): NewDelivery => ({
    ...{ id: testId(cursor), webhook_id: webhook.id, cursor, user_id: null, account_id: null },
    ...{ replayed: true, created_at: LATE },
  });
  const adding = { webhook, deliveries: [deliveryOf(1), deliveryOf(2)], at: LATE };
  const forget = () => store.write((tx) => tx.events.forget(scope, OLD));
  const due = () => store.read.deliveries.due(scope, { webhook: webhook.id, now: LATE, limit: 9 });
  const kept = async () =>
    (await store.read.events.list(scope, { after_cursor: 0, limit: 9 })).map((one) => one.cursor);

  /** Resolves once something has come to its end, or waits for somebody else to. */
  const endedOrWaiting = async (something: Promise<unknown>) => {
    let isOver = false;
    something.finally(() => {
      isOver = true;
    });
    while (!isOver) {
      const held = await store.look(
        "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      );
      if (held.length > 0) return;
    }
  };

  test('has no deliveries any more, and those of what stands go on', async () => {
    const young = { type: 'users.created', occurred_at: LATE, data: { user: testId(3) } } as const;
    await store.write((tx) => tx.outbox.append(scope, [young]));
    await forget();

    const deliveries = [deliveryOf(1), deliveryOf(3), deliveryOf(4)];
    const added = await store.write((tx) => tx.deliveries.add(scope, { ...adding, deliveries }));

    expect(added).toBe(1);
    expect((await due()).map(({ event }) => event.cursor)).toEqual([3]);
    expect(await store.read.deliveries.countWaiting(scope, webhook.id)).toBe(1);
  });

  // Elsewhere writers wait for each other from their beginning to their end.
  test.runIf(name === 'postgres')(
    'waits for whoever adds deliveries of it at the same moment, and stands then',
    async () => {
      let forgetting: Promise<boolean> | undefined;
      const added = await store.write(async (tx) => {
        const count = await tx.deliveries.add(scope, adding);
        forgetting = forget();
        await endedOrWaiting(forgetting);
        return count;
      });
      await forgetting;

      expect([added, await kept(), (await due()).length]).toEqual([2, [1, 2], 1]);
    },
  );

  test.runIf(name === 'postgres')(
    'keeps whoever adds deliveries of it at the same moment waiting, and they are none',
    async () => {
      let adds: Promise<number> | undefined;
      await store.write(async (tx) => {
        await tx.events.forget(scope, OLD);
        adds = store.write((other) => other.deliveries.add(scope, adding));
        await endedOrWaiting(adds);
      });

      expect([await adds, await kept(), await due()]).toEqual([0, [], []]);
    },
  );
});
