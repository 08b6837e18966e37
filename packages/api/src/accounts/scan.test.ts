import {
  ConnectionError,
  MINUTE,
  type ScanBatch,
  type ScanCursor,
  type ScannedRecord,
  SECOND,
} from '@intarsia/domain';
import { beforeEach, describe, expect, test } from 'vitest';
import { type TestInstance, testInstance } from '../../../runtime/src/testing.ts';
import { connect, engineNames, eventsOf, listsOf, readAccount } from '../testing/logins.ts';
import { depsWith, runAll } from '../testing/workers.ts';

describe.each(engineNames)('a scan on %s', (engine) => {
  let t: TestInstance;
  beforeEach(async () => {
    t = await testInstance({ engine });
    return () => t.close();
  });

  test('goes on from its cursor, never from the beginning', async () => {
    const from: (ScanCursor | null)[] = [];
    const deps = depsWith(t, {
      connector: {
        async *scan(_, cursor): AsyncGenerator<ScanBatch> {
          from.push(cursor);
          const next = Number(cursor ?? 0) + 1;
          if (next < 4) yield { stage: 'events', wait_ms: SECOND, cursor: next };
          else yield { stage: 'done', cursor: next };
        },
      },
    });
    const { id } = await connect(t);
    for (let n = 0; n < 4; n++) {
      await runAll(t, deps);
      t.clock.advance(SECOND);
    }

    expect(from).toEqual([null, 1, 2, 3]);
    expect((await readAccount(t, id)).availability.payouts?.status).toBe('synced');
  });

  test('after a failure pulls again what was not recorded, and nothing else', async () => {
    const from: (ScanCursor | null)[] = [];
    const deps = depsWith(t, {
      connector: {
        async *scan(_, cursor): AsyncGenerator<ScanBatch> {
          from.push(cursor);
          if (cursor === null) return yield { stage: 'facts', wait_ms: 1, cursor: 'a' };
          yield { stage: 'events', cursor: 'b' };
          if (from.length === 2) throw new TypeError('a bug');
          yield { stage: 'done', cursor: 'c' };
        },
      },
    });
    await connect(t);
    for (let n = 0; n < 3; n++) {
      await runAll(t, deps);
      t.clock.advance(SECOND);
    }

    expect(from).toEqual([null, 'a', 'a']);
  });

  test('of many batches is recorded eight at a time', async () => {
    const from: (ScanCursor | null)[] = [];
    const deps = depsWith(t, {
      connector: {
        async *scan(_, cursor): AsyncGenerator<ScanBatch> {
          from.push(cursor);
          for (let next = Number(cursor ?? 0) + 1; next < 20; next++) {
            yield { stage: 'events', cursor: next };
          }
          yield { stage: 'done', cursor: 20 };
        },
      },
    });
    await connect(t);
    await runAll(t, deps);

    expect(from).toEqual([null, 8, 16]);
  });

  test('asks a slow source for no more after a quarter of a minute', async () => {
    const from: (ScanCursor | null)[] = [];
    const deps = depsWith(t, {
      connector: {
        async *scan(_, cursor): AsyncGenerator<ScanBatch> {
          from.push(cursor);
          for (let next = Number(cursor ?? 0) + 1; next < 5; next++) {
            t.clock.advance(8 * SECOND);
            yield { stage: 'events', cursor: next };
          }
          yield { stage: 'done', cursor: 5 };
        },
      },
    });
    await connect(t);
    await runAll(t, deps);

    expect(from).toEqual([null, 2, 4]);
  });

  test('tells of each new employer once, and keeps those that were there', async () => {
    const deps = depsWith(t, {
      connector: {
        async *scan(): AsyncGenerator<ScanBatch> {
          yield { stage: 'facts', employers: ['First'], cursor: 1 };
          yield { stage: 'facts', employers: ['First'], cursor: 2 };
          yield { stage: 'facts', employers: ['Second', 'First'], cursor: 3 };
          yield { stage: 'done', cursor: 4 };
        },
      },
    });
    const { id, user } = await connect(t, { link_item: 'paythread' });
    await runAll(t, deps);

    expect((await readAccount(t, id)).employers).toEqual(['First', 'Second']);
    expect((await listsOf(t, user)).employers_connected).toEqual(['First', 'Second']);
    expect(await eventsOf(t, id)).toEqual([
      'accounts.added',
      'accounts.updated',
      'accounts.connected',
      'accounts.updated',
      'accounts.updated',
      'accounts.updated',
      'accounts.updated',
    ]);
  });

  test("a link item's own employer reaches the user although the scan names none", async () => {
    const deps = depsWith(t, { connector: {} });
    const { user } = await connect(t, { link_item: 'harrow_and_pine' });
    await runAll(t, deps);

    expect((await listsOf(t, user)).employers_connected).toEqual(['Harrow & Pine']);
  });

  test('that fails half way keeps what it found, and says why on the connection', async () => {
    const deps = depsWith(t, {
      connector: {
        async *scan(): AsyncGenerator<ScanBatch> {
          yield { stage: 'facts', employers: ['First'], cursor: 1 };
          throw new ConnectionError('platform_unavailable');
        },
      },
    });
    const { id, user } = await connect(t, { link_item: 'paythread' });
    await runAll(t, deps);

    const account = await readAccount(t, id);
    expect(account).toMatchObject({
      employers: ['First'],
      was_connected: true,
      connection: { status: 'error', error_code: 'platform_unavailable' },
      availability: { profiles: { status: 'sync_failed' }, activities: { status: 'sync_failed' } },
    });
    expect((await listsOf(t, user)).employers_connected).toEqual(['First']);
  });

  test('that brings what nobody could read ends in system_error, and keeps nothing of it', async () => {
    // As a connector with a fault would: its types promise more.
    const vehicle = { kind: 'vehicles', source_id: 'x', employer: null, data: { make: 1976 } };
    const records = [vehicle] as unknown as ScannedRecord[];
    const deps = depsWith(t, {
      connector: {
        async *scan(): AsyncGenerator<ScanBatch> {
          yield { stage: 'done', records, cursor: 1 };
        },
      },
    });
    const { id } = await connect(t, { link_item: 'paythread' });
    // It is tried again, later and later, and then given up.
    for (let tries = 0; tries < 6; tries++) {
      await runAll(t, deps);
      t.clock.advance(11 * MINUTE);
    }

    expect((await readAccount(t, id)).connection.error_code).toBe('system_error');
    expect((await t.rest('GET', `/v1/vehicles?account=${id}`)).body).toMatchObject({ count: 0 });
  });

  test('of a link item that has left the catalogue ends in connection_unavailable', async () => {
    const { id } = await connect(t);
    await runAll(t, depsWith(t, { connectors: new Map() }));

    const { connection } = await readAccount(t, id);
    expect(connection).toMatchObject({ status: 'error', error_code: 'connection_unavailable' });
  });

  test('is given the session that the login gave, the seed, and no randomness', async () => {
    const seen: unknown[] = [];
    const deps = depsWith(t, {
      connector: {
        async *connect({ ordinal, link_item }) {
          yield { kind: 'connected', session: { ordinal, item: link_item.item.id } };
        },
        async *scan(session, _, { seed, random }): AsyncGenerator<ScanBatch> {
          seen.push({ session, seed, random });
          yield { stage: 'done', cursor: null };
        },
      },
    });
    const { user } = await connect(t);
    await runAll(t, deps);
    await connect(t, { user });
    await runAll(t, deps);

    const { seed } = t.sandbox;
    expect(seen).toEqual([
      { session: { ordinal: 1, item: 'warpride' }, seed, random: undefined },
      { session: { ordinal: 2, item: 'warpride' }, seed, random: undefined },
    ]);
  });
});
