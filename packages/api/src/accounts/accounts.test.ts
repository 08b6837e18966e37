import { Account, MINUTE, page } from '@intarsia/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { basicAuth, type TestInstance, testInstance } from '../../../runtime/src/testing.ts';
import { insertClient, newClientParts } from '../clients/new-client.ts';
import type { Actor } from '../kernel/index.ts';
import {
  connect,
  connected,
  engineNames,
  eventsOf,
  everyEventOf,
  listsOf,
  makeUser,
  pass,
  readAccount,
} from '../testing/logins.ts';

const UNKNOWN = '00000000-0000-4000-8000-000000000000';
const Accounts = page(Account);
const Tokens = z.object({ access: z.string(), refresh: z.string() });

const admin: Actor = {
  kind: 'operator',
  operator: {
    id: UNKNOWN,
    email: 'ada@example.com',
    role: 'admin',
    created_at: '2022-01-01T00:00:00.000000Z',
    has_password: true,
  },
  session_hash: '',
};

describe.each(engineNames)('accounts on %s', (engine) => {
  let t: TestInstance;
  beforeAll(async () => {
    t = await testInstance({ engine });
  });
  afterAll(() => t.close());

  const list = async (path: string, auth?: string) =>
    Accounts.parse((await t.rest('GET', path, { auth })).body);
  const idsOf = ({ results }: { results: Account[] }) => results.map(({ id }) => id);

  /** A user token of somebody, as an Authorization header. */
  async function tokenOf(user: string): Promise<string> {
    const { body } = await t.rest('POST', '/v1/user-tokens', { body: { user } });
    return `Bearer ${Tokens.parse(body).access}`;
  }

  /** A user with some accounts, oldest first. */
  async function userWith(count: number): Promise<{ user: string; ids: string[] }> {
    const user = await makeUser(t);
    const ids: string[] = [];
    for (let n = 1; n <= count; n++)
      ids.push((await connect(t, { user, username: `gen_${n}` })).id);
    return { user, ids };
  }

  describe('reading', () => {
    test('an account is given by its id', async () => {
      const account = await connect(t);

      expect(await readAccount(t, account.id)).toEqual(account);
    });

    test.each([UNKNOWN, 'nobody', '%00', 'A'.repeat(36), '__proto__'])(
      'the account %s is not there',
      async (id) => {
        expect((await t.rest('GET', `/v1/accounts/${id}`)).status).toBe(404);
        expect((await t.rest('DELETE', `/v1/accounts/${id}`)).status).toBe(404);
      },
    );

    test('a list is of one user, newest first, or oldest first', async () => {
      const { user, ids } = await userWith(3);
      const newest = await list(`/v1/accounts?user=${user}`);
      const oldest = await list(`/v1/accounts?user=${user}&ordering=created_at`);

      expect(idsOf(newest)).toEqual(ids.toReversed());
      expect(idsOf(oldest)).toEqual(ids);
      expect(newest).toMatchObject({ count: 3, next: null, previous: null });
    });

    test('next and previous keep the filter, and walk through every account once', async () => {
      const { user, ids } = await userWith(5);
      const forth: string[] = [];
      const back: string[] = [];
      let last = '';
      for (let url: string | null = `/v1/accounts?user=${user}&limit=2`; url; ) {
        const found: z.infer<typeof Accounts> = await list(pathOf(url));
        forth.push(...idsOf(found));
        expect(found.count).toBe(5);
        last = url;
        url = found.next;
      }
      for (let url: string | null = last; url; ) {
        const found: z.infer<typeof Accounts> = await list(pathOf(url));
        back.unshift(...idsOf(found));
        url = found.previous;
      }

      expect(forth).toEqual(ids.toReversed());
      expect(back).toEqual(ids.toReversed());
    });

    test('an account that comes meanwhile moves no page', async () => {
      const { user, ids } = await userWith(3);
      const first = await list(`/v1/accounts?user=${user}&limit=2`);
      await connect(t, { user, username: 'gen_99' });
      const second = await list(pathOf(first.next ?? ''));

      expect([...idsOf(first), ...idsOf(second)]).toEqual(ids.toReversed());
    });

    test('an unknown user has no accounts', async () => {
      expect(await list(`/v1/accounts?user=${UNKNOWN}`)).toEqual({
        count: 0,
        next: null,
        previous: null,
        results: [],
      });
    });

    test.each(['', 'me', '%00', '%', `${UNKNOWN}x`, 'null'])(
      'the user %j is a 400, never everybody',
      async (user) => {
        const { status, body } = await t.rest('GET', `/v1/accounts?user=${user}`);

        expect(status).toBe(400);
        expect(body).toMatchObject({ code: 'input_invalid', user: ['must be a UUID'] });
      },
    );

    test('filters that v1 does not know are ignored', async () => {
      const { user } = await userWith(1);
      const found = await list(`/v1/accounts?user=${user}&status=error&link_item=uber&x=`);

      expect(found.count).toBe(1);
    });
  });

  describe('with a user token', () => {
    test('only the own accounts are there', async () => {
      const mine = await userWith(2);
      const other = await userWith(1);
      const auth = await tokenOf(mine.user);
      const foreign = await t.rest('GET', `/v1/accounts/${other.ids[0]}`, { auth });

      expect(idsOf(await list('/v1/accounts', auth))).toEqual(mine.ids.toReversed());
      expect(idsOf(await list(`/v1/accounts?user=${mine.user}`, auth))).toHaveLength(2);
      expect(await list(`/v1/accounts?user=${other.user}`, auth)).toMatchObject({ count: 0 });
      expect((await t.rest('GET', `/v1/accounts/${mine.ids[0]}`, { auth })).status).toBe(200);
      expect(foreign.status).toBe(404);
    });

    test('nothing can be changed', async () => {
      const { user, ids } = await userWith(1);
      const auth = await tokenOf(user);
      const body = { link_item: 'warpride', username: 'test_1', password: 'passgood' };
      const answers = [
        await t.rest('DELETE', `/v1/accounts/${ids[0]}`, { auth }),
        await t.rest('POST', '/v1/sandbox/accounts', { auth, body }),
        await t.rest('POST', `/v1/sandbox/accounts/${ids[0]}/mfa`, { auth, body: { code: '1' } }),
      ];

      expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
      expect((await t.rest('GET', `/v1/accounts/${ids[0]}`)).status).toBe(200);
    });
  });

  describe('between environments', () => {
    test('nothing of the sandbox is there for the live key', async () => {
      const { user, ids } = await userWith(1);
      const auth = t.keys.live.auth;
      const answers = [
        await t.rest('GET', `/v1/accounts/${ids[0]}`, { auth }),
        await t.rest('DELETE', `/v1/accounts/${ids[0]}`, { auth }),
      ];

      expect(answers.map(({ status }) => status)).toEqual([404, 404]);
      expect(await list('/v1/accounts', auth)).toMatchObject({ count: 0 });
      expect(await list(`/v1/accounts?user=${user}`, auth)).toMatchObject({ count: 0 });
      expect((await t.rest('GET', `/v1/accounts/${ids[0]}`)).status).toBe(200);
    });
  });

  describe('between clients', () => {
    test('nothing of one is there for the other, and the same login is an account of each', async () => {
      const { deps } = t.instance;
      const parts = await newClientParts(deps, { name: 'Another one' });
      await deps.store.write((tx) => insertClient(tx, parts, { keyless: false }));
      const auth = basicAuth(parts.api_key);
      const { user, ids } = await userWith(1);
      const body = { link_item: 'warpride', username: 'gen_1', password: 'passgood' };
      const answers = [
        await t.rest('GET', `/v1/accounts/${ids[0]}`, { auth }),
        await t.rest('DELETE', `/v1/accounts/${ids[0]}`, { auth }),
        await t.rest('POST', `/v1/sandbox/accounts/${ids[0]}/mfa`, { auth, body: { code: '1' } }),
        await t.rest('POST', '/v1/sandbox/accounts', { auth, body: { ...body, user } }),
      ];
      const own = await t.rest('POST', '/v1/sandbox/accounts', { auth, body });
      await pass(t, MINUTE);

      expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 400]);
      expect(own.status).toBe(201);
      const [account, ...others] = (await list('/v1/accounts', auth)).results;
      expect(account?.connection.status).toBe('connected');
      expect(others).toEqual([]);
      expect(account?.id).not.toBe(ids[0]);
    });
  });

  describe('deleting', () => {
    test('takes the account with its jobs and secrets, and leaves the user', async () => {
      const user = await makeUser(t);
      const { id } = await connect(t, { user });
      const answer = await t.rest('DELETE', `/v1/accounts/${id}`);
      const gone = await t.rest('GET', `/v1/accounts/${id}`);
      await pass(t, MINUTE);

      const scope = { environment_id: t.sandbox.id };
      expect(answer).toMatchObject({ status: 204, text: '' });
      expect(gone.status).toBe(404);
      expect(await t.instance.deps.store.read.connections.find(scope, id)).toBeUndefined();
      expect(await list(`/v1/accounts?user=${user}`)).toMatchObject({ count: 0, results: [] });
      expect((await t.rest('GET', `/v1/users/${user}`)).status).toBe(200);
      expect(await eventsOf(t, id)).toEqual([
        'accounts.added',
        'accounts.updated',
        'accounts.removed',
      ]);
    });

    test('twice is a 404', async () => {
      const { id } = await connect(t);
      const first = await t.rest('DELETE', `/v1/accounts/${id}`);
      const second = await t.rest('DELETE', `/v1/accounts/${id}`);

      expect([first.status, second.status]).toEqual([204, 404]);
    });

    test('leaves nothing but ids in the events, and the history in the lists', async () => {
      const { id, user } = await connected(t, { link_item: 'harrow_and_pine' });
      const before = await everyEventOf(t, id);
      await t.rest('DELETE', `/v1/accounts/${id}`);

      const after = await everyEventOf(t, id);
      expect(after).toHaveLength(before.length + 1);
      for (const { data, resource } of after) {
        expect([data, resource]).toEqual([{ account: id, user }, null]);
      }
      expect(await listsOf(t, user)).toEqual({
        employers_connected: ['Harrow & Pine'],
        data_providers_connected: ['harrow_and_pine'],
      });
    });

    test('the same login afterwards is a new account', async () => {
      const first = await connected(t);
      await t.rest('DELETE', `/v1/accounts/${first.id}`);
      const second = await connected(t, { user: first.user });

      expect(second.id).not.toBe(first.id);
      expect(second.connection.status).toBe('connected');
    });

    test('a user takes the accounts along, whatever they were doing', async () => {
      const { user, ids } = await userWith(2);
      await connected(t, { user, link_item: 'hopwheel' });
      await t.rest('DELETE', `/v1/users/${user}`);
      await pass(t, MINUTE);

      expect(await list(`/v1/accounts?user=${user}`)).toMatchObject({ count: 0, results: [] });
      for (const id of ids) expect((await eventsOf(t, id)).at(-1)).toBe('accounts.removed');
    });
  });
});

