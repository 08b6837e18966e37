import { MINUTE, SECOND } from '@intarsia/domain';
import { beforeEach, describe, expect, test } from 'vitest';
import { type TestInstance, testInstance } from '../../../runtime/src/testing.ts';
import { engineNames, pass } from '../testing/logins.ts';
import type { Snapshot } from './operations.ts';

describe.each(engineNames)(
  'worlds that are replaced while others call and work, on %s',
  (engine) => {
    let t: TestInstance;
    beforeEach(async () => {
      t = await testInstance({ engine });
      return () => t.close();
    });

    test('are whole each time, and nobody is told that something broke', async () => {
      const statuses = new Map<number, number>();
      const call = async (method: string, path: string, body?: object) => {
        const answer = await t.rest(method, `/v1/${path}`, { body });
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        if (answer.status >= 500) throw new Error(`${method} ${path}: ${answer.text}`);
        return answer.body as { id: string };
      };
      const login = (n: number) => ({
        link_item: 'warpride',
        username: n % 2 ? 'test_empty' : `gen_${n}`,
        password: n % 5 ? 'passgood' : 'wrong',
      });
      await call('POST', 'sandbox/accounts', login(1));
      await pass(t, MINUTE);
      const { id } = (await call('POST', 'sandbox/snapshots')) as Snapshot;
      const before = await t.instance.exportWorld(t.sandbox.id);
      let busy = true;
      const loop = async (step: (n: number) => Promise<unknown>) => {
        for (let n = 0; busy; n++) {
          await step(n);
          await new Promise((resolve) => setImmediate(resolve));
        }
      };

      const loops = [
        loop(async (n) => {
          const user = await call('POST', 'users', { external_metadata: { n } });
          await call('PATCH', `users/${user.id}`, { external_metadata: { n, again: true } });
          if (n % 3 === 0) await call('DELETE', `users/${user.id}`);
        }),
        loop(async (n) => {
          const account = await call('POST', 'sandbox/accounts', login(n));
          const body = { status: 'error', error_code: 'auth_required' };
          if (n % 4 === 0) await call('POST', `sandbox/accounts/${account.id}/connection`, body);
        }),
        loop(async () => {
          t.clock.advance(2 * SECOND);
          await t.instance.work();
        }),
      ];
      let amid = id;
      for (let n = 0; n < 12; n++) {
        await new Promise((resolve) => setTimeout(resolve, 60));
        await call('POST', n % 9 === 3 ? 'sandbox/reset' : `sandbox/snapshots/${id}/restore`);
        if (n % 8 === 4) amid = (await call('POST', 'sandbox/snapshots')).id;
      }
      await new Promise((resolve) => setTimeout(resolve, 60));
      busy = false;
      await Promise.all(loops);
      const left = await countsOf(t);
      await call('POST', `sandbox/snapshots/${amid}/restore`);
      const copied = await countsOf(t);
      await call('POST', `sandbox/snapshots/${id}/restore`);

      expect(left.counted).toEqual(left.found);
      expect(copied.counted).toEqual(copied.found);
      expect(left.found.users).toBeGreaterThan(0);
      expect([...statuses.keys()].filter((status) => status >= 500)).toEqual([]);
      expect(worldIn(await t.instance.exportWorld(t.sandbox.id))).toEqual(worldIn(before));
    });
  },
);

/** The rows of an export; the clock has gone on meanwhile. */
function worldIn(text: string): string[] {
  return text.split('\n').slice(1);
}

/** What the counters of the world and of its copies say, and what is there. */
async function countsOf(t: TestInstance) {
  const text = await t.instance.exportWorld(t.sandbox.id);
  const rows = (table: string) =>
    text.split('\n').filter((line) => line.startsWith(`${table} `)).length;
  const { users, accounts } = t.instance.deps.store.read;
  const scope = { environment_id: t.sandbox.id };
  return {
    found: { users: rows('users'), accounts: rows('accounts'), connections: rows('connections') },
    counted: {
      users: await users.count(scope),
      accounts: await accounts.count(scope),
      connections: await accounts.count(scope),
    },
  };
}
