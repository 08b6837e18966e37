import type { Scope } from '@intarsia/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { StoredBlob } from './blobs.ts';
import {
  engines,
  openWorld,
  START,
  type TestStore,
  testAccount,
  testId,
  testUser,
} from './testing.ts';

const [ANN, BOB] = [testId(0xa1), testId(0xb1)];
const ACCOUNT = testId(0xa2);

const blob: StoredBlob = {
  id: testId(1),
  account_id: ACCOUNT,
  user_id: ANN,
  form_id: testId(2),
  slot: 'paystubs',
  name: 'april.pdf',
  media_type: 'application/pdf',
  size: 20 * 1_048_576,
  created_at: START,
  content: 'v1.sealed',
};

describe.each(engines)('uploaded files on $name', ({ open }) => {
  let store: TestStore;
  let number = 0;
  let scope: Scope;
  beforeAll(async () => {
    store = await open();
  });
  beforeEach(async () => {
    number += 1;
    scope = await openWorld(store, number);
    await store.write(async (tx) => {
      for (const user of [ANN, BOB]) await tx.users.insert(scope, testUser(user));
      await tx.accounts.insert(scope, testAccount(ACCOUNT, ANN), { login_hash: null });
      await tx.blobs.insert(scope, blob);
    });
  });
  afterAll(() => store.cleanup());

  test('are found in their environment by their own person alone', async () => {
    const { blobs } = store.read;
    const other = await openWorld(store, 1000 + number);

    expect(await blobs.find(scope, blob.id)).toEqual(blob);
    expect(await blobs.find({ ...scope, user_id: ANN }, blob.id)).toEqual(blob);
    expect(await blobs.find({ ...scope, user_id: BOB }, blob.id)).toBeUndefined();
    expect(await blobs.find(other, blob.id)).toBeUndefined();
    expect(await blobs.find(scope, testId(9))).toBeUndefined();
  });

  test('are erased one by one', async () => {
    await store.write((tx) => tx.blobs.remove(scope, blob.id));

    expect(await store.read.blobs.find(scope, blob.id)).toBeUndefined();
  });

  test.each(['account', 'user'])('go with their %s in its own transaction', async (owner) => {
    const within = await store.write(async (tx) => {
      if (owner === 'user') await tx.users.delete(scope, ANN);
      else await tx.accounts.delete(scope, ACCOUNT);
      return tx.blobs.find(scope, blob.id);
    });

    expect([within, await store.read.blobs.find(scope, blob.id)]).toEqual([undefined, undefined]);
  });

  test('are not kept for an account that is not there', async () => {
    const orphan = { ...blob, id: testId(3), account_id: testId(0xdead) };

    await expect(store.write((tx) => tx.blobs.insert(scope, orphan))).rejects.toThrow();
    expect(await store.read.blobs.find(scope, orphan.id)).toBeUndefined();
  });
});
