import { MINUTE, SECOND } from '@intarsia/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestInstance, testInstance } from '../../../runtime/src/testing.ts';
import {
  connect,
  connected,
  engineNames,
  eventsOf,
  listsOf,
  makeUser,
  pass,
  readAccount,
  submit,
} from '../testing/logins.ts';

const UNKNOWN = '00000000-0000-4000-8000-000000000000';

/** What happens to a login, in the order in which it is told. */
const stories: [what: string, login: Parameters<typeof submit>[1], events: string[]][] = [
  [
    'a good login to an employer',
    { link_item: 'harrow_and_pine' },
    ['added', 'updated', 'connected', 'updated', 'updated'],
  ],
  [
    'a good login to a gig platform',
    { link_item: 'warpride' },
    ['added', 'updated', 'connected', 'updated', 'updated'],
  ],
  [
    'a good login to a payroll platform, where the scan finds the employers',
    { link_item: 'paythread', username: 'gen_1' },
    ['added', 'updated', 'connected', 'updated', 'updated', 'updated'],
  ],
  [
    'a good login with its code',
    { link_item: 'weftgo', mfa_code: '8081' },
    ['added', 'updated', 'connected', 'updated', 'updated'],
  ],
  ['a wrong password', { password: 'nothing' }, ['added', 'updated', 'failed', 'updated']],
  [
    'a wrong code',
    { link_item: 'weftgo', mfa_code: '1234' },
    ['added', 'updated', 'failed', 'updated'],
  ],
  [
    'a session that is lost',
    { password: 'pass_auth_required' },
    ['added', 'updated', 'connected', 'updated', 'updated'],
  ],
];

