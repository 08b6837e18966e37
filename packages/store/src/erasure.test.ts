import { later, ResourceKind, rawJson, type Scope } from '@intarsia/domain';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  engines,
  openWorld,
  START,
  type TestEngine,
  type TestStore,
  testAccount,
  testId,
  testResource,
  testUser,
} from './testing.ts';

const USER = testId(0x111);
const OTHER = testId(0x222);
const ACCOUNT = testId(0x333);
const SECRET = 'something-personal';

/** Puts something of the user into every table that can hold it. */
async function leaveTraces(store: TestStore, scope: Scope, user: string, account: string) {
  await store.write(async (tx) => {
    const metadata = rawJson(JSON.stringify({ note: `${SECRET} of ${user}` }));
    await tx.users.insert(scope, testUser(user, { external_metadata: metadata }));
    const made = testAccount(account, user, { employers: [SECRET] });
    await tx.accounts.insert(scope, made, { login_hash: `${SECRET} ${user}` });
    await tx.connections.save(scope, {
      account_id: account,
      login_hash: `${SECRET} ${user}`,
      credentials: SECRET,
      session: SECRET,
      resume: SECRET,
      challenge: { kind: 'push', hint: SECRET },
      challenge_ends_at: START,
      attempt: 1,
    });
    for (const kind of ResourceKind.options) {
      const row = testResource(account, { body: { note: SECRET }, secrets: SECRET });
      await tx.resources.insert(scope, { kind, account, user }, [{ ...row, content: SECRET }]);
    }
    await tx.scans.save(scope, account, {
      cursor: SECRET,
      last: SECRET,
      finished: 1,
      forced: [],
      served: 0,
      told: { payouts: [], activities: [] },
      again: false,
    });
    await tx.switches.save(scope, { account_id: account, config: SECRET, resume: SECRET });
    await tx.tokens.insert(scope, {
      jti_hash: `${SECRET} ${user}`,
      user_id: user,
      family_id: testId(7),
      kind: 'refresh',
      expires_at: later(START, 1000),
      used_at: null,
      successor: null,
      revoked_at: null,
    });
    await tx.idempotency.insert(scope, {
      key: `${SECRET} ${user}`,
      fingerprint: 'print',
      status: 201,
      answer: SECRET,
      user_id: user,
      created_at: START,
    });
    await tx.jobs.enqueue(
      scope,
      {
        id: `1${user.slice(1)}`,
        kind: 'accounts.scan',
        payload: { account },
        due_at: START,
        account_id: account,
      },
      {
        id: `2${user.slice(1)}`,
        kind: 'accounts.scan',
        payload: { account },
        due_at: START,
        user_id: user,
      },
    );
    await tx.outbox.append(scope, [
      { type: 'users.created', occurred_at: START, data: { user } },
      {
        type: 'accounts.failed',
        occurred_at: START,
        data: { account, user, error_code: 'invalid_credentials', error_message: SECRET },
        resource: made,
      },
    ]);
  });
}

async function tablesOf(store: TestStore, name: TestEngine['name']): Promise<string[]> {
  const rows = await store.look(
    name === 'sqlite'
      ? "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'"
      : "select tablename as name from pg_tables where schemaname = 'public'",
  );
  return rows.map(({ name: table }) => String(table));
}

/** Every table in which a row holds the text, with the number of such rows. */
async function traces(store: TestStore, name: TestEngine['name'], text: string) {
  const found: Record<string, number> = {};
  for (const table of await tablesOf(store, name)) {
    const rows = await store.look(`select * from ${table}`);
    const hits = rows.filter((row) => JSON.stringify(row).includes(text)).length;
    if (hits > 0) found[table] = hits;
  }
  return found;
}

