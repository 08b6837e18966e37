import { DAY, later, MINUTE, newFormAccount, recordForms, type Scope } from '@intarsia/domain';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type TestInstance, testInstance } from '../../../runtime/src/testing.ts';
import { connect, connected, engineNames, eventsOf, makeUser, pass } from '../testing/logins.ts';
import { purgeJob } from './follow-ups.ts';

describe.each(engineNames)('accounts that never connect, on %s', (engine) => {
  let t: TestInstance;
  let scope: Scope;
  beforeEach(async () => {
    t = await testInstance({ engine });
    scope = { environment_id: t.sandbox.id };
  });
  afterEach(() => t.close());

  const isThere = async (id: string) => (await t.rest('GET', `/v1/accounts/${id}`)).status === 200;

  /** An account of a form item, as Link will make it, with files or without. */
  async function formAccount(files_count: number): Promise<string> {
    const { ids, catalogue, store } = t.instance.deps;
    const item = catalogue.find('form_link_item');
    if (!item) throw new Error('no form item');
    const now = t.clock.now();
    const origin = { user: await makeUser(t), item, source: 'argyle_sandbox' };
    const { account } = newFormAccount(origin, { id: ids.next(), now });
    const counts = { available_count: 1, files_count, in_progress_count: 0 };
    const stored = files_count === 0 ? account : recordForms(account, counts, now);
    const purge_id = ids.next();
    await store.write(async (tx) => {
      await tx.accounts.insert(scope, stored, { login_hash: null });
      await tx.jobs.enqueue(scope, purgeJob(stored, purge_id));
    });
    return account.id;
  }

  test('are removed thirty days after they were made, and that is told', async () => {
    const { id, user } = await connected(t, { password: 'wrong' });
    await pass(t, 30 * DAY - 2 * MINUTE);
    const before = await isThere(id);
    await pass(t, 2 * MINUTE);

    expect([before, await isThere(id)]).toEqual([true, false]);
    expect((await t.rest('GET', `/v1/users/${user}`)).status).toBe(200);
    expect((await eventsOf(t, id)).at(-1)).toBe('accounts.removed');
    expect((await t.rest('GET', '/v1/accounts')).body).toMatchObject({ count: 0, results: [] });
  });

  test('are removed however often their login was tried', async () => {
    const { id, user } = await connected(t, { password: 'wrong' });
    await pass(t, 29 * DAY);
    await connected(t, { user, password: 'wrong' });
    await pass(t, DAY);

    expect(await isThere(id)).toBe(false);
  });

  test('are removed also while a code is asked for', async () => {
    const { id, user } = await connected(t, { link_item: 'weftgo', password: 'wrong' });
    await pass(t, 30 * DAY - 3 * MINUTE);
    await connect(t, { user, link_item: 'weftgo' });
    await pass(t, 3 * MINUTE);

    expect(await isThere(id)).toBe(false);
    expect(await t.instance.deps.store.read.jobs.nextDue(scope)).toBeUndefined();
  });

  test('stay when they have connected once, whatever came later', async () => {
    const fine = await connected(t, {});
    const dropped = await connected(t, { password: 'pass_auth_required' });
    await pass(t, 60 * DAY);

    expect([await isThere(fine.id), await isThere(dropped.id)]).toEqual([true, true]);
  });

  test('stay when they hold forms, and go when they are forms without any', async () => {
    const full = await formAccount(2);
    const empty = await formAccount(0);
    await pass(t, 31 * DAY);

    expect([await isThere(full), await isThere(empty)]).toEqual([true, false]);
    expect(await t.instance.deps.store.read.jobs.nextDue(scope)).toBeUndefined();
  });

  test('have a job for it from the moment they are made', async () => {
    const { created_at } = await connected(t, { password: 'wrong' });

    const due_at = await t.instance.deps.store.read.jobs.nextDue(scope);
    expect(due_at).toBe(later(created_at, 30 * DAY));
  });
});
