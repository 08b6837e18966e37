import type { ConnectionStatus, Scope } from '@intarsia/domain';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { engines, openWorld, type TestStore, testAccount, testId, testUser } from './testing.ts';

const statuses: ConnectionStatus[] = ['connecting', 'connected', 'error'];

/** What may happen to a few users and their accounts, at random. */
type Move =
  | { do: 'add user'; user: number }
  | { do: 'remove user'; user: number }
  | { do: 'add account'; user: number; account: number }
  | { do: 'remove account'; user: number; account: number }
  | { do: 'change'; user: number; account: number; status: ConnectionStatus };

const user = fc.integer({ min: 0, max: 3 });
const account = fc.integer({ min: 0, max: 2 });
const move: fc.Arbitrary<Move> = fc.oneof(
  fc.record({ do: fc.constant('add user'), user }),
  fc.record({ do: fc.constant('remove user'), user }),
  fc.record({ do: fc.constant('add account'), user, account }),
  fc.record({ do: fc.constant('remove account'), user, account }),
  fc.record({ do: fc.constant('change'), user, account, status: fc.constantFrom(...statuses) }),
);
/** Transactions of several moves, of which some are given up at their end. */
const transactions = fc.array(
  fc.record({ moves: fc.array(move, { minLength: 1, maxLength: 6 }), fails: fc.boolean() }),
  { minLength: 1, maxLength: 12 },
);

const userId = (n: number) => testId(0x100 + n);
const accountId = (owner: number, n: number) => testId(0x1000 + owner * 16 + n);

function accountIn(owner: number, n: number, status: ConnectionStatus) {
  const made = testAccount(accountId(owner, n), userId(owner));
  return { ...made, status, connection: { ...made.connection, status } };
}

describe.each(engines)('$name', ({ open }) => {
  let store: TestStore;
  let number = 0;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.cleanup());

  async function run(scope: Scope, { moves, fails }: { moves: Move[]; fails: boolean }) {
    const writing = store.write(async (tx) => {
      for (const one of moves) {
        const id = userId(one.user);
        if (one.do === 'add user') {
          if (!(await tx.users.find(scope, id))) await tx.users.insert(scope, testUser(id));
        } else if (one.do === 'remove user') {
          await tx.users.delete(scope, id);
        } else if (one.do === 'remove account') {
          await tx.accounts.delete(scope, accountId(one.user, one.account));
        } else if (one.do === 'change') {
          await tx.accounts.update(scope, accountIn(one.user, one.account, one.status));
        } else if (
          (await tx.users.find(scope, id)) &&
          !(await tx.accounts.find(scope, accountId(one.user, one.account)))
        ) {
          const made = accountIn(one.user, one.account, 'connecting');
          await tx.accounts.insert(scope, made, { login_hash: null });
        }
      }
      if (fails) throw new Error('changed my mind');
    });
    await writing.catch((error: Error) => {
      if (error.message !== 'changed my mind') throw error;
    });
  }

  async function counted(scope: Scope) {
    const { users, accounts } = store.read;
    const perUser = [0, 1, 2, 3].map((n) => accounts.count(scope, { user: userId(n) }));
    return {
      users: await users.count(scope),
      accounts: await accounts.count(scope),
      perUser: await Promise.all(perUser),
      byStatus: await accounts.countByStatus(scope),
    };
  }

  async function real({ environment_id }: Scope) {
    const where = `where environment_id = '${environment_id}'`;
    const total = async (query: string) => Number((await store.look(query))[0]?.n);
    const ofUser = (n: number) =>
      total(`select count(*) as n from accounts ${where} and user_id = '${userId(n)}'`);
    const inStatus = (status: string) =>
      total(
        `select count(*) as n from accounts ${where} and body like '%"connection":{"status":"${status}"%'`,
      );
    return {
      users: await total(`select count(*) as n from users ${where}`),
      accounts: await total(`select count(*) as n from accounts ${where}`),
      perUser: await Promise.all([0, 1, 2, 3].map(ofUser)),
      byStatus: {
        connecting: await inStatus('connecting'),
        connected: await inStatus('connected'),
        error: await inStatus('error'),
      },
    };
  }

  test('counters say what there is, after any inserts, changes and removals', async () => {
    await fc.assert(
      fc.asyncProperty(transactions, async (all) => {
        const scope = await openWorld(store, ++number);
        for (const one of all) await run(scope, one);
        expect(await counted(scope)).toEqual(await real(scope));
      }),
      { numRuns: 60 },
    );
  });

  test('counters say what there is, when transactions run at the same time', async () => {
    await fc.assert(
      fc.asyncProperty(transactions, async (all) => {
        const scope = await openWorld(store, ++number);
        await store.write(async (tx) => {
          for (const n of [0, 1, 2, 3]) await tx.users.insert(scope, testUser(userId(n)));
        });
        const withoutNewUsers = all.map(({ moves, fails }) => ({
          fails,
          moves: moves.filter((one) => one.do !== 'add user' && one.do !== 'add account'),
        }));
        for (const n of [0, 1, 2, 3]) {
          await run(scope, {
            fails: false,
            moves: [0, 1, 2].map((a) => ({ do: 'add account', user: n, account: a })),
          });
        }
        await Promise.all(withoutNewUsers.map((one) => run(scope, one)));
        expect(await counted(scope)).toEqual(await real(scope));
      }),
      { numRuns: 25 },
    );
  });

  test('a user who comes back starts to count from zero', async () => {
    const scope = await openWorld(store, ++number);
    const owner = testUser(userId(0));
    await store.write(async (tx) => {
      await tx.users.insert(scope, owner);
      await tx.accounts.insert(scope, accountIn(0, 0, 'connecting'), { login_hash: null });
    });
    await store.write((tx) => tx.users.delete(scope, owner.id));
    await store.write((tx) => tx.users.insert(scope, owner));

    expect(await store.read.accounts.count(scope, { user: owner.id })).toBe(0);
  });
});
