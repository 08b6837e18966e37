import { type TestInstance, testInstance } from '@intarsia/runtime/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { drive, driveWith } from '../testing/clocks.ts';
import { connect, engineNames } from '../testing/logins.ts';
import { openReceiver, type Receiver } from '../testing/receivers.ts';
import { depsWith } from '../testing/workers.ts';
import { clockOperations } from './operations.ts';

const ACCOUNTS = 4;
const DAYS = 20;

describe.each(engineNames)('a drive that somebody subscribed to, on %s', (engine) => {
  let t: TestInstance;
  let receiver: Receiver;
  beforeAll(async () => {
    receiver = await openReceiver();
  });
  afterAll(() => receiver.close());
  beforeEach(async () => {
    t = await testInstance({ engine });
    receiver.received.length = 0;
    receiver.answer = () => 204;
    await drive(t, 'freeze');
    for (let n = 0; n < ACCOUNTS; n++) {
      await connect(t, { username: `gen_${n}`, link_item: 'walmart' });
    }
    await drive(t, 'run');
    return () => t.close();
  });

  const subscribe = (event: string) =>
    t.rest('POST', '/v1/webhooks', {
      body: { events: [event], name: 'Backend', url: receiver.url },
    });

  /** Drives through some weeks of daily scans; gives how many jobs were run in how many transactions. */
  async function advance(): Promise<{ jobs_run: number; writes: number }> {
    const { store } = t.instance.deps;
    let writes = 0;
    const counted: typeof store = {
      ...store,
      write: (...args) => {
        writes += 1;
        return store.write(...args);
      },
    };
    const deps = depsWith(t, { store: counted });
    const input = { by: `P${DAYS}D` };
    const { jobs_run } = await driveWith(t, clockOperations.advance, { deps, input });
    return { jobs_run, writes };
  }

  test('records what it does not want to hear many jobs at a time', async () => {
    await subscribe('users.created');

    const { jobs_run, writes } = await advance();

    expect(jobs_run).toBeGreaterThanOrEqual(ACCOUNTS * DAYS);
    expect(writes).toBeLessThan(jobs_run / 2);
    expect(receiver.received).toEqual([]);
  });

  test('tells what it wants to hear before anything that comes later', async () => {
    await subscribe('payouts.added');
    const { store } = t.instance.deps;
    const scope = { environment_id: t.sandbox.id };
    const later: string[] = [];
    receiver.answer = async () => {
      const events = await store.read.events.list(scope, { after_cursor: 0, limit: 5000 });
      const told = events.filter(({ type }) => type === 'payouts.added');
      const [last, newest] = [told.at(-1)?.occurred_at ?? '', events.at(-1)?.occurred_at ?? ''];
      if (newest > last) later.push(`${newest} after ${last}`);
      return 204;
    };

    const { jobs_run, writes } = await advance();

    expect(receiver.received.length).toBeGreaterThanOrEqual(ACCOUNTS);
    expect(later).toEqual([]);
    expect(writes).toBeLessThan(jobs_run);
  });
});
