import { clockAt, noOptions, rawJson, Scenario, type Scope } from '@intarsia/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EVENTS, FORGOTTEN, markOf, sequenceOf, WEBHOOKS } from './counters.ts';
import {
  engines,
  openWorld,
  START,
  type TestStore,
  testAccount,
  testId,
  testResource,
  testUser,
} from './testing.ts';
import { otherTables, worldTables } from './world-tables.ts';

const WALL = '2022-05-01T00:00:00.000000Z';
const KEPT = testId(1);
const GONE = testId(2);
const LATE = testId(3);
const SNAPSHOT = testId(0x5000);

/** A scenario by its text; what it says matters to nobody here. */
function scenarioOf(source: string) {
  const scenario = Scenario.parse({ name: 'mine', description: source });
  return { scenario, source, updated_at: START };
}

/** Two people with something of everything. */
async function fill(store: TestStore, scope: Scope): Promise<void> {
  await store.write(async (tx) => {
    await tx.scenarios.put(scope, scenarioOf('first'));
    for (const user of [KEPT, GONE]) {
      const account = `5${user.slice(1)}`;
      const external_metadata = rawJson(`{"name":"${user}"}`);
      await tx.users.insert(scope, testUser(user, { external_metadata }));
      await tx.accounts.insert(scope, testAccount(account, user), { login_hash: `hash ${user}` });
      await tx.connections.save(scope, {
        account_id: account,
        login_hash: `hash ${user}`,
        credentials: 'credentials',
        session: 'session',
        resume: null,
        challenge: { kind: 'push', hint: 'phone' },
        challenge_ends_at: START,
        attempt: 2,
      });
      const of = { kind: 'payouts', account, user } as const;
      await tx.resources.insert(scope, of, [
        testResource(`6${user.slice(1)}`, { secrets: 'secret', content: 'content' }),
        testResource(`7${user.slice(1)}`, { body: { amount: '1.00' } }),
      ]);
      await tx.blobs.insert(scope, {
        id: `4${user.slice(1)}`,
        account_id: account,
        user_id: user,
        form_id: `3${user.slice(1)}`,
        slot: 'paystub',
        name: 'paystub.pdf',
        media_type: 'application/pdf',
        size: 7,
        created_at: START,
        content: 'sealed',
      });
      await tx.scans.save(scope, account, {
        cursor: 'cursor',
        last: null,
        finished: 3,
        forced: [START],
        served: 1,
        told: { payouts: [], activities: [] },
        again: true,
      });
      await tx.switches.save(scope, { account_id: account, config: 'config', resume: null });
      await tx.jobs.enqueue(scope, {
        id: `8${user.slice(1)}`,
        kind: 'accounts.scan',
        payload: { account },
        due_at: START,
        user_id: user,
        account_id: account,
      });
      await tx.outbox.append(scope, [
        { type: 'users.created', occurred_at: START, data: { user } },
        { type: 'accounts.added', occurred_at: START, data: { account, user } },
      ]);
      for (const when of [START, null]) {
        await tx.tokens.insert(scope, {
          jti_hash: `${when} ${user}`,
          user_id: user,
          family_id: null,
          kind: 'access',
          expires_at: '2099-01-01T00:00:00.000000Z',
          used_at: null,
          successor: null,
          revoked_at: when,
        });
      }
    }
  });
}

/** Changes, adds and takes away something of everything. */
async function change(store: TestStore, scope: Scope): Promise<void> {
  const account = `5${KEPT.slice(1)}`;
  await store.write(async (tx) => {
    await tx.scenarios.put(scope, scenarioOf('second'));
    const external_metadata = rawJson('{"name":"changed"}');
    await tx.users.update(scope, testUser(KEPT, { external_metadata }));
    const status = 'connected';
    const made = testAccount(account, KEPT);
    await tx.accounts.update(scope, {
      ...made,
      status,
      connection: { ...made.connection, status },
    });
    const connection = await tx.connections.find(scope, account);
    if (connection)
      await tx.connections.save(scope, { ...connection, challenge: null, attempt: 3 });
    const of = { kind: 'payouts', account, user: KEPT } as const;
    await tx.resources.remove(scope, of, [`6${KEPT.slice(1)}`]);
    const other = testResource(`7${KEPT.slice(1)}`, { body: { amount: '2.00' } });
    await tx.resources.update(scope, of, [other]);
    await tx.resources.insert(scope, of, [testResource(`9${KEPT.slice(1)}`)]);
    const scans = await tx.scans.find(scope, account);
    await tx.scans.save(scope, account, { ...scans, cursor: null, last: 'last', again: false });
    await tx.switches.save(scope, { account_id: account, config: 'other', resume: 'resume' });
    await tx.blobs.remove(scope, `4${KEPT.slice(1)}`);
    await tx.jobs.cancel(scope, { account_id: account });
    await tx.jobs.enqueue(scope, {
      id: testId(0x8888),
      kind: 'accounts.connect',
      payload: { account },
      due_at: START,
      account_id: account,
    });
    await tx.accounts.delete(scope, `5${GONE.slice(1)}`);
    await tx.users.insert(scope, testUser(LATE));
    await tx.accounts.insert(scope, testAccount(`5${LATE.slice(1)}`, LATE), { login_hash: null });
    await tx.outbox.append(scope, [
      { type: 'users.created', occurred_at: START, data: { user: LATE } },
    ]);
    await tx.idempotency.insert(scope, {
      key: 'answered',
      fingerprint: 'print',
      status: 201,
      answer: 'sealed',
      user_id: null,
      created_at: WALL,
    });
    await tx.environments.setSpeed(scope.environment_id, 'real');
    await tx.environments.setSeed(scope.environment_id, 'other');
  });
}

