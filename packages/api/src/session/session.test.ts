import { DAY, HOUR, MINUTE, type OperatorRole } from '@intarsia/domain';
import { type TestInstance, testInstance } from '@intarsia/runtime/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { secretHash } from '../kernel/index.ts';
import {
  type Browser,
  browser,
  codeOf,
  isIn,
  local,
  password,
  tokenOf,
  withPassword,
} from '../testing/browser.ts';

describe.each(['sqlite', 'postgres'] as const)('sessions on %s', (engine) => {
  let it: TestInstance;
  let people = 0;
  beforeAll(async () => {
    it = await testInstance({ engine });
  });
  afterAll(() => it.close());

  const address = () => `person${++people}@example.com`;
  const store = () => it.instance.deps.store;
  const link = async (email: string, role?: OperatorRole) =>
    tokenOf((await it.caller(local).operators.signInLink({ email, role })).url);
  const redeem = (page: Browser, token: string) => page.api().session.redeem({ token });
  const signIn = (email: string, typed: string, page = browser(it)) =>
    page.api().session.signIn({ email, password: typed });

  test('the link of the first start signs the admin in', async () => {
    const fresh = await testInstance({ engine });
    const { sign_in_url = '', operator } = fresh.instance.first_start ?? {};
    const page = browser(fresh);

    const session = await redeem(page, tokenOf(sign_in_url));

    expect(sign_in_url).toMatch(/^http:\/\/intarsia\.test\/console\/sign-in#token=[\w-]{43}$/);
    expect(session).toMatchObject({
      operator: { email: operator?.email, role: 'admin', has_password: false },
      environments: [
        { id: fresh.sandbox.id, client_name: 'My company', kind: 'sandbox' },
        { id: fresh.live.id, client_name: 'My company', kind: 'live' },
      ],
    });
    expect(await page.api().session.current({})).toEqual(session);
    await fresh.close();
  });

  test('nobody is signed in without a session, or with one that nobody made', async () => {
    expect(await isIn(browser(it))).toBe(false);
    for (const cookie of ['', 'x', '\u0000', '\ud800', '__proto__', 'x'.repeat(100_000)]) {
      const page = browser(it, cookie);
      expect(await isIn(page)).toBe(false);
      await expect(page.api().operators.list({})).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    }
  });

  test('a link works once', async () => {
    const token = await link(address());

    expect(await codeOf(redeem(browser(it), token))).toBe('no error');
    expect(await codeOf(redeem(browser(it), token))).toBe('sign_in_failed');
  });

  test('of many who redeem one link at once, one gets in', async () => {
    const token = await link(address());
    const pages = Array.from({ length: 20 }, () => browser(it));

    const codes = await Promise.all(pages.map((page) => codeOf(redeem(page, token))));

    expect(codes.filter((code) => code === 'no error')).toHaveLength(1);
    expect(codes.filter((code) => code === 'sign_in_failed')).toHaveLength(19);
    const inside = await Promise.all(pages.map(isIn));
    expect(inside.filter(Boolean)).toHaveLength(1);
  });

  test('a first link works for a day', async () => {
    const [soon, late] = [await link(address()), await link(address())];

    it.clock.advance(DAY - 1);
    expect(await codeOf(redeem(browser(it), soon))).toBe('no error');
    it.clock.advance(1);
    expect(await codeOf(redeem(browser(it), late))).toBe('sign_in_failed');
  });

  test('a link for somebody with a password works for fifteen minutes', async () => {
    const email = address();
    await withPassword(it, email);
    const [soon, late] = [await link(email), await link(email)];

    it.clock.advance(15 * MINUTE - 1);
    expect(await codeOf(redeem(browser(it), soon))).toBe('no error');
    it.clock.advance(1);
    expect(await codeOf(redeem(browser(it), late))).toBe('sign_in_failed');
  });

  test.each([
    ['unknown', 'A'.repeat(43), 'sign_in_failed'],
    ['empty', '', 'input_invalid'],
    ['with a NUL byte', 'a\u0000b', 'input_invalid'],
    ['with half a pair', '\ud800', 'input_invalid'],
    ['a prototype', '__proto__', 'sign_in_failed'],
    ['too long', 'x'.repeat(201), 'input_invalid'],
  ])('a token that is %s signs nobody in', async (_, token, code) => {
    const page = browser(it);

    expect(await codeOf(redeem(page, token))).toBe(code);
    expect(page.session).toBeUndefined();
  });

  test('of sessions and links only hashes are stored', async () => {
    const email = address();
    const token = await link(email);
    const page = browser(it);
    await redeem(page, token);

    const secret = page.session ?? '';

    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(await store().read.sessions.findByHash(secretHash(secret))).toBeDefined();
    expect(await store().read.sessions.findByHash(secret)).toBeUndefined();
  });

  test('a session lasts fourteen days, however often it is used', async () => {
    const page = await withPassword(it, address());

    for (let day = 0; day < 14; day++) {
      expect(await isIn(page)).toBe(true);
      it.clock.advance(day < 13 ? DAY : DAY - 1);
    }
    expect(await isIn(page)).toBe(true);
    it.clock.advance(1);
    expect(await isIn(page)).toBe(false);
    await expect(page.api().operators.list({})).rejects.toMatchObject({
      cause: { code: 'session_invalid' },
    });
  });

  test('signing out ends this session alone, for good', async () => {
    const email = address();
    const page = await withPassword(it, email);
    const other = browser(it);
    await signIn(email, password, other);
    const cookie = page.session;

    await page.api().session.signOut({});

    expect(page.session).toBeUndefined();
    expect(await isIn(browser(it, cookie))).toBe(false);
    expect(await isIn(other)).toBe(true);
  });

  test('who names an environment that is gone is signed in nevertheless, and can sign out', async () => {
    const page = await withPassword(it, address());
    const cookie = page.session;
    const lost = page.api({ id: '0994b847-cc69-4d98-bc99-c5e65e762add' });

    expect(await lost.session.current({})).not.toBeNull();
    expect(await lost.environments.list({})).toHaveLength(2);
    expect(await codeOf(lost.users.list({}))).toBe('environment_unknown');
    await lost.session.signOut({});

    expect(await isIn(browser(it, cookie))).toBe(false);
  });

  test('signing out without a session is no error', async () => {
    expect(await codeOf(browser(it).api().session.signOut({}))).toBe('no error');
    expect(await codeOf(browser(it, 'unknown').api().session.signOut({}))).toBe('no error');
  });

  test('setting a password ends every other session and link of the operator, and of nobody else', async () => {
    const email = address();
    const page = await withPassword(it, email);
    const stranger = await withPassword(it, address());
    const other = browser(it);
    await signIn(email, password, other);
    const token = await link(email);
    const cookie = page.session;

    const session = await page.api().session.setPassword({ password: 'a newer horse battery' });

    expect(session.operator).toMatchObject({ email, has_password: true });
    expect(page.session).not.toBe(cookie);
    expect(await Promise.all([page, stranger].map(isIn))).toEqual([true, true]);
    expect(await Promise.all([other, browser(it, cookie)].map(isIn))).toEqual([false, false]);
    expect(await codeOf(redeem(browser(it), token))).toBe('sign_in_failed');
    expect(await codeOf(signIn(email, password))).toBe('sign_in_failed');
    expect(await codeOf(signIn(email, 'a newer horse battery'))).toBe('no error');
  });

  test('a viewer may sign in, set a password and sign out, and change nothing else', async () => {
    const email = address();
    const page = await withPassword(it, email, 'viewer');
    const { session, operators, users } = page.api(it.sandbox);

    expect(await codeOf(signIn(email, password))).toBe('no error');
    expect(await codeOf(users.list({}))).toBe('no error');
    expect(await codeOf(users.create({}))).toBe('role_not_allowed');
    expect(await codeOf(operators.signInLink({ email }))).toBe('role_not_allowed');
    expect(await codeOf(session.signOut({}))).toBe('no error');
    expect(await isIn(page)).toBe(false);
  });

  test('an API key and the machine itself have no session and no password', async () => {
    for (const actor of [it.caller(), it.caller(local)]) {
      expect(await codeOf(actor.session.setPassword({ password }))).toBe('caller_not_allowed');
    }
  });

  test('no answer holds the hash of a password', async () => {
    const email = address();
    const page = await withPassword(it, email);

    const seen = JSON.stringify([
      await page.api().session.current({}),
      await signIn(email, password),
      await page.api().operators.list({}),
    ]);

    expect(seen).toContain(email);
    expect(seen).not.toMatch(/argon2|password_hash/);
  });

  test('ended sessions are forgotten when somebody signs in', async () => {
    const page = await withPassword(it, address());
    const hash = secretHash(page.session ?? '');
    it.clock.advance(14 * DAY + HOUR);
    expect(await store().read.sessions.findByHash(hash)).toBeDefined();

    await withPassword(it, address());

    expect(await store().read.sessions.findByHash(hash)).toBeUndefined();
  });
});
