import { DAY, MINUTE, SECOND } from '@intarsia/domain';
import { type TestInstance, testInstance } from '@intarsia/runtime/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeOf, local } from '../testing/browser.ts';
import { newPerson } from '../testing/link.ts';
import { engineNames, eventsOf, everyEventOf, pass } from '../testing/logins.ts';
import { addScenario } from '../testing/scenarios.ts';

const good = { link_item: 'warpride', username: 'test_empty', password: 'passgood' };
const withCode = { ...good, link_item: 'weftgo' };

describe.each(engineNames)('going on with an account in Link on %s', (engine) => {
  let t: TestInstance;
  beforeAll(async () => {
    t = await testInstance({ engine });
  });
  afterAll(() => t.close());

  /** A person with one account, a minute after its login. */
  async function withAccount(login = good) {
    const { link, ...person } = await newPerson(t);
    const { account } = await link.connect(login);
    await pass(t, MINUTE);
    const read = () => link.account({ id: account.id });
    return { ...person, link, id: account.id, read };
  }
  const challengesOf = async (id: string) =>
    (await everyEventOf(t, id)).map(({ type }) => type).filter((type) => /^challenges/.test(type));

  test('a code that is sent again has as much time as the first one', async () => {
    const { link, id, read } = await withAccount(withCode);
    const before = await read();
    t.clock.advance(2 * MINUTE);

    const waiting = await link.resend({ account: id });
    await pass(t, SECOND);

    const after = await read();
    expect(waiting).toMatchObject({ challenge: null, challenge_ends_at: null });
    expect(after.challenge).toEqual(before.challenge);
    expect(
      after.challenge_ends_at && after.challenge_ends_at > (before.challenge_ends_at ?? ''),
    ).toBe(true);
    await pass(t, 4 * MINUTE);
    expect((await read()).account.status).toBe('connecting');
    await link.answer({ account: id, code: '8081' });
    await pass(t, MINUTE);
    expect((await read()).account.status).toBe('connected');
  });

  test('a second tap while the code is on its way changes nothing', async () => {
    const { link, id, read } = await withAccount(withCode);

    const taps = await Promise.all([
      codeOf(link.resend({ account: id })),
      codeOf(link.resend({ account: id })),
    ]);
    await pass(t, SECOND);

    expect(taps.sort()).toEqual(['mfa_not_pending', 'no error']);
    expect((await read()).challenge).not.toBeNull();
  });

  test('a choice is not sent, so it is not sent again; a push is', async () => {
    const asking = (name: string, step: object) =>
      addScenario(t, { name, description: 'Asks', connect: [step] });
    const options = [{ id: 'sms', label: 'Text' }];
    await asking('chooses', { ask_choice: { options } });
    await asking('taps', { ask_push: { hint: 'Pixel', approved_after: '4m' } });
    const choice = await withAccount({ ...good, username: 'chooses' });
    const push = await withAccount({ ...good, username: 'taps' });

    expect(await codeOf(choice.link.resend({ account: choice.id }))).toBe('mfa_not_pending');
    expect((await choice.read()).challenge).toMatchObject({ kind: 'choice' });
    expect(await codeOf(push.link.answer({ account: push.id, code: '1' }))).toBe('mfa_not_pending');
    expect(await codeOf(push.link.resend({ account: push.id }))).toBe('no error');
    await pass(t, SECOND);
    expect((await push.read()).challenge).toMatchObject({ kind: 'push', hint: 'Pixel' });
    await choice.link.answer({ account: choice.id, choice: 'sms' });
    await pass(t, 5 * MINUTE);
    expect((await choice.read()).account.status).toBe('connected');
    expect((await push.read()).account.status).toBe('connected');
  });

  test('events of their own tell when a login asks and when it asks no more', async () => {
    const { link, id } = await withAccount(withCode);
    const asked = await challengesOf(id);
    await link.resend({ account: id });
    await pass(t, 10 * MINUTE);

    expect(asked).toEqual(['challenges.added']);
    expect(await challengesOf(id)).toEqual([
      'challenges.added',
      'challenges.removed',
      'challenges.added',
      'challenges.removed',
    ]);
  });

  test('other credentials, and a connection that is moved by hand, take the question back', async () => {
    const { link, id } = await withAccount(withCode);
    await link.connect(withCode);
    await pass(t, MINUTE);
    await t.caller().sandbox.setConnection({ id, status: 'connected' });

    expect(await challengesOf(id)).toEqual([
      'challenges.added',
      'challenges.removed',
      'challenges.added',
      'challenges.removed',
    ]);
  });

  test('a lost connection comes back with one tap, and another tap changes nothing', async () => {
    const { link, id, read } = await withAccount();
    const connected = await read();
    await t.caller().sandbox.setConnection({ id, status: 'error', error_code: 'auth_required' });
    const lost = await read();

    const taps = await Promise.all([
      link.reconnect({ account: id }),
      link.reconnect({ account: id }),
    ]);
    await pass(t, MINUTE);

    expect([connected.can_reconnect, lost.can_reconnect]).toEqual([false, true]);
    expect(taps.map(({ account }) => account.status)).toEqual(['connecting', 'connecting']);
    expect((await read()).account.status).toBe('connected');
    expect((await link.reconnect({ account: id })).account.status).toBe('connected');
    const told = (await eventsOf(t, id)).filter((type) => type === 'accounts.connected');
    expect(told).toHaveLength(2);
  });

  test.each(['invalid_credentials', 'expired_credentials', 'full_auth_required'] as const)(
    'after %s the login details are needed',
    async (error_code) => {
      const { link, id, read } = await withAccount();
      await t.caller().sandbox.setConnection({ id, status: 'error', error_code });

      expect((await read()).can_reconnect).toBe(false);
      expect(await codeOf(link.reconnect({ account: id }))).toBe('login_needed');
      expect((await read()).account.status).toBe('error');
    },
  );

  test('an account of documents is never reconnected', async () => {
    const { link, api, user_id: user } = await newPerson(t);
    const { account } = await api.forms.start({ user });

    expect(await link.account({ id: account })).toMatchObject({
      can_reconnect: false,
      item: { takes_forms: true },
    });
    expect((await link.reconnect({ account })).account.status).toBe('connecting');
  });

  test('a revoked account is gone with its data, and only once', async () => {
    const { link, id, user_id } = await withAccount();

    await link.revoke({ account: id });

    expect(await codeOf(link.account({ id }))).toBe('account_not_found');
    expect(await link.accounts({ link_key: t.link_key })).toEqual([]);
    expect((await eventsOf(t, id)).at(-1)).toBe('accounts.removed');
    expect(await codeOf(link.revoke({ account: id }))).toBe('account_not_found');
    expect((await t.caller().users.get({ id: user_id })).id).toBe(user_id);
  });

  test.each(['resend', 'reconnect', 'revoke'] as const)(
    "%s does not find another person's account",
    async (verb) => {
      const { id, read } = await withAccount(withCode);
      const before = await read();
      const { link } = await newPerson(t);

      expect(await codeOf(link[verb]({ account: id }))).toBe('account_not_found');
      expect(await codeOf(link[verb]({ account: 'x' }))).toBe('input_invalid');
      expect(await read()).toEqual(before);
    },
  );

  test.each(['resend', 'reconnect', 'revoke'] as const)(
    '%s is refused when the token has expired',
    async (verb) => {
      const { link, id } = await withAccount(withCode);
      t.clock.advance(31 * DAY);

      expect(await codeOf(link[verb]({ account: id }))).toBe('token_expired');
      expect((await t.caller(local).accounts.get({ id })).id).toBe(id);
    },
  );
});
