import { Account, page } from '@intarsia/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestInstance, testInstance } from '../../../runtime/src/testing.ts';
import { connected, engineNames, makeUser, submit } from '../testing/logins.ts';
import { confirm, start } from '../testing/switches.ts';

describe.each(engineNames)('availability.pay_allocations on %s', (engine) => {
  let t: TestInstance;
  let user: string;
  let able: Account;
  let unable: Account;
  beforeAll(async () => {
    t = await testInstance({ engine });
    user = await makeUser(t);
    able = await connected(t, { user, link_item: 'walmart', username: 'gen_1' });
    unable = await connected(t, { user, link_item: 'stipendry', username: 'gen_1' });
  });
  afterAll(() => t.close());

  const set = async (pay_distribution: boolean) => {
    const admin = t.instance.callAs({ actor: { kind: 'local' } });
    const client = await admin.clients.update({ id: t.client.id, settings: { pay_distribution } });
    return { ...t, client };
  };

  /** The account through every call that shows it, over both doors and to everybody who may read it. */
  async function facesOf({ id }: Account, client = t.client): Promise<unknown[]> {
    const own = { actor: { kind: 'user', user_id: user }, environment: t.sandbox, client } as const;
    const backend = { ...own, actor: { kind: 'client', key_id: t.keys.sandbox.id } } as const;
    const shown = [(await t.rest('GET', `/v1/accounts/${id}`)).body];
    const listed = [(await t.rest('GET', `/v1/accounts?user=${user}`)).body];
    for (const caller of [own, backend]) {
      const { accounts } = t.instance.callAs(caller);
      shown.push(await accounts.get({ id }));
      listed.push(await accounts.list({ user }));
    }
    const found = listed.map((list) =>
      page(Account)
        .parse(list)
        .results.find((account) => account.id === id),
    );
    return [...shown, ...found].map((account) => Account.parse(account).availability);
  }

  test('is an object where the link item can switch pay', async () => {
    for (const face of await facesOf(able)) {
      expect(face).toMatchObject({ pay_allocations: { status: 'synced' } });
    }
  });

  test('is null where the link item can not', async () => {
    for (const face of await facesOf(unable)) expect(face).toMatchObject({ pay_allocations: null });
  });

  test('is absent where the client does not switch pay, and back when it does', async () => {
    const { client } = await set(false);
    const faces = [...(await facesOf(able, client)), ...(await facesOf(unable, client))];
    const made = await submit(t, { link_item: 'walmart', username: 'gen_2' });
    await set(true);

    for (const face of [...faces, Account.parse(made.body).availability]) {
      expect(face).not.toHaveProperty('pay_allocations');
    }
    for (const face of await facesOf(able)) expect(face).toHaveProperty('pay_allocations');
  });

  test('is there in the answers of a deposit switch', async () => {
    for (const { body } of [await start(t, able.id), await confirm(t, able.id)]) {
      expect(Account.parse(body).availability.pay_allocations).toMatchObject({ status: 'synced' });
    }
  });
});
