import { IntarsiaError, MINUTE } from '@intarsia/domain';
import { type TestInstance, testInstance } from '@intarsia/runtime/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Passwords } from '../kernel/index.ts';
import {
  browser,
  codeOf,
  isIn,
  local,
  password,
  signedIn,
  tokenOf,
  withPassword,
} from '../testing/browser.ts';

describe.each(['sqlite', 'postgres'] as const)('passwords on %s', (engine) => {
  let it: TestInstance;
  let people = 0;
  beforeAll(async () => {
    it = await testInstance({ engine });
  });
  afterAll(() => it.close());

  const address = () => `person${++people}@example.com`;
  const signIn = (email: string, typed: string, page = browser(it)) =>
    page.api().session.signIn({ email, password: typed });

  test('who has set a password signs in with it, in any case of the address', async () => {
    const email = address();
    await withPassword(it, email);
    const page = browser(it);

    const session = await signIn(` ${email.toUpperCase()} `, password, page);

    expect(session.operator).toMatchObject({ email, has_password: true });
    expect(await isIn(page)).toBe(true);
  });

  test('a password may be typed with one character for another of the same look', async () => {
    const page = await signedIn(it, address());
    const { operator } = await page
      .api()
      .session.setPassword({ password: 'caf\u00e9 au lait \ufb01ne' });

    const session = signIn(operator.email, 'cafe\u0301 au lait fine');

    expect(await codeOf(session)).toBe('no error');
  });

  test('a wrong password, an unknown address and an operator without one are answered alike', async () => {
    const email = address();
    await withPassword(it, email);
    const without = address();
    await signedIn(it, without);
    const attempts = [
      signIn(email, 'wrong horse battery'),
      signIn(email, ''),
      signIn(email, '\u0000\ud800'),
      signIn(address(), password),
      signIn(without, password),
      signIn(without, ''),
    ];

    const answers = await Promise.all(
      attempts.map((attempt) =>
        attempt.then(String, (error: { message: string; cause?: { code?: string } }) => [
          error.cause?.code,
          error.message,
        ]),
      ),
    );

    expect(new Set(answers.map(String)).size).toBe(1);
    expect(answers[0]).toEqual(['sign_in_failed', 'The e-mail address or the password is wrong.']);
  });

  test.each([
    '',
    'nobody',
    'a@b',
    'a\u0000@example.com',
    '\ud800@example.com',
    `${'x'.repeat(250)}@a.io`,
  ])('the address %j is refused as an address', async (email) => {
    expect(await codeOf(signIn(email, password))).toBe('input_invalid');
  });

  test('a password of a megabyte is refused before it is hashed', async () => {
    const email = address();
    await withPassword(it, email);

    expect(await codeOf(signIn(email, 'x'.repeat(1_000_000)))).toBe('input_invalid');
  });

  test('after ten wrong ones not even the right password is looked at, until a minute has passed', async () => {
    const email = address();
    await withPassword(it, email);
    for (let n = 0; n < 10; n++) {
      expect(await codeOf(signIn(email, 'wrong horse battery'))).toBe('sign_in_failed');
    }

    expect(await codeOf(signIn(email, password))).toBe('too_many_requests');
    it.clock.advance(MINUTE);
    expect(await codeOf(signIn(email, password))).toBe('no error');
    expect(await codeOf(signIn(email, 'wrong horse battery'))).toBe('sign_in_failed');
  });

  test('an unknown address runs out of attempts just the same', async () => {
    const email = address();

    const codes = [];
    for (let n = 0; n < 11; n++) codes.push(await codeOf(signIn(email, password)));

    expect(codes).toEqual([...Array(10).fill('sign_in_failed'), 'too_many_requests']);
  });

  test('who is locked out by the guesses of others gets in by a link, and is not locked out then', async () => {
    const email = address();
    await withPassword(it, email);
    for (let n = 0; n < 11; n++) await codeOf(signIn(email, 'wrong horse battery'));
    const page = browser(it);

    const { url } = await it.caller(local).operators.signInLink({ email });
    await page.api().session.redeem({ token: tokenOf(url) });
    await page.api().session.setPassword({ password: 'another horse battery' });

    expect(await codeOf(signIn(email, 'another horse battery'))).toBe('no error');
  });

  test('of many who set a password in one session at once, one does', async () => {
    const email = address();
    const page = await withPassword(it, email);
    const passwords = Array.from({ length: 6 }, (_, n) => `parallel horse ${n}`);
    const pages = passwords.map(() => browser(it, page.session));

    const codes = await Promise.all(
      passwords.map((text, n) =>
        codeOf((pages[n] ?? page).api().session.setPassword({ password: text })),
      ),
    );

    expect(codes.filter((code) => code === 'no error')).toHaveLength(1);
    const inside = await Promise.all(pages.map(isIn));
    expect(inside).toEqual(codes.map((code) => code === 'no error'));
    const works = passwords[codes.indexOf('no error')] ?? '';
    expect(await codeOf(signIn(email, works))).toBe('no error');
  });

  test.each([
    ['short', 'eleven char', 'must have at least 12 characters'],
    ['short in characters, long in bytes', '🔑🗝️🔒🔓🔏', 'must have at least 12 characters'],
    ['of one letter', 'aaaaaaaaaaaaaaaa', 'must have at least 5 different characters'],
    ['very long', `${'abcdef'.repeat(34)}`, 'must have at most 200 characters'],
    [
      'with a NUL byte',
      'correct\u0000horse battery',
      'must not contain control characters or lone surrogates',
    ],
    [
      'with half a pair',
      'correct \ud800 horse',
      'must not contain control characters or lone surrogates',
    ],
  ])('a password that is %s is refused', async (_, text, message) => {
    const page = await signedIn(it, address());

    const refused = page.api().session.setPassword({ password: text });

    await expect(refused).rejects.toMatchObject({
      cause: { code: 'input_invalid', fields: { password: [message] } },
    });
    expect((await page.api().session.current({}))?.operator.has_password).toBe(false);
  });

  test("a password with one's own address in it is refused", async () => {
    const email = address();
    const page = await signedIn(it, email);

    const refused = page.api().session.setPassword({ password: `x${email.toUpperCase()}1` });

    await expect(refused).rejects.toMatchObject({
      cause: { fields: { password: ['must not contain your e-mail address'] } },
    });
  });

  test.each([
    'aaaaaaaabcde',
    '🔑🗝🔒🔓🔏🔐🚪🏠🏡🏢🏣🏤',
    ' spaces count too ',
    '__proto__constructor',
  ])('the password %j is taken as it is', async (text) => {
    const email = address();
    const page = await signedIn(it, email);

    await page.api().session.setPassword({ password: text });

    expect(await codeOf(signIn(email, text))).toBe('no error');
    expect(await codeOf(signIn(email, `${text} `))).toBe('sign_in_failed');
  });

  test('a sign-in that the line for passwords refused counts as no attempt', async () => {
    const { passwords } = heldPasswords();
    let isFull = false;
    const verify: Passwords['verify'] = async (hash, text) => {
      if (isFull) throw new IntarsiaError('too_many_requests', 'The line is full.');
      return passwords.verify(hash, text);
    };
    const crowded = await testInstance({
      engine,
      machine: { passwords: { ...passwords, verify } },
    });
    await withPassword(crowded, 'late@example.com');
    const enter = () => codeOf(signIn('late@example.com', password, browser(crowded)));

    isFull = true;
    for (let i = 0; i < 20; i++) expect(await enter()).toBe('too_many_requests');
    isFull = false;

    expect(await enter()).toBe('no error');
    await crowded.close();
  });

  test('a sign-in that began with the old password ends when a new one is set meanwhile', async () => {
    const gate = heldPasswords();
    const held = await testInstance({ engine, machine: { passwords: gate.passwords } });
    const page = await signedIn(held, 'raced@example.com');
    await page.api().session.setPassword({ password });
    const thief = browser(held);
    const entering = gate.hold();
    const attempt = codeOf(signIn('raced@example.com', password, thief));
    await entering;

    await page.api().session.setPassword({ password: 'a newer horse battery' });
    gate.release();

    expect(await attempt).toBe('sign_in_failed');
    expect(await isIn(thief)).toBe(false);
    await held.close();
  });

  test('the password stays as a sign-in found it until its session is there', async () => {
    const page = await withPassword(it, address());
    const id = (await page.api().session.current({}))?.operator.id ?? '';
    const { store } = it.instance.deps;
    const ended: string[] = [];
    let change: Promise<unknown> | undefined;

    await store.write(async (tx) => {
      await tx.operators.find(id);
      change ??= store
        .write((other) => other.operators.setPasswordHash(id, 'changed'))
        .then(() => ended.push('change'));
      for (let n = 0; n < 50; n++) await tx.operators.find(id);
      ended.push('sign-in');
    });
    await change;

    expect(ended).toEqual(['sign-in', 'change']);
  });
});

/** Passwords that are compared as they are, and can be made to wait in the middle of it. */
function heldPasswords() {
  let waiting: (() => void) | undefined;
  let onEnter: (() => void) | undefined;
  const passwords: Passwords = {
    hash: async (text) => `plain:${text}`,
    verify: async (hash, text) => {
      const matches = hash === `plain:${text}`;
      if (onEnter) {
        const enter = onEnter;
        onEnter = undefined;
        await new Promise<void>((resolve) => {
          waiting = resolve;
          enter();
        });
      }
      return matches;
    },
  };
  return {
    passwords,
    /** Lets the next comparison wait; resolves when it has begun. */
    hold: () =>
      new Promise<void>((resolve) => {
        onEnter = resolve;
      }),
    release: () => waiting?.(),
  };
}
