import { DAY, later, MINUTE, type OperatorRole } from '@intarsia/domain';
import { type TestInstance, testInstance } from '@intarsia/runtime/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browser, codeOf, local, signedIn, tokenOf } from '../testing/browser.ts';

describe.each(['sqlite', 'postgres'] as const)('operators on %s', (engine) => {
  let it: TestInstance;
  let people = 0;
  beforeAll(async () => {
    it = await testInstance({ engine });
  });
  afterAll(() => it.close());

  const address = () => `person${++people}@example.com`;
  const operators = () => it.caller(local).operators;
  const roleOf = async (email: string) =>
    (await operators().list({})).find((one) => one.email === email)?.role;
  /** Who is let in by a link. */
  const redeem = async (url: string) => {
    const { operator } = await browser(it)
      .api()
      .session.redeem({ token: tokenOf(url) });
    return operator;
  };

  test('a link for a new address makes the operator and lets that person in', async () => {
    const email = address();

    const { url, expires_at, operator } = await operators().signInLink({ email, role: 'admin' });

    expect(operator).toMatchObject({
      email,
      role: 'admin',
      created_at: it.clock.now(),
      has_password: false,
    });
    expect(expires_at).toBe(later(it.clock.now(), DAY));
    expect(await redeem(url)).toEqual(operator);
    expect(await operators().list({})).toContainEqual(operator);
  });

  test('the secret of a link stands behind the # of its address', async () => {
    const { url } = await operators().signInLink({ email: address() });

    const { origin, pathname, search, hash } = new URL(url);

    expect({ origin, pathname, search }).toEqual({
      origin: 'http://intarsia.test',
      pathname: '/console/sign-in',
      search: '',
    });
    expect(hash).toMatch(/^#token=[\w-]{43}$/);
  });

  test('somebody new may only look when no role is named', async () => {
    const email = address();

    await operators().signInLink({ email });

    expect(await roleOf(email)).toBe('viewer');
  });

  test('an address is one operator in any case of its letters', async () => {
    const email = address();
    const first = await operators().signInLink({ email });

    const second = await operators().signInLink({ email: `  ${email.toUpperCase()} ` });

    expect(second.operator).toEqual(first.operator);
    expect(second.url).not.toBe(first.url);
    expect([await redeem(first.url), await redeem(second.url)]).toEqual([
      first.operator,
      first.operator,
    ]);
  });

  test.each<[OperatorRole, OperatorRole]>([
    ['admin', 'viewer'],
    ['viewer', 'admin'],
  ])('a link changes no role: %s stays, though %s is named', async (role, other) => {
    const email = address();
    await operators().signInLink({ email, role });

    const refused = operators().signInLink({ email, role: other });

    await expect(refused).rejects.toMatchObject({
      cause: { code: 'operator_exists', fields: { role: [`is ${role} and stays so`] } },
    });
    expect(await roleOf(email)).toBe(role);
    expect(await codeOf(operators().signInLink({ email, role }))).toBe('no error');
  });

  test('of many links at once for a new address all work, for one operator', async () => {
    const email = address();

    const links = await Promise.all(
      Array.from({ length: 10 }, () => operators().signInLink({ email, role: 'admin' })),
    );

    const people = await Promise.all(links.map(({ url }) => redeem(url)));
    expect(new Set(people.map(({ id }) => id)).size).toBe(1);
    const listed = (await operators().list({})).filter((one) => one.email === email);
    expect(listed).toHaveLength(1);
  });

  test('without an address the link is for the oldest admin', async () => {
    const first = it.instance.first_start?.operator.id;

    const { operator, url } = await operators().signInLink({});

    expect(operator.id).toBe(first);
    expect(await redeem(url)).toMatchObject({ id: first, role: 'admin' });
  });

  test('who has a password gets fifteen minutes', async () => {
    const email = address();
    const page = await signedIn(it, email);
    await page.api().session.setPassword({ password: 'correct horse battery' });

    const { expires_at } = await operators().signInLink({ email });

    expect(expires_at).toBe(later(it.clock.now(), 15 * MINUTE));
  });

  test('ids of operators are not those of the environment that an admin works in', async () => {
    const { deps } = it.instance;
    const admin = await signedIn(it, address());
    const before = deps.ids.next();

    const { operator } = await admin.api(it.sandbox).operators.signInLink({ email: address() });

    expect(operator.id > before).toBe(true);
    expect(operator.id < deps.ids.next()).toBe(true);
  });

  test('operators are listed oldest first', async () => {
    const email = address();
    it.clock.advance(1);
    await operators().signInLink({ email });

    const listed = await operators().list({});

    expect(listed.at(-1)?.email).toBe(email);
    const times = listed.map(({ created_at }) => created_at);
    expect(times).toEqual([...times].sort());
  });

  test.each([
    '',
    'nobody',
    'a@b',
    'a b@example.com',
    'a\u0000@example.com',
    '\ud800@example.com',
    'a@example.com\nbcc: b@example.com',
    `${'x'.repeat(250)}@example.com`,
    '__proto__',
  ])('the address %j makes no operator', async (email) => {
    const before = await operators().list({});

    expect(await codeOf(operators().signInLink({ email }))).toBe('input_invalid');
    expect(await operators().list({})).toEqual(before);
  });

  test('a role that there is not makes no operator', async () => {
    const email = address();

    for (const role of ['owner', '__proto__', 'ADMIN']) {
      // Safe to cast: what a typed caller would not send is what is tried here.
      const link = operators().signInLink({ email, role: role as OperatorRole });
      expect(await codeOf(link)).toBe('input_invalid');
    }
    expect(await roleOf(email)).toBeUndefined();
  });

  test('an admin may invite, a viewer may look, an API key and a stranger may not', async () => {
    const admin = (await signedIn(it, address())).api();
    const viewer = (await signedIn(it, address(), 'viewer')).api();
    const email = address();

    expect(await codeOf(viewer.operators.list({}))).toBe('no error');
    expect(await codeOf(viewer.operators.signInLink({ email }))).toBe('role_not_allowed');
    for (const as of [it.caller(), it.caller({ kind: 'public' })]) {
      expect(await codeOf(as.operators.list({}))).toBe('caller_not_allowed');
      expect(await codeOf(as.operators.signInLink({ email }))).toBe('caller_not_allowed');
    }
    expect(await roleOf(email)).toBeUndefined();
    expect(await codeOf(admin.operators.signInLink({ email }))).toBe('no error');
  });
});
