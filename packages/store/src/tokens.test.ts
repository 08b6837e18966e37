import { type IssuedToken, later, type Scope, type TokenPair } from '@intarsia/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { engines, openWorld, START, type TestStore, testId, testUser } from './testing.ts';

const USER = testId(1);
const OTHER = testId(2);
const FAMILY = testId(3);

const claims = { exp: 2, jti: testId(4), iat: 1, iss: 'intarsia', sub: USER };
const successor: TokenPair = {
  access: { client_id: testId(5), ...claims, user_id: USER },
  refresh: claims,
};

function token(jti_hash: string, given: Partial<IssuedToken> = {}): IssuedToken {
  return {
    jti_hash,
    user_id: USER,
    family_id: FAMILY,
    kind: 'refresh',
    expires_at: later(START, 1000),
    used_at: null,
    successor: null,
    revoked_at: null,
    ...given,
  };
}

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

  const insert = (...tokens: IssuedToken[]) =>
    store.write((tx) => tx.tokens.insert(scope, ...tokens));
  const find = (hash: string) => store.read.tokens.find(scope, hash);

  test('tokens come back as they were stored', async () => {
    const used = token('a', { used_at: START, successor, revoked_at: later(START, 5) });
    const fresh = token('b', { kind: 'access', family_id: null });

    await insert(used, fresh);

    expect(await find('a')).toEqual(used);
    expect(await find('b')).toEqual(fresh);
    expect(await find('c')).toBeUndefined();
  });

  test('of many who use a token at once, one gets it and all see the same successor', async () => {
    await insert(token('a'));
    const uses = Array.from({ length: 10 }, (_, n) =>
      store.write((tx) => tx.tokens.markUsed(scope, 'a', { used_at: later(START, n), successor })),
    );

    const won = await Promise.all(uses);

    expect(won.filter(Boolean)).toHaveLength(1);
    expect(await find('a')).toMatchObject({ used_at: later(START, won.indexOf(true)), successor });
  });

  test('a revoked token cannot be used', async () => {
    await insert(token('a', { revoked_at: START }));

    const used = await store.write((tx) =>
      tx.tokens.markUsed(scope, 'a', { used_at: START, successor }),
    );

    expect(used).toBe(false);
    expect(await find('a')).toMatchObject({ used_at: null, successor: null });
  });

  test('revoking one, a family or all of a user’s tokens counts those that still worked', async () => {
    await insert(
      token('a'),
      token('b'),
      token('c', { family_id: testId(7) }),
      token('d', { family_id: null }),
      token('e', { user_id: OTHER, family_id: null }),
    );
    const now = later(START, 1);

    const counts = await store.write(async (tx) => [
      await tx.tokens.revoke(scope, 'a', now),
      await tx.tokens.revoke(scope, 'a', later(START, 2)),
      await tx.tokens.revoke(scope, 'unknown', now),
      await tx.tokens.revokeFamily(scope, FAMILY, now),
      await tx.tokens.revokeUser(scope, USER, now),
    ]);

    expect(counts).toEqual([true, false, false, 1, 2]);
    expect((await find('a'))?.revoked_at).toBe(now);
    expect((await find('e'))?.revoked_at).toBeNull();
  });

  test('a user’s ended tokens are forgotten, at their very end', async () => {
    await insert(
      token('a', { expires_at: START }),
      token('b', { expires_at: later(START, 1) }),
      token('c', { expires_at: START, user_id: OTHER }),
    );

    const gone = await store.write((tx) => tx.tokens.deleteExpired(scope, USER, START));

    expect(gone).toBe(1);
    expect(await find('a')).toBeUndefined();
    expect(await find('b')).toBeDefined();
    expect(await find('c')).toBeDefined();
  });

  test('anybody’s tokens that ended long ago are forgotten, some at a time', async () => {
    await insert(
      token('a', { expires_at: START }),
      token('b', { expires_at: START, user_id: OTHER }),
      token('c', { expires_at: START }),
      token('d', { expires_at: later(START, 1) }),
    );
    const elsewhere = await openWorld(store, ++number);
    const forget = (where: Scope) =>
      store.write((tx) => tx.tokens.deleteEnded(where, { before: START, limit: 2 }));

    const gone = [await forget(elsewhere), await forget(scope), await forget(scope)];

    expect(gone).toEqual([0, 2, 1]);
    expect(await find('d')).toBeDefined();
  });

  test('a scope of one person holds that person’s tokens only', async () => {
    await insert(token('a'), token('b', { user_id: OTHER }));
    const own = { ...scope, user_id: OTHER };

    expect(await store.read.tokens.find(own, 'a')).toBeUndefined();
    expect(await store.read.tokens.find(own, 'b')).toBeDefined();
  });

  test('an answer is kept under its idempotency key until it is too old', async () => {
    const answer = {
      key: 'key',
      fingerprint: 'print',
      status: 201,
      answer: 'sealed',
      user_id: USER,
      created_at: START,
    };
    const put = (key: string, created_at: string) =>
      store.write((tx) => tx.idempotency.insert(scope, { ...answer, key, created_at }));
    await put('key', START);
    await put('young', later(START, 1));

    expect(await store.read.idempotency.find(scope, 'key')).toEqual(answer);
    const gone = await store.write((tx) => tx.idempotency.deleteBefore(scope, later(START, 1)));

    expect(gone).toBe(1);
    expect(await store.read.idempotency.find(scope, 'key')).toBeUndefined();
    expect(await store.read.idempotency.find(scope, 'young')).toBeDefined();
  });

  test('of calls with one idempotency key at once, one leaves its answer and its work', async () => {
    const call = (n: number) =>
      store.write(async (tx) => {
        await tx.users.insert(scope, testUser(testId(100 + n)));
        await tx.idempotency.insert(scope, {
          key: 'key',
          fingerprint: 'print',
          status: 201,
          answer: String(n),
          user_id: null,
          created_at: START,
        });
      });

    const outcomes = await Promise.allSettled([0, 1, 2, 3, 4, 5].map(call));

    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused).toHaveLength(5);
    for (const { reason } of refused) {
      expect(reason).toMatchObject({ code: 'idempotency_key_in_use', kind: 'conflict' });
    }
    expect(await store.read.users.count(scope)).toBe(2 + 1);
  });
});
