import type { Account, Scope } from '@intarsia/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { engines, openWorld, type TestStore, testAccount, testId, testUser } from './testing.ts';

const USER = testId(1);
const OTHER = testId(2);
const login = { user: USER, link_item: 'uber', login_hash: 'hash' };

describe.each(engines)('$name', ({ open }) => {
  let store: TestStore;
  let number = 0;
  let scope: Scope;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.cleanup());
  beforeEach(async () => {
    scope = await openWorld(store, ++number);
    await store.write(async (tx) => {
      await tx.users.insert(scope, testUser(USER));
      await tx.users.insert(scope, testUser(OTHER));
    });
  });

  async function add(account: Account, login_hash: string | null = null): Promise<void> {
    await store.write((tx) => tx.accounts.insert(scope, account, { login_hash }));
  }

  test('an account comes back as it was stored, its keys in their order', async () => {
    const account = testAccount(testId(9), USER);

    await add(account);

    const found = await store.read.accounts.find(scope, account.id);
    expect(JSON.stringify(found)).toBe(JSON.stringify(account));
  });

  test('an update replaces the account, unless there is none', async () => {
    const account = testAccount(testId(9), USER);
    await add(account);
    const changed = { ...account, employers: ['Acme'] };

    const done = await store.write((tx) => tx.accounts.update(scope, changed));
    const none = await store.write((tx) =>
      tx.accounts.update(scope, { ...changed, id: testId(10) }),
    );

    expect([done, none]).toEqual([true, false]);
    expect(await store.read.accounts.find(scope, account.id)).toEqual(changed);
  });

  test('the same login of the same user at the same item finds its account', async () => {
    await add(testAccount(testId(9), USER), 'hash');

    const find = (other: Partial<typeof login>) =>
      store.write((tx) => tx.accounts.findByLogin(scope, { ...login, ...other }));

    expect((await find({}))?.id).toBe(testId(9));
    expect(await find({ user: OTHER })).toBeUndefined();
    expect(await find({ link_item: 'lyft' })).toBeUndefined();
    expect(await find({ login_hash: 'another' })).toBeUndefined();
  });

  test('of callers who connect the same login at once, one makes the account and all find it', async () => {
    const connect = (id: string) =>
      store.write(async (tx) => {
        const known = await tx.accounts.findByLogin(scope, login);
        if (known) return known.id;
        await tx.accounts.insert(scope, testAccount(id, USER), { login_hash: 'hash' });
        return id;
      });

    const ids = await Promise.all(Array.from({ length: 8 }, (_, n) => connect(testId(100 + n))));

    expect(new Set(ids).size).toBe(1);
    expect(await store.read.accounts.count(scope)).toBe(1);
  });

  test('accounts without a login do not get into each other’s way', async () => {
    await add(testAccount(testId(9), USER));
    await add(testAccount(testId(10), USER));

    expect(await store.read.accounts.count(scope, { user: USER })).toBe(2);
  });

  test('of two who change an account at once, neither loses what the other did', async () => {
    await add(testAccount(testId(9), USER));
    const append = (employer: string) =>
      store.write(async (tx) => {
        const account = await tx.accounts.find(scope, testId(9));
        if (!account) throw new Error('The account is there.');
        const employers = [...account.employers, employer];
        await tx.accounts.update(scope, { ...account, employers });
      });

    await Promise.all(['a', 'b', 'c', 'd'].map(append));

    const account = await store.read.accounts.find(scope, testId(9));
    expect([...(account?.employers ?? [])].sort()).toEqual(['a', 'b', 'c', 'd']);
  });

  test('the accounts of one user come oldest first', async () => {
    await add(testAccount(testId(11), USER));
    await add(testAccount(testId(10), USER));
    await add(testAccount(testId(12), OTHER));

    const own = await store.read.accounts.listOfUser(scope, USER);

    expect(own.map(({ id }) => id)).toEqual([testId(10), testId(11)]);
  });

  test('a connection is made with its account and keeps what is saved', async () => {
    await add(testAccount(testId(9), USER), 'hash');
    const fresh = await store.read.connections.find(scope, testId(9));
    const saved = {
      account_id: testId(9),
      login_hash: 'another',
      credentials: 'sealed credentials',
      session: 'sealed session',
      resume: 'sealed resume',
      challenge: { kind: 'code', channel: 'sms', hint: '•• 10' },
      challenge_ends_at: '2030-01-01T00:00:00.000000Z',
      attempt: 3,
    } as const;

    const done = await store.write((tx) => tx.connections.save(scope, saved));
    const none = await store.write((tx) =>
      tx.connections.save(scope, { ...saved, account_id: testId(10) }),
    );

    expect(fresh).toEqual({
      account_id: testId(9),
      login_hash: 'hash',
      credentials: null,
      session: null,
      resume: null,
      challenge: null,
      challenge_ends_at: null,
      attempt: 0,
    });
    expect([done, none]).toEqual([true, false]);
    expect(await store.read.connections.find(scope, testId(9))).toEqual(saved);
  });

  test('deleting an account deletes its connection and its jobs, not its user', async () => {
    await add(testAccount(testId(9), USER), 'hash');
    await store.write((tx) =>
      tx.jobs.enqueue(scope, {
        id: testId(50),
        kind: 'accounts.scan',
        payload: { account: testId(9) },
        due_at: '2022-04-22T14:26:40.682437Z',
        user_id: USER,
        account_id: testId(9),
      }),
    );

    const done = await store.write((tx) => tx.accounts.delete(scope, testId(9)));
    const again = await store.write((tx) => tx.accounts.delete(scope, testId(9)));

    expect([done, again]).toEqual([true, false]);
    expect(await store.read.connections.find(scope, testId(9))).toBeUndefined();
    expect(await store.read.jobs.nextDue(scope)).toBeUndefined();
    expect(await store.read.users.find(scope, USER)).toBeDefined();
    expect(await store.read.accounts.count(scope)).toBe(0);
  });

  test('accounts are told with their link items, those that are there', async () => {
    await add(testAccount(testId(9), USER));
    const many = Array.from({ length: 100 }, (_, n) => testId(1000 + n));
    const { connections } = store.read;
    const of = (among: Scope) => connections.linkItemsOf(among, [...many, testId(9)]);

    expect(await of(scope)).toEqual(new Map([[testId(9), 'uber']]));
    expect(await of({ ...scope, user_id: OTHER })).toEqual(new Map());
    expect(await connections.linkItemsOf(scope, [])).toEqual(new Map());
  });

  test('a scope of one person holds that person’s accounts only', async () => {
    await add(testAccount(testId(9), USER), 'a');
    await add(testAccount(testId(10), OTHER), 'b');
    const own = { ...scope, user_id: OTHER };
    const { accounts, connections } = store.read;
    const whole = { limit: 10, offset: 0, order: 'asc' } as const;

    expect(await accounts.find(own, testId(9))).toBeUndefined();
    expect((await accounts.find(own, testId(10)))?.id).toBe(testId(10));
    expect((await accounts.list(own, {}, whole)).map(({ id }) => id)).toEqual([testId(10)]);
    expect(await accounts.list(own, { user: USER }, whole)).toEqual([]);
    expect(await accounts.listOfUser(own, USER)).toEqual([]);
    expect(await accounts.count(own)).toBe(1);
    expect(await accounts.count(own, { user: USER })).toBe(0);
    expect(await connections.find(own, testId(9))).toBeUndefined();
    await store.write(async (tx) => {
      expect(await tx.accounts.findByLogin(own, { ...login, login_hash: 'a' })).toBeUndefined();
      expect(await tx.accounts.update(own, testAccount(testId(9), USER))).toBe(false);
      expect(await tx.accounts.delete(own, testId(9))).toBe(false);
    });
    expect(await accounts.count(scope)).toBe(2);
  });
});
