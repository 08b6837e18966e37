import { newLinkSettings, type PageRequest, rawJson, type Scope } from '@intarsia/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
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

const USER = testId(1);
const ACCOUNT = testId(2);
const JOB = testId(3);
const FAMILY = testId(4);
const LATE = '2099-01-01T00:00:00.000000Z';
const VEHICLE = testId(7);
const vehicles = { kind: 'vehicles', account: ACCOUNT, user: USER } as const;
const page: PageRequest = { limit: 100, offset: 0, order: 'asc' };
const login = { user: USER, link_item: 'uber', login_hash: 'hash' };

describe.each(engines)('$name', ({ open }) => {
  let store: TestStore;
  /** Where everything is, and another environment that tries to reach it. */
  let home: Scope;
  let foreign: Scope;

  beforeAll(async () => {
    store = await open();
    home = await openWorld(store, 1);
    foreign = await openWorld(store, 2);
    await store.write(async (tx) => {
      const metadata = rawJson('{"name":"Ann"}');
      await tx.users.insert(home, testUser(USER, { external_metadata: metadata }));
      await tx.accounts.insert(home, testAccount(ACCOUNT, USER), { login_hash: 'hash' });
      await tx.tokens.insert(home, {
        jti_hash: 'jti',
        user_id: USER,
        family_id: FAMILY,
        kind: 'refresh',
        expires_at: START,
        used_at: null,
        successor: null,
        revoked_at: null,
      });
      await tx.idempotency.insert(home, {
        key: 'key',
        fingerprint: 'print',
        status: 201,
        answer: 'sealed',
        user_id: USER,
        created_at: START,
      });
      await tx.jobs.enqueue(home, {
        id: JOB,
        kind: 'accounts.scan',
        payload: { account: ACCOUNT },
        due_at: START,
        account_id: ACCOUNT,
      });
      await tx.apiKeys.insert(
        home,
        {
          id: 'api',
          name: 'CI',
          kind: 'sandbox',
          created_at: START,
          expires_at: null,
          revoked_at: null,
        },
        { secret_hash: 'hash' },
      );
      await tx.linkKeys.insert(home, { id: 'link', created_at: START, allowed_origins: [] });
      const at = { id: 'abcd1234', now: START };
      await tx.linkSettings.put(home, newLinkSettings({ name: 'Checkout' }, at, []));
      await tx.resources.insert(home, vehicles, [testResource(VEHICLE)]);
      await tx.switches.save(home, { account_id: ACCOUNT, config: 'sealed', resume: null });
      await tx.scans.save(home, ACCOUNT, { ...(await tx.scans.find(home, ACCOUNT)), finished: 1 });
      const data = { user: USER };
      await tx.outbox.append(home, [{ type: 'users.created', occurred_at: START, data }]);
    });
  });
  afterAll(() => store.cleanup());

  let before: unknown;
  beforeEach(async () => {
    before = await everything();
  });

  /** All that the store holds of the home environment. */
  async function everything(): Promise<unknown> {
    const tables = ['users', 'user_search', 'accounts', 'connections', 'tokens', 'idempotency'];
    const others = ['jobs', 'events', 'counters', 'api_keys', 'link_keys', 'resources', 'scans'];
    const more = ['switches', 'link_settings'];
    const dump: Record<string, unknown> = {};
    for (const table of [...tables, ...others, ...more]) {
      const rows = await store.look(
        `select * from ${table} where environment_id = '${home.environment_id}'`,
      );
      dump[table] = rows.map((row) => JSON.stringify(row)).sort();
    }
    return dump;
  }

  test('no read of another environment finds anything', async () => {
    const { read } = store;

    expect(await read.users.find(foreign, USER)).toBeUndefined();
    expect(await read.users.list(foreign, page)).toEqual([]);
    expect(await read.users.search(foreign, 'ann', page)).toEqual([]);
    expect(await read.users.countFound(foreign, 'ann')).toBe(0);
    expect(await read.users.count(foreign)).toBe(0);
    expect(await read.accounts.find(foreign, ACCOUNT)).toBeUndefined();
    expect(await read.accounts.list(foreign, {}, page)).toEqual([]);
    expect(await read.accounts.list(foreign, { user: USER }, page)).toEqual([]);
    expect(await read.accounts.list(foreign, { status: 'connecting' }, page)).toEqual([]);
    expect(await read.accounts.listOfUser(foreign, USER)).toEqual([]);
    expect(await read.accounts.count(foreign)).toBe(0);
    expect(await read.accounts.count(foreign, { user: USER })).toBe(0);
    expect(await read.accounts.count(foreign, { user: USER, status: 'connecting' })).toBe(0);
    expect(await read.accounts.countByStatus(foreign)).toMatchObject({ connecting: 0 });
    expect(await read.connections.find(foreign, ACCOUNT)).toBeUndefined();
    expect(await read.connections.latestLinkItems(foreign, 10)).toEqual([]);
    expect(await read.connections.latestLinkItems(home, 10)).toHaveLength(1);
    expect(await read.tokens.find(foreign, 'jti')).toBeUndefined();
    expect(await read.idempotency.find(foreign, 'key')).toBeUndefined();
    expect(await read.jobs.nextDue(foreign)).toBeUndefined();
    expect(await read.events.list(foreign, { after_cursor: 0, limit: 10 })).toEqual([]);
    expect(await read.apiKeys.list(foreign, page)).toEqual([]);
    expect(await read.apiKeys.count(foreign)).toBe(0);
    expect(await read.linkKeys.list(foreign)).toEqual([]);
    expect(await read.linkSettings.list(foreign)).toEqual([]);
    const { kind, account, user } = vehicles;
    expect(await read.resources.find(foreign, { kind, id: VEHICLE })).toBeUndefined();
    expect(await read.resources.findContent(foreign, { kind, id: VEHICLE })).toBeUndefined();
    for (const filter of [{ kind }, { kind, user }, { kind, account }, { kind, user, account }]) {
      expect(await read.resources.list(foreign, filter, page)).toEqual([]);
      expect(await read.resources.count(foreign, filter)).toBe(0);
      expect(await read.resources.count(foreign, { ...filter, from: '2000' })).toBe(0);
    }
    expect(await read.scans.find(foreign, ACCOUNT)).toMatchObject({ finished: 0 });
    expect(await read.switches.find(foreign, ACCOUNT)).toBeUndefined();
  });

  test('no write of another environment changes anything', async () => {
    const lease = { id: JOB, fence: 0 };
    const connection = {
      account_id: ACCOUNT,
      login_hash: null,
      credentials: null,
      session: null,
      resume: null,
      challenge: null,
      challenge_ends_at: null,
      attempt: 9,
    };
    const claim = { now: LATE, wall: LATE, lease_until: LATE, limit: 10, clock_fence: 0 };
    const claims = { exp: 2, jti: testId(5), iat: 1, iss: 'i', sub: USER };
    const successor = {
      access: { client_id: testId(6), ...claims, user_id: USER },
      refresh: claims,
    };

    const answers = await store.write(async (tx) => [
      await tx.users.update(foreign, testUser(USER)),
      await tx.users.delete(foreign, USER),
      await tx.accounts.update(foreign, testAccount(ACCOUNT, USER)),
      await tx.accounts.delete(foreign, ACCOUNT),
      await tx.accounts.findByLogin(foreign, login),
      await tx.connections.save(foreign, connection),
      await tx.tokens.markUsed(foreign, 'jti', { used_at: START, successor }),
      await tx.tokens.revoke(foreign, 'jti', START),
      await tx.tokens.revokeFamily(foreign, FAMILY, START),
      await tx.tokens.revokeUser(foreign, USER, START),
      await tx.tokens.deleteExpired(foreign, USER, LATE),
      await tx.tokens.deleteEnded(foreign, { before: LATE, limit: 10 }),
      await tx.idempotency.deleteBefore(foreign, LATE),
      (await tx.jobs.claim(foreign, claim)).length,
      await tx.jobs.complete(foreign, lease),
      await tx.jobs.reschedule(foreign, { ...lease, due_at: LATE, attempts: 1 }),
      await tx.jobs.hasten(foreign, {
        account_id: ACCOUNT,
        kind: 'accounts.scan',
        due_at: LATE,
      }),
      await tx.jobs.cancel(foreign, { account_id: ACCOUNT }),
      await tx.jobs.cancel(foreign, { account_id: ACCOUNT, kind: 'accounts.scan' }),
      await tx.apiKeys.revoke(foreign, 'api', START),
      await tx.apiKeys.expireAt(foreign, 'api', START),
      await tx.linkKeys.delete(foreign, 'link'),
      await tx.linkKeys.allow(foreign, { id: 'link', allowed_origins: [] }),
      await tx.linkSettings.delete(foreign, 'abcd1234'),
      (await tx.resources.heldBetween(foreign, vehicles)).length,
      (await tx.resources.heldByIds(foreign, 'vehicles', [VEHICLE])).length,
      (await tx.resources.extent(foreign, vehicles)).count,
      await tx.resources.update(foreign, vehicles, [testResource(VEHICLE, { body: { new: 1 } })]),
      await tx.resources.remove(foreign, vehicles, [VEHICLE]),
      await tx.switches.delete(foreign, ACCOUNT),
    ]);

    expect(answers.filter(Boolean)).toEqual([]);
    expect(await everything()).toEqual(before);
  });

  test('a row of another environment’s user can be made by nobody', async () => {
    const account = store.write((tx) =>
      tx.accounts.insert(foreign, testAccount(testId(9), USER), { login_hash: null }),
    );

    await expect(account).rejects.toThrow();
    const row = store.write((tx) =>
      tx.resources.insert(foreign, vehicles, [testResource(testId(10))]),
    );
    await expect(row).rejects.toThrow();
    const made = { account_id: ACCOUNT, config: 'sealed', resume: null };
    await expect(store.write((tx) => tx.switches.save(foreign, made))).rejects.toThrow();
    expect(await everything()).toEqual(before);
  });
});
