import {
  ConnectionError,
  type ConnectStep,
  HOUR,
  later,
  type PayDistributionStep,
  type ScanBatch,
  type Session,
} from '@intarsia/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestInstance, testInstance } from '../../../runtime/src/testing.ts';
import { connect, engineNames, makeUser, readAccount } from '../testing/logins.ts';
import { begin } from '../testing/switches.ts';
import { depsWith, runAll } from '../testing/workers.ts';
import { openPart, sealPart } from './sealed.ts';

describe.each(engineNames)('a session that changes while its source is asked, on %s', (engine) => {
  let t: TestInstance;
  beforeAll(async () => {
    t = await testInstance({ engine });
  });
  afterAll(() => t.close());

  const scope = () => ({ environment_id: t.sandbox.id });
  const vaultOf = () => t.instance.deps.vaultOf(t.client.id);
  const rowOf = async (id: string) => {
    const row = await t.instance.deps.store.read.connections.find(scope(), id);
    if (!row) throw new Error('there is no connection');
    return row;
  };
  const place = (account_id: string) => ({ account_id, part: 'session' }) as const;

  async function sessionOf(id: string): Promise<unknown> {
    const { session } = await rowOf(id);
    return session && openPart(await vaultOf(), session, place(id));
  }

  /** As the end of a deposit switch does, or of a login. */
  async function replaceSession(id: string, by: object): Promise<void> {
    const row = await rowOf(id);
    const session = sealPart(await vaultOf(), by, place(id));
    await t.instance.deps.store.write((tx) => tx.connections.save(scope(), { ...row, session }));
  }
  const switchPay = (id: string) => replaceSession(id, { switched: true });

  const connected = async (deps = depsWith(t, { connector: {} })) => {
    const user = await makeUser(t);
    const { id } = await connect(t, { user, link_item: 'walmart' });
    await runAll(t, deps);
    return { id, user };
  };

  test('is not lost when the source is back after an outage', async () => {
    const asked: Session[] = [];
    const deps = depsWith(t, {
      connector: {
        async *scan(_session, _from, { clock }): AsyncGenerator<ScanBatch> {
          if (asked.length > 0) return yield { stage: 'done', cursor: null };
          const back_at = later(clock.now(), HOUR);
          throw new ConnectionError('service_unavailable', { back_at });
        },
        async probe(session) {
          asked.push(session);
          if (asked.length === 1) await switchPay(id);
          return { kind: 'up', session: { ...Object(session), probed: true } };
        },
      },
    });
    const { id } = await connected(deps);
    const away = await readAccount(t, id);
    t.clock.advance(2 * HOUR);
    await runAll(t, deps);

    expect(away.connection).toMatchObject({ status: 'error', error_code: 'service_unavailable' });
    expect(asked).toEqual([{}, { switched: true }]);
    expect(await sessionOf(id)).toEqual({ switched: true, probed: true });
    expect((await readAccount(t, id)).connection.status).toBe('connected');
  });

  test('is not lost when the person logs in again', async () => {
    const { id, user } = await connected();
    const asked: unknown[] = [];
    const deps = depsWith(t, {
      connector: {
        async *connect({ session }): AsyncGenerator<ConnectStep> {
          asked.push(session);
          if (asked.length === 1) await switchPay(id);
          yield { kind: 'connected', session: { ...Object(session), again: true } };
        },
      },
    });
    await connect(t, { user, link_item: 'walmart' });
    await runAll(t, deps);

    expect(asked).toEqual([{}, { switched: true }]);
    expect(await sessionOf(id)).toEqual({ switched: true, again: true });
    expect((await readAccount(t, id)).connection.status).toBe('connected');
  });

  test('is not lost when a deposit switch is done', async () => {
    const { id } = await connected();
    await begin(t, id);
    const asked: Session[] = [];
    const deps = depsWith(t, {
      connector: {
        async *updatePayDistribution(session, { resume }): AsyncGenerator<PayDistributionStep> {
          if (resume === undefined) return yield { kind: 'updating', resume: 1 };
          asked.push(session);
          if (asked.length === 1) await replaceSession(id, { again: true });
          yield { kind: 'done', session: { ...Object(session), switched: true } };
        },
      },
    });
    await runAll(t, deps);

    expect(asked).toEqual([{}, { again: true }]);
    expect(await sessionOf(id)).toEqual({ again: true, switched: true });
    expect((await readAccount(t, id)).pay_distribution.status).toBe('success');
  });
});
