import { type Account, DAY, MINUTE } from '@intarsia/domain';
import type { Store } from '@intarsia/store';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestInstance, testInstance } from '../../../runtime/src/testing.ts';
import {
  connect,
  engineNames,
  eventsOf,
  listsOf,
  makeUser,
  readAccount,
} from '../testing/logins.ts';
import { depsWith, failingStore, runAll, runThrough } from '../testing/workers.ts';

/** Logins, and all that is told of them when nothing goes wrong. */
const logins = [
  {
    what: 'a good login',
    login: { username: 'test_empty' },
    events: ['added', 'updated', 'connected', 'updated', 'updated'],
    end: { status: 'connected', error_code: null },
  },
  {
    what: 'a refused login',
    login: { username: 'test_empty', password: 'pass_tos_required' },
    events: ['added', 'updated', 'failed', 'updated'],
    end: { status: 'error', error_code: 'tos_required' },
  },
  {
    what: 'a lost session',
    login: { username: 'test_empty', password: 'pass_auth_required' },
    events: ['added', 'updated', 'connected', 'updated', 'updated'],
    end: { status: 'error', error_code: 'auth_required' },
  },
  {
    what: 'a code that is not given',
    login: { username: 'test_empty', link_item: 'weftgo' },
    events: ['added', 'updated', 'failed', 'updated'],
    end: { status: 'error', error_code: 'mfa_timeout' },
  },
] as const;

describe.each(engineNames)('breaking off at any statement on %s', (engine) => {
  let t: TestInstance;
  beforeAll(async () => {
    t = await testInstance({ engine });
  });
  afterAll(() => t.close());

  function breakingStore(isBroken: (statement: number) => boolean): Store {
    let count = 0;
    return failingStore(t.instance.deps.store, () => {
      count += 1;
      return isBroken(count);
    });
  }

  async function expectAsTold(
    account: Account,
    { broken, events, end }: Pick<(typeof logins)[number], 'events' | 'end'> & { broken: number },
  ): Promise<void> {
    const { connection } = await readAccount(t, account.id);
    const told = await eventsOf(t, account.id);
    const expected = { connection: end, told: events.map((event) => `accounts.${event}`) };
    expect({ broken, connection, told }).toMatchObject(expected);
    expect((await listsOf(t, account.user)).data_providers_connected).toHaveLength(1);
    // Or its scans would come round again while other statements are counted.
    await t.caller().users.delete({ id: account.user });
  }

  /** How many statements the jobs of a login run, from the first claim to the end. */
  async function statementsOf(login: (typeof logins)[number]['login']): Promise<number> {
    let total = 0;
    const store = breakingStore((statement) => {
      total = statement;
      return false;
    });
    const { user } = await connect(t, { user: await makeUser(t), ...login });
    await runThrough(t, depsWith(t, { store }));
    expect(total).toBeGreaterThan(8);
    await t.caller().users.delete({ id: user });
    return total;
  }

  test.each(logins)(
    '$what loses and doubles nothing when one statement fails',
    async (story) => {
      const total = await statementsOf(story.login);
      for (let broken = 1; broken <= total; broken++) {
        const store = breakingStore((statement) => statement === broken);
        const account = await connect(t, { user: await makeUser(t), ...story.login });
        await runThrough(t, depsWith(t, { store }));

        await expectAsTold(account, { broken, ...story });
      }
    },
    120_000,
  );

  test.each(logins)(
    '$what loses and doubles nothing when its process ends there and another goes on',
    async (story) => {
      const total = await statementsOf(story.login);
      for (let broken = 1; broken <= total; broken++) {
        const store = breakingStore((statement) => statement >= broken);
        const account = await connect(t, { user: await makeUser(t), ...story.login });
        for (let n = 0; n < 4; n++) {
          await runAll(t, depsWith(t, { store })).catch(() => 0);
          t.clock.advance(2 * MINUTE);
        }
        await runThrough(t, depsWith(t));

        await expectAsTold(account, { broken, ...story });
      }
    },
    120_000,
  );

  test('a broken removal is done later, as a whole', async () => {
    const { id } = await connect(t, { user: await makeUser(t), password: 'wrong' });
    await runAll(t, depsWith(t));
    t.clock.advance(31 * DAY);
    let isBroken = true;
    const store = failingStore(t.instance.deps.store, (statement) => {
      return isBroken && statement === 'accounts.delete';
    });
    const deps = depsWith(t, { store });
    for (let n = 0; n < 20; n++) {
      await runAll(t, deps);
      expect(await eventsOf(t, id)).not.toContain('accounts.removed');
      t.clock.advance(10 * MINUTE);
    }
    isBroken = false;
    await runAll(t, deps);

    expect((await eventsOf(t, id)).filter((type) => type === 'accounts.removed')).toHaveLength(1);
    expect((await t.rest('GET', `/v1/accounts/${id}`)).status).toBe(404);
  });
});
