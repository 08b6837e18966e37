import { MINUTE, type PayDistributionStep, SECOND, type Session } from '@intarsia/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestInstance, testInstance } from '../../../runtime/src/testing.ts';
import { runDueJobs } from '../jobs/run.ts';
import type { Deps } from '../kernel/index.ts';
import { connect, engineNames, eventsOf, makeUser, readAccount } from '../testing/logins.ts';
import { bank_account, confirm, start, whole } from '../testing/switches.ts';
import {
  depsWith,
  failingStore,
  keptLog,
  runAll,
  runThrough,
  shutGate,
} from '../testing/workers.ts';

const refused = { ...whole, bank_account: { ...bank_account, account_number: '9000000002' } };

/** Switches, and all that is told of them when nothing goes wrong. */
const stories = [
  {
    what: 'a switch that works',
    config: whole,
    end: { status: 'success', error_code: null },
    told: ['updated', 'updated', 'updated', 'pay_distribution_success', 'updated', 'updated'],
  },
  {
    what: 'a switch that fails',
    config: refused,
    end: { status: 'error', error_code: 'bank_and_card_update_failed' },
    told: ['updated', 'updated', 'updated', 'pay_distribution_failed', 'updated'],
  },
];

describe.each(engineNames)('a deposit switch that is broken off on %s', (engine) => {
  let t: TestInstance;
  beforeAll(async () => {
    t = await testInstance({ engine });
  });
  afterAll(() => t.close());

  /** A confirmed switch of an account without data; gives what was told of it before. */
  async function confirmed(config: object) {
    const login = { user: await makeUser(t), link_item: 'walmart' };
    const { id, user } = await connect(t, login);
    await runAll(t, depsWith(t));
    const before = (await eventsOf(t, id)).length;
    await start(t, id, config);
    await confirm(t, id);
    return { id, user, before };
  }

  /** Runs jobs for longer than a lease, whatever fails meanwhile. */
  async function runOn(deps: Deps): Promise<void> {
    for (let n = 0; n < 10; n++) {
      await runAll(t, deps).catch(() => 0);
      t.clock.advance(8 * SECOND);
    }
  }

  test.each(stories)(
    '$what loses and doubles nothing, whatever statement fails',
    async ({ config, end, told }) => {
      for (let broken = 1; ; broken++) {
        const { id, user, before } = await confirmed(config);
        let count = 0;
        const store = failingStore(t.instance.deps.store, () => {
          count += 1;
          return count === broken;
        });
        await runOn(depsWith(t, { store }));

        const { pay_distribution } = await readAccount(t, id);
        expect({ broken, ...pay_distribution }).toMatchObject({ broken, ...end });
        const types = (await eventsOf(t, id)).slice(before);
        expect(types).toEqual(told.map((type) => `accounts.${type}`));
        expect(await kept(id)).toBeUndefined();
        await t.caller().users.delete({ id: user });
        if (count < broken) return;
      }
    },
    120_000,
  );

  const kept = (id: string) =>
    t.instance.deps.store.read.switches.find({ environment_id: t.sandbox.id }, id);

  test('is done once when its worker comes back after another one has it', async () => {
    const { id, before } = await confirmed(whole);
    const gate = shutGate();
    const asked: (string | undefined)[] = [];
    const deps = (waits: boolean) =>
      depsWith(t, {
        connector: {
          async *updatePayDistribution(
            session: Session,
            { resume },
          ): AsyncGenerator<PayDistributionStep> {
            asked.push(resume === undefined ? 'first' : 'second');
            if (resume === undefined) return yield { kind: 'updating', resume: 'changed' };
            if (waits) await gate.pass();
            yield { kind: 'done', session };
          },
        },
      });
    await runDueJobs(deps(false), t.sandbox, { limit: 16 });
    const slow = runDueJobs(deps(true), t.sandbox, { limit: 16 });
    await gate.reached;
    t.clock.advance(2 * MINUTE);
    await runAll(t, deps(false));
    gate.open();
    await slow;

    expect(asked).toEqual(['first', 'second', 'second']);
    const types = (await eventsOf(t, id)).slice(before);
    expect(types.filter((type) => type.endsWith('_success'))).toHaveLength(1);
    expect((await readAccount(t, id)).pay_distribution.status).toBe('success');
  });

  test('is asked again through the session of a login that came meanwhile', async () => {
    const { id } = await confirmed(whole);
    const scope = { environment_id: t.sandbox.id };
    const seen: Session[] = [];
    const deps = depsWith(t, {
      connector: {
        async *updatePayDistribution(session, { resume }): AsyncGenerator<PayDistributionStep> {
          if (resume === undefined) return yield { kind: 'updating', resume: 'changed' };
          seen.push(session);
          // The same session, sealed anew, as a login would.
          const connection = await t.instance.deps.store.read.connections.find(scope, id);
          const vault = await t.instance.deps.vaultOf(t.client.id);
          const sealed = vault.seal('{"new":true}', `accounts.session:${id}`);
          if (seen.length === 1 && connection) {
            const next = { ...connection, session: sealed };
            await t.instance.deps.store.write((tx) => tx.connections.save(scope, next));
          }
          yield { kind: 'done', session };
        },
      },
    });
    await runAll(t, deps);

    expect(seen).toHaveLength(2);
    expect(seen[1]).toEqual({ new: true });
    expect((await readAccount(t, id)).pay_distribution.status).toBe('success');
  });

  test('by a fault of a connector, again and again, ends in system_error', async () => {
    const { id } = await confirmed(whole);
    const { log, lines } = keptLog();
    const connector = {
      updatePayDistribution(): AsyncIterable<PayDistributionStep> {
        throw new TypeError('a bug');
      },
    };
    const deps = depsWith(t, { log, connector });
    // The last of the waits is ten minutes.
    await runThrough(t, deps);
    await runThrough(t, deps);

    expect((await readAccount(t, id)).pay_distribution).toMatchObject({
      status: 'error',
      error_code: 'system_error',
    });
    expect(lines.filter(({ message }) => message === 'a job was given up')).toHaveLength(1);
  });
});