describe.each(engines)('$name', ({ name, open }) => {
  let store: TestStore;
  let scope: Scope;
  beforeEach(async () => {
    store = await open();
    scope = await openWorld(store, 1);
  });
  afterEach(() => store.cleanup());

  test('deleting a user leaves nothing of the person in any table, but ids in events', async () => {
    await leaveTraces(store, scope, USER, ACCOUNT);
    expect(Object.keys(await traces(store, name, SECRET)).sort()).toEqual([
      'accounts',
      'connections',
      'events',
      'idempotency',
      'resources',
      'scans',
      'switches',
      'tokens',
      'user_search',
      'users',
    ]);

    const done = await store.write((tx) => tx.users.delete(scope, USER));

    expect(done).toBe(true);
    expect(await traces(store, name, SECRET)).toEqual({});
    expect(await traces(store, name, USER)).toEqual({ events: 2 });
    expect(await traces(store, name, ACCOUNT)).toEqual({ counters: 1, events: 1 });
  });

  test('deleting an account takes along what it has, and it is counted no more', async () => {
    await leaveTraces(store, scope, USER, ACCOUNT);
    const another = testId(0x666);
    await store.write(async (tx) => {
      await tx.accounts.insert(scope, testAccount(another, USER), { login_hash: null });
      const of = { kind: 'payouts' as const, account: another, user: USER };
      await tx.resources.insert(scope, of, [
        testResource(testId(0x667)),
        testResource(testId(0x668)),
      ]);
    });
    const counts = () =>
      Promise.all([
        store.read.resources.count(scope, { kind: 'payouts' }),
        store.read.resources.count(scope, { kind: 'payouts', user: USER }),
        store.read.resources.count(scope, { kind: 'payouts', account: ACCOUNT }),
        store.read.resources.count(scope, { kind: 'payouts', account: another }),
        store.read.resources.count(scope, { kind: 'profiles' }),
      ]);
    const before = await counts();

    await store.write((tx) => tx.accounts.delete(scope, ACCOUNT));
    const after = await counts();
    const found = await traces(store, name, ACCOUNT);
    await store.write((tx) => tx.users.delete(scope, USER));

    expect(before).toEqual([3, 3, 1, 2, 1]);
    expect(after).toEqual([2, 2, 0, 2, 0]);
    expect(found).toEqual({ counters: 1, events: 1, jobs: 1 });
    expect(await counts()).toEqual([0, 0, 0, 0, 0]);
    expect(await traces(store, name, another)).toEqual({});
  });

  test('what came and went in one transaction leaves no count behind', async () => {
    await store.write(async (tx) => {
      await tx.users.insert(scope, testUser(USER));
      await tx.accounts.insert(scope, testAccount(ACCOUNT, USER), { login_hash: null });
      const of = { kind: 'payouts' as const, account: ACCOUNT, user: USER };
      await tx.resources.insert(scope, of, [testResource(testId(1))]);
      await tx.accounts.delete(scope, ACCOUNT);
    });

    expect(await store.read.resources.count(scope, { kind: 'payouts' })).toBe(0);
    expect(await store.read.resources.count(scope, { kind: 'payouts', user: USER })).toBe(0);
    expect(await traces(store, name, ACCOUNT)).toEqual({});
  });

  test('deleting a user leaves everybody else alone', async () => {
    await leaveTraces(store, scope, OTHER, testId(0x444));
    const before = await traces(store, name, OTHER);
    await leaveTraces(store, scope, USER, ACCOUNT);

    await store.write((tx) => tx.users.delete(scope, USER));

    expect(await traces(store, name, OTHER)).toEqual(before);
    expect(await store.read.users.count(scope)).toBe(1);
    expect(await store.read.accounts.count(scope)).toBe(1);
  });

  test('the events of an erased user say whom they were about, and nothing more', async () => {
    await leaveTraces(store, scope, USER, ACCOUNT);
    await store.write((tx) => tx.users.delete(scope, USER));

    const events = await store.read.events.list(scope, { after_cursor: 0, limit: 10 });

    expect(events.map(({ type, data, resource }) => ({ type, data, resource }))).toEqual([
      { type: 'users.created', data: { user: USER }, resource: null },
      { type: 'accounts.failed', data: { account: ACCOUNT, user: USER }, resource: null },
    ]);
  });

  test('events that are appended in the erasing transaction keep ids only as well', async () => {
    await leaveTraces(store, scope, USER, ACCOUNT);

    await store.write(async (tx) => {
      const account = testAccount(ACCOUNT, USER, { employers: [SECRET] });
      const data = { account: ACCOUNT, user: USER };
      const said = { error_code: 'mfa_timeout', error_message: SECRET } as const;
      await tx.outbox.append(scope, [
        {
          type: 'accounts.failed',
          occurred_at: START,
          data: { ...data, ...said },
          resource: account,
        },
      ]);
      await tx.users.delete(scope, USER);
      await tx.outbox.append(scope, [
        { type: 'accounts.removed', occurred_at: START, data },
        { type: 'users.removed', occurred_at: START, data: { user: USER } },
      ]);
    });

    const events = await store.read.events.list(scope, { after_cursor: 2, limit: 10 });
    expect(events.map(({ type, data, resource }) => [type, data, resource])).toEqual([
      ['accounts.failed', { account: ACCOUNT, user: USER }, null],
      ['accounts.removed', { account: ACCOUNT, user: USER }, null],
      ['users.removed', { user: USER }, null],
    ]);
    expect(await traces(store, name, SECRET)).toEqual({});
  });

  test('deleting an account scrubs its events and leaves those of its user alone', async () => {
    await leaveTraces(store, scope, USER, ACCOUNT);
    const another = testAccount(testId(0x555), USER, { employers: ['Acme'] });
    await store.write(async (tx) => {
      await tx.accounts.insert(scope, another, { login_hash: null });
      await tx.outbox.append(scope, [
        {
          type: 'accounts.updated',
          occurred_at: START,
          data: { account: another.id, user: USER },
          resource: another,
        },
      ]);
    });

    await store.write((tx) => tx.accounts.delete(scope, ACCOUNT));

    const events = await store.read.events.list(scope, { after_cursor: 1, limit: 10 });
    expect(events.map(({ data, resource }) => [data, resource])).toEqual([
      [{ account: ACCOUNT, user: USER }, null],
      [{ account: another.id, user: USER }, another],
    ]);
  });

  test('the same ids in another environment are other people', async () => {
    const elsewhere = await openWorld(store, 2);
    await leaveTraces(store, scope, USER, ACCOUNT);
    await leaveTraces(store, elsewhere, USER, ACCOUNT);

    await store.write((tx) => tx.users.delete(elsewhere, USER));

    expect(await store.read.users.find(scope, USER)).toBeDefined();
    expect(await store.read.accounts.find(scope, ACCOUNT)).toBeDefined();
    expect(await store.read.connections.find(scope, ACCOUNT)).toMatchObject({ session: SECRET });
    const [, failed] = await store.read.events.list(scope, { after_cursor: 0, limit: 10 });
    expect(failed?.resource).not.toBeNull();
  });
});
