import type { DomainEvent, Webhook } from '@intarsia/domain';
import { type TestInstance, testInstance } from '@intarsia/runtime/testing';
import { type LookingStore, storeAt } from '@intarsia/store/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openReceiver, type Receiver } from '../testing/receivers.ts';

type Process = TestInstance['instance'];

const ROUNDS = 8;
const ACCOUNTS = Array.from({ length: 3 }, (_, n) => `00000000-0000-4000-8000-00000000000${n}`);

let it: TestInstance;
let other: Process;
let receiver: Receiver;
let kept: Webhook;
beforeAll(async () => {
  receiver = await openReceiver();
  it = await testInstance({ engine: 'postgres' });
  other = await it.again();
  const input = { events: ['accounts.removed'], name: 'Kept', url: receiver.url };
  kept = await it.caller().webhooks.create(input);
});
afterAll(async () => {
  await other.close();
  await it.close();
  await receiver.close();
});

const tell = ({ deps }: Process, account: string, count: number) =>
  deps.store.write((tx) => {
    const event: DomainEvent = {
      type: 'accounts.removed',
      occurred_at: it.clock.now(),
      data: { account, user: it.client.id },
    };
    return tx.outbox.append({ environment_id: it.sandbox.id }, Array(count).fill(event));
  });

/** Several writers in a process, each with several transactions. */
const write = (process: Process) =>
  Promise.all(
    ACCOUNTS.map(async (account, at) => {
      for (let n = 1; n <= 3; n++) await tell(process, account, 1 + ((n + at) % 3));
    }),
  );

/** Delivers what is due until nothing is, twice in a row. */
async function deliver({ deliveries }: Process): Promise<void> {
  for (let quiet = 0; quiet < 2; ) {
    const ran = await deliveries.work();
    await deliveries.idle();
    quiet = ran > 0 ? 0 : quiet + 1;
  }
}

/** How often transactions have waited for each other in a circle, which costs them a second. */
async function deadlocksOf(store: LookingStore): Promise<number> {
  const [row] = await store.look(
    'select deadlocks from pg_stat_database where datname = current_database()',
  );
  return Number(row?.deadlocks);
}

/** All that a client may do to a subscription while something is sent to it. */
const disturbances: Record<string, () => Promise<unknown>> = {
  nothing: async () => undefined,
  'a pause and a resumption': async () => {
    await it.caller().webhooks.update({ id: kept.id, status: 'paused' });
    await it.caller().webhooks.update({ id: kept.id, status: 'active' });
  },
  'a rotation': () => it.caller().webhooks.rotateSecret({ id: kept.id }),
  'a change': () => it.caller().webhooks.update({ id: kept.id, config: { days_synced: 9 } }),
  'a test': () => it.caller().webhooks.test({ id: kept.id }),
  'a replay': async () => {
    const scope = { environment_id: it.sandbox.id };
    const { events } = it.instance.deps.store.read;
    const [event] = await events.list(scope, { after_cursor: 0, limit: 1 });
    if (event) await it.caller().webhooks.replay({ id: kept.id, event: event.id });
  },
  'another one that is ended': async () => {
    const input = { events: ['accounts.removed'], name: 'Ended', url: receiver.url };
    const { id } = await it.caller().webhooks.create(input);
    await tell(it.instance, ACCOUNTS[0] ?? '', 1);
    await it.caller().webhooks.delete({ id });
  },
};

test.each(Object.entries(disturbances))(
  'two processes with many writers leave nothing behind and keep the order, with %s meanwhile',
  async (name, disturb) => {
    const store = await storeAt(it.database_url);
    const deadlocksBefore = await deadlocksOf(store);
    const left: unknown[] = [];
    for (let n = 0; n < ROUNDS; n++) {
      receiver.received.length = 0;
      const before = await store.look('select max(cursor) as cursor from events');
      await Promise.all([
        write(it.instance),
        write(other),
        ...Array.from({ length: 3 }, disturb),
        deliver(it.instance),
        deliver(other),
      ]);
      await deliver(it.instance);

      left.push(...(await store.look("select id from deliveries where status = 'waiting'")));
      const wanted = await store.look(
        `select id, account_id from events where type = 'accounts.removed' and cursor > ${before[0]?.cursor ?? 0} order by cursor`,
      );
      const came = receiver.received
        .filter(({ json }) => json.name === 'Kept')
        .map(({ headers }) => String(headers['webhook-id']));
      // Nobody is sent anything twice that nobody has asked to be sent again.
      if (name !== 'a replay') expect(came).toHaveLength(new Set(came).size);
      for (const account of ACCOUNTS) {
        const order = wanted.filter((one) => one.account_id === account).map(({ id }) => id);
        const first = [...new Set(came)].filter((id) => order.includes(id));
        expect(first).toEqual(order);
      }
    }
    const deadlocks = (await deadlocksOf(store)) - deadlocksBefore;
    await store.close();

    expect(left).toEqual([]);
    expect(deadlocks).toBe(0);
  },
  120_000,
);