describe.each(engineNames)('connecting a sandbox account on %s', (engine) => {
  let t: TestInstance;
  beforeAll(async () => {
    t = await testInstance({ engine });
  });
  afterAll(() => t.close());

  test.each(stories)('%s is told in its order', async (_, login, events) => {
    const account = await connected(t, login);

    expect(await eventsOf(t, account.id)).toEqual(events.map((event) => `accounts.${event}`));
  });

  test('a new account is connecting, of the sandbox source, and has no data', async () => {
    const answer = await submit(t, { link_item: 'harrow_and_pine' });

    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      user: expect.stringMatching(/^[0-9a-f-]{36}$/),
      employers: ['Harrow & Pine'],
      link_item: 'harrow_and_pine',
      data_partner: 'harrow_and_pine',
      source: 'argyle_sandbox',
      created_at: t.clock.now(),
      updated_at: t.clock.now(),
      was_connected: false,
      status: 'connecting',
      error_code: null,
      connection: {
        status: 'connecting',
        error_code: null,
        error_message: null,
        updated_at: t.clock.now(),
      },
      pay_distribution: {
        status: 'idle',
        error_code: null,
        error: null,
        error_message: null,
        updated_at: t.clock.now(),
      },
      availability: {
        profiles: null,
        employments: null,
        reputations: null,
        documents: null,
        vehicles: null,
        pay_allocations: null,
        payouts: null,
        activities: null,
        forms: null,
      },
    });
  });

  test('without a user it makes one, whose lists fill as the documents say', async () => {
    const account = await connect(t, { link_item: 'harrow_and_pine' });
    const before = await listsOf(t, account.user);
    await pass(t, MINUTE);

    expect(before).toEqual({
      employers_connected: [],
      data_providers_connected: ['harrow_and_pine'],
    });
    expect(await listsOf(t, account.user)).toEqual({
      employers_connected: ['Harrow & Pine'],
      data_providers_connected: ['harrow_and_pine'],
    });
  });

  test('a user that is given gets the account, and keeps the history of both lists', async () => {
    const user = await makeUser(t);
    const first = await connected(t, { user, link_item: 'harrow_and_pine' });
    const second = await connected(t, { user, link_item: 'warpride' });
    await t.rest('DELETE', `/v1/accounts/${first.id}`);

    expect([first.user, second.user]).toEqual([user, user]);
    expect(await listsOf(t, user)).toEqual({
      employers_connected: ['Harrow & Pine', 'Warpride'],
      data_providers_connected: ['harrow_and_pine', 'warpride'],
    });
  });

  test('after its first scan every kind is synced but forms, with nothing counted', async () => {
    const { availability, connection, was_connected } = await connected(t);

    const synced = { status: 'synced', updated_at: expect.any(String) };
    const none = { available_count: 0, available_from: null, available_to: null };
    expect({ status: connection.status, was_connected }).toEqual({
      status: 'connected',
      was_connected: true,
    });
    expect(availability).toEqual({
      profiles: synced,
      employments: synced,
      reputations: synced,
      documents: synced,
      vehicles: synced,
      pay_allocations: synced,
      payouts: { ...synced, ...none },
      activities: { ...synced, ...none },
      forms: null,
    });
  });

  test('an item that can not switch pay has null for pay allocations', async () => {
    const { availability } = await connected(t, { link_item: 'taskheddle' });

    expect(availability).toMatchObject({ pay_allocations: null, profiles: { status: 'synced' } });
  });

  test('a scan is in progress before it is synced', async () => {
    const { id } = await connect(t, { user: await makeUser(t) });
    await pass(t, SECOND);
    const { availability } = await readAccount(t, id);

    expect(availability.profiles?.status).toBe('in_progress');
    expect(availability.payouts?.status).toBe('in_progress');
  });

  test('a slow login stays connecting for thirty seconds', async () => {
    const { id } = await connect(t, { user: await makeUser(t), password: 'passslow' });
    await pass(t, 29 * SECOND);
    const before = await readAccount(t, id);
    await pass(t, 2 * SECOND);

    expect(before.connection.status).toBe('connecting');
    expect((await readAccount(t, id)).connection.status).toBe('connected');
  });

  test('the same login of a user has one account, which starts over', async () => {
    const user = await makeUser(t);
    const first = await connected(t, { user, password: 'wrong' });
    const answer = await submit(t, { user, username: ' TEST_EMPTY' });
    const during = await readAccount(t, first.id);
    await pass(t, MINUTE);

    expect(first.connection.error_code).toBe('invalid_credentials');
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ id: first.id, connection: { status: 'connecting' } });
    expect(during.connection).toMatchObject({ status: 'connecting', error_code: null });
    expect((await readAccount(t, first.id)).connection.status).toBe('connected');
    expect(await eventsOf(t, first.id)).toEqual([
      'accounts.added',
      'accounts.updated',
      'accounts.failed',
      'accounts.updated',
      'accounts.updated',
      'accounts.connected',
      'accounts.updated',
      'accounts.updated',
    ]);
  });

  test('a login that comes again while it is under way begins again with the new password', async () => {
    const user = await makeUser(t);
    const first = await submit(t, { user, password: 'passslow' });
    const again = await submit(t, { user, password: 'passgood' });
    await pass(t, 5 * SECOND);

    const account = await readAccount(t, (await connect(t, { user })).id);
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(account.was_connected).toBe(true);
    expect(await eventsOf(t, account.id)).toContain('accounts.connected');
  });

  test('another login, another user and another link item are other accounts', async () => {
    const user = await makeUser(t);
    const ids = [
      (await connect(t, { user })).id,
      (await connect(t, { user, username: 'test_2' })).id,
      (await connect(t, { user, link_item: 'hopwheel' })).id,
      (await connect(t, { user: await makeUser(t) })).id,
    ];

    expect(new Set(ids).size).toBe(4);
  });

  test('one login that comes ten times at once has one account', async () => {
    const user = await makeUser(t);
    const answers = await Promise.all(Array.from({ length: 10 }, () => submit(t, { user })));

    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 200, 200, 200, 201]);
    const list = await t.caller().accounts.list({ user });
    expect(list.count).toBe(1);
  });

  test('the same Idempotency-Key gives the same account and user again', async () => {
    const headers = { 'idempotency-key': `connect-${engine}` };
    const first = await submit(t, {}, { headers });
    const second = await submit(t, {}, { headers });

    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.text).toBe(first.text);
    expect(second.headers['idempotency-replayed']).toBe('true');
  });

  test('credentials and sessions are nowhere in clear', async () => {
    const { id } = await connected(t, { username: 'gen_4711' });
    const scope = { environment_id: t.sandbox.id };
    const connection = await t.instance.deps.store.read.connections.find(scope, id);

    const { credentials, session, login_hash } = connection ?? {};
    expect(credentials).toMatch(/^v1\./);
    expect(session).toMatch(/^v1\./);
    expect(login_hash).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(connection)).not.toMatch(/gen_4711|passgood/);
  });
});

describe('people of the sandbox', () => {
  let t: TestInstance;
  beforeAll(async () => {
    t = await testInstance();
  });
  afterAll(() => t.close());

  test.each([
    ['test1@argyle.com', '8081'],
    ['test2@argyle.com', '8082'],
    ['test3@argyle.com', '8083'],
    ['test_1', '8081'],
    ['test_2', '8082'],
    ['test_3', '8083'],
    ['test1@example.com', '8081'],
    ['(800) 900-0010', '8081'],
    ['+1 800 900 0020', '8082'],
    ['D1230030', '8083'],
    ['gen_1', '8081'],
    ['gen_987654321', '8081'],
  ])('%s logs in with passgood and the code %s', async (username, mfa_code) => {
    const account = await connected(t, { link_item: 'weftgo', username, mfa_code });

    expect(account.connection).toMatchObject({ status: 'connected', error_code: null });
  });

  test.each(['someone', 'test_4', 'admin@argyle.com', 'gen_', "' or 1=1"])(
    '%s is refused',
    async (username) => {
      const account = await connected(t, { username });

      expect(account.connection).toMatchObject({
        status: 'error',
        error_code: 'invalid_credentials',
      });
      expect(account.was_connected).toBe(false);
    },
  );
});

