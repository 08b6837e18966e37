import { LinkAccount, MINUTE, plainLook } from '@intarsia/domain';
import { basicAuth, type TestInstance, testInstance } from '@intarsia/runtime/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeOf, local } from '../testing/browser.ts';
import { newPerson, withLinkKey, withToken } from '../testing/link.ts';
import { engineNames, eventsOf, pass } from '../testing/logins.ts';
import { frameAncestors } from './open.ts';

const UNKNOWN = '00000000-0000-4000-8000-000000000000';
const good = { link_item: 'warpride', username: 'test_empty', password: 'passgood' };
const withCode = { ...good, link_item: 'weftgo' };

describe.each(engineNames)('Link on %s', (engine) => {
  let t: TestInstance;
  let live_key: string;
  beforeAll(async () => {
    t = await testInstance({ engine });
    const [key] = await t.caller(local, t.live).linkKeys.list({});
    live_key = key?.id ?? '';
  });
  afterAll(() => t.close());

  const start = () => withLinkKey(t).link;

  test('opens with what its first screen needs', async () => {
    expect(await start().open({})).toEqual({
      environment: 'sandbox',
      client_name: t.client.name,
      settings: plainLook,
      allowed_origins: [
        'http://localhost:*',
        'https://localhost:*',
        'http://127.0.0.1:*',
        'https://127.0.0.1:*',
        'http://[::1]:*',
        'https://[::1]:*',
      ],
      items: t.instance.deps.catalogue.list().length,
      only_item: null,
      pay_distribution: null,
      now: t.clock.now(),
    });
  });

  test.each([['nothing'], [''], ['__proto__'], ['\u0000'], ['x'.repeat(101)], [UNKNOWN]])(
    'the link key %j opens nothing',
    async (key) => {
      expect(await codeOf(withLinkKey(t, key).link.open({}))).toBe('link_key_invalid');
    },
  );

  test('a revoked link key opens nothing, and one that never was is told so', async () => {
    const key = await t.caller(local).linkKeys.create({});
    await withLinkKey(t, key.id).link.open({});

    await t.caller(local).linkKeys.revoke({ id: key.id });

    expect(await codeOf(withLinkKey(t, key.id).link.open({}))).toBe('link_key_invalid');
    expect(await codeOf(withLinkKey(t, UNKNOWN).link.open({}))).toBe('link_key_invalid');
  });

  test('a link key is no API key', async () => {
    const auth = basicAuth({ id: t.link_key, secret: '' });

    expect((await t.rest('GET', '/v1/users', { auth })).body).toMatchObject({
      code: 'key_invalid',
    });
    expect(
      (await t.rest('GET', '/v1/users', { auth: `LinkKey ${t.link_key}` })).body,
    ).toMatchObject({ code: 'caller_not_allowed' });
  });

  test('whose pages may embed it, its key says; in live nobody, until somebody is named', async () => {
    const { deps } = t.instance;
    const before = await frameAncestors(deps, live_key);
    const allowed_origins = ['https://App.example.com:443/', 'https://app.example.com'];

    await t.caller(local, t.live).linkKeys.update({ id: live_key, allowed_origins });

    expect(before).toEqual([]);
    expect(await frameAncestors(deps, live_key)).toEqual(['https://app.example.com']);
    expect((await withLinkKey(t, live_key).link.open({})).allowed_origins).toEqual([
      'https://app.example.com',
    ]);
    expect(await frameAncestors(deps, UNKNOWN)).toBeUndefined();
  });

  test.each([
    '*',
    'https://*.example.com',
    'http://example.com',
    'example.com',
    'https://example.com/path',
    'https://user@example.com',
    'https://example.com?q',
    'https://[2001:db8::1]:3000',
    'ftp://localhost',
    'null',
    '',
    `https://${'x'.repeat(255)}.example`,
  ])('the origin %j is refused', async (origin) => {
    const update = t.caller(local).linkKeys.update({ id: t.link_key, allowed_origins: [origin] });

    await expect(update).rejects.toMatchObject({
      cause: { code: 'input_invalid', fields: { 'allowed_origins.0': [expect.any(String)] } },
    });
    expect((await start().open({})).allowed_origins).toHaveLength(6);
  });

  test('a deposit switch is shown masked, before anybody knows where', async () => {
    const config = {
      bank_account: {
        routing_number: '123456789',
        account_number: '9876543210',
        account_type: 'checking' as const,
      },
      percent_allocation: { value: '25', min_value: '5', allow_editing: true },
    };
    const { encrypted_config } = await t.caller().payDistributionConfigs.encrypt(config);

    const opened = await start().open({ pay_distribution_config: encrypted_config });

    expect(opened.pay_distribution).toEqual({
      bank_account: { bank_name: null, account_type: 'checking', last_digits: '3210' },
      card: null,
      is_elsewhere: false,
      share: { kind: 'percent', value: '25' },
      editing: { min_value: '5', max_value: null, step: null },
      fits: null,
      current: null,
    });
  });

  test.each(['x', 'bm9uZQ==', '\u0000'])('the config %j is refused', async (config) => {
    await expect(start().open({ pay_distribution_config: config })).rejects.toMatchObject({
      cause: {
        code: 'pay_distribution_config_invalid',
        fields: { pay_distribution_config: [expect.any(String)] },
      },
    });
  });

  test('a person is made with a token and the event that tells of it', async () => {
    const { user_id, link } = await newPerson(t);

    expect(await link.accounts({ link_key: t.link_key })).toEqual([]);
    const { results } = await t.caller().events.list({ user: user_id });
    expect(results.map(({ type }) => type)).toEqual(['users.created']);
  });

  test('a lost answer does not make a second person, and nobody else gets it', async () => {
    const idempotency_key = 'the-same-key';
    const made = async (key: string) =>
      JSON.stringify(await withLinkKey(t, key, { idempotency_key }).link.createUser({}));
    const other = await t.caller(local).linkKeys.create({});

    const first = await made(t.link_key);

    expect(await made(t.link_key)).toBe(first);
    expect(await made(other.id)).not.toBe(first);
  });

  test('a login connects, and everything of it can be read', async () => {
    const { user_id, link } = await newPerson(t);

    const begun = await link.connect(good);
    await pass(t, MINUTE);

    expect(begun).toMatchObject({
      is_new: true,
      account: { user: user_id, status: 'connecting', link_item: 'warpride' },
      item: { id: 'warpride', name: 'Warpride' },
      challenge: null,
      can_reconnect: false,
    });
    const [account] = await link.accounts({ link_key: t.link_key });
    expect(account).toMatchObject({ account: { id: begun.account.id, status: 'connected' } });
    expect(await link.account({ id: begun.account.id })).toEqual(account);
    expect(LinkAccount.parse(account)).toEqual(account);
  });

  test('a login that is sent twice has one account, which begins once', async () => {
    const { link } = await newPerson(t);

    const sent = await Promise.all([link.connect(good), link.connect(good)]);
    await pass(t, MINUTE);

    const ids = sent.map(({ account }) => account.id);
    expect(ids[0]).toBe(ids[1]);
    expect(sent.map(({ is_new }) => is_new).sort()).toEqual([false, true]);
    const told = (await eventsOf(t, ids[0] ?? '')).filter((type) => type !== 'accounts.updated');
    expect(told).toEqual(['accounts.added', 'accounts.connected']);
  });

  test('a code is asked for with its deadline, and the answer connects', async () => {
    const { link } = await newPerson(t);
    const { account } = await link.connect(withCode);
    await pass(t, MINUTE);

    const asked = await link.account({ id: account.id });
    const answered = await link.answer({ account: account.id, code: '8081' });
    await pass(t, MINUTE);

    expect(asked.challenge).toEqual({ kind: 'code', channel: 'sms', hint: '(***) ***-0010' });
    expect(asked.challenge_ends_at && asked.challenge_ends_at > asked.now).toBe(true);
    expect(answered).toMatchObject({ challenge: null, challenge_ends_at: null });
    expect((await link.account({ id: account.id })).account.status).toBe('connected');
    expect(await codeOf(link.answer({ account: account.id, code: '8081' }))).toBe(
      'mfa_not_pending',
    );
  });

  test.each([
    ['a login without a name', { ...good, username: '' }, 'username'],
    ['a login without a password', { ...good, password: '' }, 'password'],
    ['a name that is too long', { ...good, username: 'x'.repeat(201) }, 'username'],
    ['a password that is too long', { ...good, password: 'x'.repeat(201) }, 'password'],
    ['a form item', { ...good, link_item: 'form_link_item' }, 'link_item'],
    ['an item that nobody knows', { ...good, link_item: '__proto__' }, 'link_item'],
  ])('%s is refused with its field', async (_, login, field) => {
    const { link } = await newPerson(t);

    await expect(link.connect(login)).rejects.toMatchObject({
      cause: { kind: 'invalid', fields: { [field]: [expect.any(String)] } },
    });
    expect(await link.accounts({ link_key: t.link_key })).toEqual([]);
  });

  test("another person's account is not there", async () => {
    const owner = await newPerson(t);
    const { account } = await owner.link.connect(withCode);
    await pass(t, MINUTE);
    const { link } = await newPerson(t);

    expect(await codeOf(link.account({ id: account.id }))).toBe('account_not_found');
    expect(await codeOf(link.answer({ account: account.id, code: '8081' }))).toBe(
      'account_not_found',
    );
    expect(await link.accounts({ link_key: t.link_key })).toEqual([]);
    expect((await owner.link.account({ id: account.id })).challenge).not.toBeNull();
  });

  test('a token is good for the link keys of its environment alone', async () => {
    const { link } = await newPerson(t);

    expect(await codeOf(link.accounts({ link_key: live_key }))).toBe('token_invalid');
    expect(await codeOf(link.accounts({ link_key: UNKNOWN }))).toBe('link_key_invalid');
  });

  test.each([['none'], ['a.b.c'], ['e30.e30.e30'], ['']])(
    'the token %j is refused',
    async (token) => {
      const { link } = withToken(t, token);

      expect(await codeOf(link.accounts({ link_key: t.link_key }))).toBe('token_invalid');
    },
  );

  test('what is invented can not be connected in live; documents can be sent there', async () => {
    const { link } = withLinkKey(t, live_key);
    const { user_token } = await link.createUser({});

    expect((await link.search({ limit: 200 })).results.map(({ id }) => id)).toEqual([
      'form_link_item',
    ]);
    expect(await codeOf(link.item({ id: 'warpride' }))).toBe('link_item_not_found');
    const person = withToken(t, user_token);
    expect(await codeOf(person.link.connect(good))).toBe('link_item_unfit');
    const { account } = await person.forms.start({ link_item: 'form_link_item' });
    expect(
      (await person.link.accounts({ link_key: live_key })).map((one) => one.account.id),
    ).toEqual([account]);
  });

  test('no more people are made with a key than a busy page needs', async () => {
    const key = await t.caller(local).linkKeys.create({});
    const { newcomers } = t.instance.guard;
    for (let n = 0; n < 300; n++) newcomers.take(key.id);
    const { link } = withLinkKey(t, key.id);

    expect(await codeOf(link.createUser({}))).toBe('too_many_requests');
    expect(await codeOf(start().createUser({}))).toBe('no error');
    t.clock.advance(200);
    expect(await codeOf(link.createUser({}))).toBe('no error');
  });
});