describe("the client's pay distribution setting", () => {
  let t: TestInstance;
  beforeEach(async () => {
    t = await testInstance();
    return () => t.close();
  });

  test('switched off takes pay_allocations out of every answer', async () => {
    const on = await connected(t);
    const { settings } = t.client;
    await t.instance.deps.store.write((tx) =>
      tx.clients.updateSettings(t.client.id, { ...settings, pay_distribution: false }),
    );
    t.instance.guard.forget();
    const read = await readAccount(t, on.id);
    const made = await connect(t, { user: on.user, username: 'gen_1', link_item: 'weftgo' });
    const again = await connect(t, { user: on.user });
    const { results } = Accounts.parse((await t.rest('GET', '/v1/accounts')).body);
    await pass(t, 5000);
    const answered = await t.rest('POST', `/v1/sandbox/accounts/${made.id}/mfa`, {
      body: { code: '8081' },
    });

    const off = [read, made, again, ...results, Account.parse(answered.body)];
    expect(on.availability.pay_allocations).not.toBeUndefined();
    expect(off).toHaveLength(6);
    for (const { availability } of off) {
      expect(Object.keys(availability)).not.toContain('pay_allocations');
    }
  });
});

describe('the list of the Console', () => {
  let t: TestInstance;
  beforeAll(async () => {
    t = await testInstance();
  });
  afterAll(() => t.close());

  test('looks for a connection status, with or without a user', async () => {
    const good = await connected(t);
    const bad = await connected(t, { password: 'wrong' });
    const worse = await connected(t, { user: bad.user, username: 'nobody' });
    const slow = await connect(t, { user: bad.user, username: 'gen_1' });
    const { accounts } = t.caller(admin);
    const find = async (input: Parameters<typeof accounts.browse>[0]) => {
      const { results, count } = await accounts.browse(input);
      expect(results).toHaveLength(count);
      return results.map(({ id }) => id);
    };

    expect(await find({})).toEqual([slow.id, worse.id, bad.id, good.id]);
    expect(await find({ status: 'error' })).toEqual([worse.id, bad.id]);
    expect(await find({ status: 'connected' })).toEqual([good.id]);
    expect(await find({ status: 'connecting' })).toEqual([slow.id]);
    expect(await find({ status: 'error', user: good.user })).toEqual([]);
    expect(await find({ status: 'error', user: bad.user })).toEqual([worse.id, bad.id]);
    expect(await find({ status: 'error', ordering: 'created_at' })).toEqual([bad.id, worse.id]);
  });

  test('goes on by cursor within a status', async () => {
    const { accounts } = t.caller(admin);
    const first = await accounts.browse({ status: 'error', limit: 1 });
    const cursor = first.next ?? '';
    const second = await accounts.browse({ status: 'error', limit: 1, cursor });

    expect([...first.results, ...second.results].map((one) => one.connection.status)).toEqual([
      'error',
      'error',
    ]);
    expect(second.next).toBeNull();
  });

  test('is nobody else’s', async () => {
    const { accounts } = t.caller();

    await expect(accounts.browse({})).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  });
});

function pathOf(url: string): string {
  return url.replace('http://intarsia.test', '');
}