describe('what can not be connected', () => {
  let t: TestInstance;
  beforeAll(async () => {
    t = await testInstance();
  });
  afterAll(() => t.close());

  const body = { link_item: 'warpride', username: 'test_1', password: 'passgood' };
  const long = 'x'.repeat(201);

  test.each<[what: string, body: unknown, code: string, field: string]>([
    ['no link item', { ...body, link_item: undefined }, 'input_invalid', 'link_item'],
    ['an unknown link item', { ...body, link_item: 'nowhere' }, 'link_item_unknown', 'link_item'],
    ['an empty link item', { ...body, link_item: '' }, 'link_item_unknown', 'link_item'],
    ['a link item with NUL', { ...body, link_item: 'a\u0000b' }, 'link_item_unknown', 'link_item'],
    ['__proto__', { ...body, link_item: '__proto__' }, 'link_item_unknown', 'link_item'],
    [
      'a link item that is a list',
      { ...body, link_item: ['warpride'] },
      'input_invalid',
      'link_item',
    ],
    ['a disabled one', { ...body, link_item: 'pellamy_parcels' }, 'link_item_unfit', 'link_item'],
    ['a form', { ...body, link_item: 'form_link_item' }, 'link_item_unfit', 'link_item'],
    ['an unknown user', { ...body, user: UNKNOWN }, 'user_unknown', 'user'],
    ['a malformed user', { ...body, user: 'me' }, 'input_invalid', 'user'],
    ['a null user', { ...body, user: null }, 'input_invalid', 'user'],
    ['no username', { ...body, username: undefined }, 'input_invalid', 'username'],
    ['an empty username', { ...body, username: '' }, 'input_invalid', 'username'],
    ['a long username', { ...body, username: long }, 'input_invalid', 'username'],
    ['a number as username', { ...body, username: 1 }, 'input_invalid', 'username'],
    ['no password', { ...body, password: undefined }, 'input_invalid', 'password'],
    ['an empty password', { ...body, password: '' }, 'input_invalid', 'password'],
    ['a long password', { ...body, password: long }, 'input_invalid', 'password'],
    ['a number as code', { ...body, mfa_code: 8081 }, 'input_invalid', 'mfa_code'],
    ['an empty code', { ...body, mfa_code: '' }, 'input_invalid', 'mfa_code'],
    ['a misspelt code', { ...body, mfa_kode: '8081' }, 'input_invalid', 'mfa_kode'],
  ])('%s is a 400 that names the field, and changes nothing', async (_, given, code, field) => {
    const { users, accounts } = t.instance.deps.store.read;
    const scope = { environment_id: t.sandbox.id };
    const counts = async () => [await users.count(scope), await accounts.count(scope)];
    const before = await counts();
    const answer = await t.rest('POST', '/v1/sandbox/accounts', { body: given });

    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code, [field]: [expect.any(String)] });
    expect(await counts()).toEqual(before);
  });

  test.each(['a\u0000b', '\ud800', '\udfff\ud800', '😀', '"; --'])(
    'any other text is a login that is refused, as username and as password: %j',
    async (text) => {
      const asName = await connected(t, { username: text });
      const asPassword = await connected(t, { password: text });

      expect(asName.connection.error_code).toBe('invalid_credentials');
      expect(asPassword.connection.error_code).toBe('invalid_credentials');
    },
  );

  test('a live key finds nothing of the sandbox', async () => {
    const auth = t.keys.live.auth;
    const answer = await submit(t, {}, { auth });
    const mfa = await t.rest('POST', `/v1/sandbox/accounts/${UNKNOWN}/mfa`, {
      auth,
      body: { code: '8081' },
    });

    expect([answer.status, mfa.status]).toEqual([404, 404]);
    expect(answer.body).toMatchObject({ code: 'sandbox_only' });
    expect(mfa.body).toMatchObject({ code: 'sandbox_only' });
  });

  test('a user of the live environment is nobody in the sandbox', async () => {
    const { id } = await t.caller(undefined, t.live).users.create({});
    const answer = await submit(t, { user: id });

    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: 'user_unknown' });
  });
});