describe.each(engines)('worlds on $name', ({ name, open }) => {
  let store: TestStore;
  let scope: Scope;
  let stranger: Scope;
  beforeAll(async () => {
    store = await open();
    scope = await openWorld(store, 1);
    stranger = await openWorld(store, 2);
    for (const one of [scope, stranger]) await fill(store, one);
  });
  afterAll(() => store.cleanup());

  const settings = {
    speed: 'fast',
    seed: 'seed',
    options: noOptions,
    clock: clockAt(START, { mode: 'frozen', wall: WALL }),
    now: START,
  } as const;

  const copy = (id: string) =>
    store.write(async (tx) => {
      const environment = await tx.environments.find(scope.environment_id);
      if (!environment) throw new Error('the environment is gone');
      await tx.worlds.copy(environment, { id, created_at: WALL, now: START });
    });
  const restore = (snapshot: string) =>
    store.write((tx) => tx.worlds.restore(scope, { ...settings, snapshot }));

  /** All rows of a world as they are stored, by table; leases are nobody's. */
  async function dump({ environment_id }: Scope): Promise<Record<string, string[]>> {
    const tables: Record<string, string[]> = {};
    for (const { name: table, key, values } of worldTables) {
      const columns = [...key, ...values].filter(
        (column) => table !== 'jobs' || !/^(leased_until|fence)$/.test(column),
      );
      const rows = await store.look(
        `select ${columns.join(', ')} from ${table} where environment_id = '${environment_id}' order by ${key.join(', ')}`,
      );
      const isNumber = (row: Record<string, unknown>) =>
        table === 'counters' &&
        ([EVENTS, FORGOTTEN, WEBHOOKS].includes(String(row.name)) ||
          [sequenceOf(''), markOf('')].some((many) => String(row.name).startsWith(many)));
      tables[table] = rows.filter((row) => !isNumber(row)).map((row) => JSON.stringify(row));
    }
    return tables;
  }

  test('every table and every column of the schema has its fate', async () => {
    const columns = await store.look(
      name === 'sqlite'
        ? "select m.name as name, i.name as col from sqlite_master m, pragma_table_info(m.name) i where m.type = 'table' and m.name not like 'sqlite_%'"
        : "select table_name as name, column_name as col from information_schema.columns where table_schema = 'public'",
    );
    const found = new Map<string, string[]>();
    for (const row of columns) {
      const table = String(row.name);
      found.set(table, [...(found.get(table) ?? []), String(row.col)]);
    }

    const named = [...worldTables.map((table) => table.name), ...otherTables];
    // The migrations' own table is older than any world.
    const tables = [...found.keys()].filter((table) => table !== 'schema_versions');
    expect(tables.sort()).toEqual(named.sort());
    for (const { name: table, key, values } of worldTables) {
      expect([table, ...[...key, ...values, 'environment_id'].sort()]).toEqual([
        table,
        ...(found.get(table) ?? []).sort(),
      ]);
    }
  });

  test('a world that comes back is what it was, to the byte, and no other one changes', async () => {
    const before = await dump(scope);
    const others = await dump(stranger);
    await copy(SNAPSHOT);
    const copied = await dump({ environment_id: SNAPSHOT });
    await change(store, scope);
    const changed = await dump(scope);
    await restore(SNAPSHOT);

    expect(copied).toEqual(before);
    for (const [table, rows] of Object.entries(before)) {
      expect(rows.length, table).toBeGreaterThan(0);
      expect(changed[table], table).not.toEqual(rows);
    }
    expect(await dump(scope)).toEqual(before);
    expect(await dump(stranger)).toEqual(others);
    expect(await dump({ environment_id: SNAPSHOT })).toEqual(before);
    expect(await store.read.environments.find(scope.environment_id)).toMatchObject({
      speed: 'fast',
      seed: 'seed',
      clock: { mode: 'frozen', at: START, driver: null },
    });
  });

  test('numbers of events go on, tokens of who stays stay as they are, and answers are forgotten', async () => {
    const events = async () => {
      const feed = await store.read.events.list(scope, { after_cursor: 0, limit: 100 });
      return feed.map(({ cursor, type, sequence }) => ({ cursor, type, sequence }));
    };
    const tokens = async (user: string) =>
      store.look(
        `select jti_hash, revoked_at from tokens where environment_id = '${scope.environment_id}' and user_id = '${user}' order by jti_hash`,
      );
    const told = await events();
    const kept = await tokens(KEPT);
    await change(store, scope);
    await restore(SNAPSHOT);
    await store.write((tx) =>
      tx.outbox.append(scope, [
        {
          type: 'accounts.removed',
          occurred_at: START,
          data: { account: `5${KEPT.slice(1)}`, user: KEPT },
        },
      ]),
    );

    const after = await events();
    expect(after.slice(0, told.length)).toEqual(told);
    expect(after.map(({ cursor }) => cursor)).toEqual(after.map((_, n) => n + 1));
    expect(after.at(-1)).toMatchObject({ type: 'accounts.removed', sequence: 2 });
    expect(kept).toHaveLength(2);
    expect(await tokens(KEPT)).toEqual(kept);
    expect(await tokens(LATE)).toEqual([]);
    expect(await store.read.idempotency.find(scope, 'answered')).toBeUndefined();
  });

  test('who claimed a job before can not end it after, however often it is claimed again', async () => {
    const at = (clock_fence: number) => ({
      now: '2090-01-01T00:00:00.000000Z',
      wall: WALL,
      lease_until: '2022-05-01T00:01:00.000000Z',
      limit: 1,
      clock_fence,
    });
    const claim = async () => {
      const environment = await store.read.environments.find(scope.environment_id);
      const fence = environment?.clock.fence ?? 0;
      const [job] = await store.write((tx) => tx.jobs.claim(scope, at(fence)));
      if (!job) throw new Error('nothing was claimed');
      return job;
    };
    const older = await claim();
    const clock = (await store.read.environments.find(scope.environment_id))?.clock;
    await restore(SNAPSHOT);
    const byOldClock = await store.write((tx) => tx.jobs.claim(scope, at(clock?.fence ?? 0)));
    const newer = await claim();

    expect(newer.id).toBe(older.id);
    expect(byOldClock).toEqual([]);
    expect(newer.fence - older.fence).toBeGreaterThan(2 ** 31);
    expect(await store.write((tx) => tx.jobs.complete(scope, older))).toBe(false);
    expect(await store.write((tx) => tx.jobs.complete(scope, newer))).toBe(true);
  });

  test('an emptied world has nothing, and comes back from its snapshot', async () => {
    await restore(SNAPSHOT);
    const before = await dump(scope);
    await store.write((tx) => tx.worlds.clear(scope, settings));
    const empty = await dump(scope);
    await restore(SNAPSHOT);

    expect(Object.values(empty).flat()).toEqual([]);
    expect(await dump(scope)).toEqual(before);
  });

  test('nobody finds a snapshot among the environments, and only its own world has it', async () => {
    const { environments, worlds } = store.read;

    expect(await environments.find(SNAPSHOT)).toBeUndefined();
    expect((await environments.listAll()).map(({ id }) => id)).not.toContain(SNAPSHOT);
    expect(await worlds.findSnapshot(stranger, SNAPSHOT)).toBeUndefined();
    expect(await worlds.findSnapshot(scope, SNAPSHOT)).toMatchObject({ now: START, seed: 'seed' });
    expect([await worlds.countSnapshots(scope), await worlds.countSnapshots(stranger)]).toEqual([
      1, 0,
    ]);
  });

  test('who is erased is erased from every copy, with all counters', async () => {
    await copy(testId(0x5001));
    await store.write((tx) => tx.users.delete(scope, GONE));

    for (const environment_id of [scope.environment_id, SNAPSHOT, testId(0x5001)]) {
      const left = await dump({ environment_id });
      expect(JSON.stringify(left)).not.toContain(GONE);
      expect(await store.read.users.count({ environment_id })).toBe(1);
      const kind = 'payouts';
      expect(await store.read.resources.count({ environment_id }, { kind })).toBe(2);
    }
    await restore(SNAPSHOT);
    expect(await store.read.users.find(scope, GONE)).toBeUndefined();
    expect(await store.read.users.find(stranger, GONE)).toBeDefined();
  });

  test('a snapshot that is taken away leaves no row', async () => {
    await store.write((tx) => tx.worlds.drop(SNAPSHOT));

    expect(Object.values(await dump({ environment_id: SNAPSHOT })).flat()).toEqual([]);
    expect(await store.read.worlds.findSnapshot(scope, SNAPSHOT)).toBeUndefined();
    expect(await store.read.users.count(scope)).toBe(1);
  });
});
