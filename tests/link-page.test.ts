import { ConnectionErrorCode, connectionErrors } from '@intarsia/domain';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from './src/browser.ts';
import { type EmbeddedLink, embedLink } from './src/link-embedded.ts';
import { goOn, heading, openAlone, screen, typeLogin } from './src/link-page.ts';
import { type LinkServer, person, startLink } from './src/link-world.ts';

/** A browser on a busy machine takes its time. */
const SLOW = 120_000;
const PATIENT = { timeout: 20_000 };

let browser: Browser;
let server: LinkServer;
const undo: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  server = await startLink();
  browser = await openBrowser();
}, SLOW);
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

async function newPage(): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: 'reduce', locale: 'en-US' });
  undo.push(() => context.close());
  return context.newPage();
}

async function embed(options: Parameters<typeof embedLink>[2] = {}): Promise<EmbeddedLink> {
  const link = await embedLink(browser, server, options);
  undo.push(link.close);
  return link;
}

/** The screen of an embedded Link. */
const shown = ({ frame }: EmbeddedLink, name: string) =>
  frame.locator(`[data-screen="${name}"]`).waitFor(PATIENT);

describe('a connection by keyboard alone', () => {
  test('goes through search, login and code, and is told in the documented order', {
    timeout: SLOW,
  }, async () => {
    const link = await embed();
    const { page, frame } = link;
    const said: (string | null)[] = [];
    const hear = async () => said.push(await frame.locator('[role="status"]').textContent());
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };

    // A browser hands its keys to another process a moment after the focus.
    const goOnButton = frame.getByRole('button', { name: 'Continue' }).and(frame.locator(':focus'));
    const reach = async () => {
      await press('Tab');
      return goOnButton.count();
    };
    await expect.poll(reach, PATIENT).toBe(1);
    await press('Enter');
    await shown(link, 'search');
    await page.keyboard.type('weftgo');
    await frame.getByText('1 result').waitFor({ ...PATIENT, state: 'attached' });
    await hear();
    await press('ArrowDown', 'Enter');
    await frame.getByLabel('E-mail address or phone number').waitFor(PATIENT);
    await page.keyboard.type('test_1');
    await press('Tab');
    await page.keyboard.type('passgood');
    await press('Enter');
    await shown(link, 'mfa');
    await frame.locator('input[name="code"]:focus').waitFor(PATIENT);
    await page.keyboard.type('8081');
    await press('Enter');
    await shown(link, 'success');
    await frame.locator('h1:focus').waitFor(PATIENT);
    await frame.getByText('Everything there is has been read.').first().waitFor(PATIENT);
    await press('Escape');
    await expect.poll(link.names, PATIENT).toContain('onClose');

    expect(await link.names()).toEqual([
      'intro - opened',
      'search - opened',
      'search - term updated',
      'search - link item selected',
      'login - opened',
      'login - form submitted',
      'onUserCreated',
      'onAccountCreated',
      'mfa - opened',
      'onAccountConnected',
      'success - opened',
      'link closed',
      'onClose',
    ]);
    expect(said).toEqual(['1 result']);
    expect(await link.refused()).toEqual([]);
  });
});

test('what changes is said to those who listen instead of looking', { timeout: SLOW }, async () => {
  const page = await newPage();
  await openAlone(page, server, { item: 'warpride' });
  await goOn(page);
  await page.locator('input[name="username"]').fill('slow-connect');
  await page.locator('input[name="password"]').fill('passgood');
  await goOn(page);
  await screen(page, 'progress');
  const said = page.getByRole('status');
  await expect.poll(() => said.textContent(), PATIENT).toBe('Warpride is checking your login.');
  await server.api.clock.advance.mutate({ by: 'PT2M' });
  await screen(page, 'success');
  await expect.poll(() => said.textContent(), PATIENT).toBe('Everything there is has been read.');

  await openAlone(page, server, { item: 'warpride' });
  await goOn(page);
  await typeLogin(page, 'wrong');
  await goOn(page);
  await page
    .getByRole('alert')
    .filter({ hasText: 'The login or password is wrong.' })
    .waitFor(PATIENT);
});

describe('errors', () => {
  const refused = ConnectionErrorCode.options.filter((code) => connectionErrors[code].refused);
  let page: Page;
  beforeAll(async () => {
    page = await (await browser.newContext({ reducedMotion: 'reduce', locale: 'en-US' })).newPage();
  });
  afterAll(() => page.context().close());

  test.each(ConnectionErrorCode.options)(
    '%s shows its cause, its advice and a next step',
    {
      timeout: SLOW,
    },
    async (code) => {
      const password = refused.includes(code) ? `pass_${code}` : 'passgood';
      const who = await person(server.api, { link_item: 'warpride', password });
      if (!refused.includes(code)) {
        const change = { id: who.account, status: 'error', error_code: code } as const;
        await server.api.sandbox.setConnection.mutate(change);
      }
      await openAlone(page, server, { person: who, account: who.account });
      const { person: text } = connectionErrors[code].advice;
      const advice = await page.locator('.screen-text').textContent();
      const buttons = await page.locator('.actions button').allInnerTexts();

      expect(text.startsWith(await heading(page))).toBe(true);
      expect(text.toLowerCase()).toContain(advice?.toLowerCase());
      expect(buttons.length).toBeGreaterThan(0);
    },
  );

  test('a wrong login is told above the empty fields, and can be mended there', {
    timeout: SLOW,
  }, async () => {
    const link = await embed({ linkItems: ['warpride'], showIntroScreen: false });
    const { frame } = link;
    const type = async (password: string) => {
      await frame.locator('input[name="username"]').fill('test_1');
      await frame.locator('input[name="password"]').fill(password);
      await frame.getByRole('button', { name: 'Connect Warpride' }).click();
    };
    await type('wrong');
    await frame.getByText('The login or password is wrong.').waitFor(PATIENT);
    const left = await frame.locator('input').evaluateAll((all) =>
      // Safe: only inputs match.
      all.map((one) => (one as HTMLInputElement).value),
    );
    await type('passgood');
    await shown(link, 'success');

    expect(left).toEqual(['', '']);
    expect(await link.names()).toEqual([
      'login - opened',
      'login - form submitted',
      'onUserCreated',
      'onAccountCreated',
      'onAccountError',
      'login - opened',
      'login - form submitted',
      'onAccountUpdated',
      'onAccountConnected',
      'success - opened',
    ]);
    const opening = (await link.said()).filter(
      ([, payload]) => Object(payload).name === 'login - opened',
    );
    expect(opening.map(([, payload]) => Object(payload).properties.errorCode)).toEqual([
      undefined,
      'invalid_credentials',
    ]);
  });
});

describe('who comes back', () => {
  test('connects again with one tap, without typing anything', { timeout: SLOW }, async () => {
    const who = await person(server.api, { link_item: 'warpride' });
    const lost = { id: who.account, status: 'error', error_code: 'auth_required' } as const;
    await server.api.sandbox.setConnection.mutate(lost);
    const link = await embed({ userToken: who.token, accountId: who.account });
    await shown(link, 'error');
    await link.frame.getByRole('button', { name: 'Reconnect' }).click();
    await shown(link, 'success');

    expect(await link.names()).toEqual([
      'error - opened',
      'onAccountConnected',
      'success - opened',
    ]);
  });

  test('is told when one tap was not enough', { timeout: SLOW }, async () => {
    const who = await person(server.api, {
      link_item: 'homedepot',
      password: 'pass_session_limit_reached',
    });
    const link = await embed({ userToken: who.token });
    await shown(link, 'manager');
    await link.frame.getByRole('button', { name: 'Reconnect: The Home Depot' }).click();
    await shown(link, 'error');

    expect(await link.names()).toEqual(['onAccountError', 'error - opened']);
  });

  test('removes an access after being asked', { timeout: SLOW }, async () => {
    const who = await person(server.api, { link_item: 'warpride' }, { link_item: 'taskheddle' });
    const link = await embed({ userToken: who.token });
    await shown(link, 'manager');
    const remove = link.frame.getByRole('button', { name: 'Remove the access to Taskheddle' });
    await remove.click();
    await link.frame.getByRole('button', { name: 'Keep it' }).click();
    await remove.click();
    await link.frame.getByRole('button', { name: 'Remove the access' }).click();
    await shown(link, 'manager');
    await remove.waitFor({ state: 'detached' });

    await expect
      .poll(link.said, PATIENT)
      .toEqual([
        [
          'onAccountRemoved',
          { accountId: who.account, userId: who.user, linkItemId: 'taskheddle' },
        ],
      ]);
    const { results } = await server.api.accounts.list.query({ user: who.user });
    expect(results.map(({ link_item }) => link_item)).toEqual(['warpride']);
  });

  test('chooses how to get a code, and gives it', { timeout: SLOW }, async () => {
    const who = await person(server.api, { link_item: 'warpride', username: 'mfa-choice' });
    const link = await embed({ userToken: who.token });
    await shown(link, 'mfa');
    await link.frame.getByLabel('Text message to (***) ***-0010').check();
    await link.frame.getByRole('button', { name: 'Send the code' }).click();
    await link.frame.getByLabel('Code', { exact: true }).fill('8081');
    await link.frame.getByRole('button', { name: 'Confirm' }).click();
    await shown(link, 'success');

    expect(await link.names()).toContain('onAccountConnected');
  });

  test('approves on the phone, and this goes on by itself', { timeout: SLOW }, async () => {
    const who = await person(server.api, { link_item: 'warpride', username: 'mfa-push' });
    const page = await newPage();
    await openAlone(page, server, { person: who });
    const asked = await heading(page);
    await server.api.clock.advance.mutate({ by: 'PT30S' });
    await screen(page, 'success');

    expect(asked).toBe('Approve on your phone');
  });

  test('is told that a code was wrong, and may try another', { timeout: SLOW }, async () => {
    const login = { link_item: 'warpride', username: 'mfa-wrong-three-times' };
    const who = await person(server.api, login);
    const page = await newPage();
    await openAlone(page, server, { person: who });
    await page.getByLabel('Code', { exact: true }).fill('1');
    await goOn(page);
    await page.getByText('That code was not accepted.').waitFor(PATIENT);
    await page.getByLabel('Code', { exact: true }).fill('8081');
    await goOn(page);
    await screen(page, 'success');
  });

  test('who gives no code in time is told so', { timeout: SLOW }, async () => {
    const who = await person(server.api, { link_item: 'weftgo' });
    const page = await newPage();
    await openAlone(page, server, { person: who });
    const left = await page.getByText(/\d minutes left/).textContent();
    await server.api.clock.advance.mutate({ by: 'PT6M' });
    await screen(page, 'error');

    expect(left).toBe('4 minutes left');
    expect(await heading(page)).toBe('The code was not entered in time');
  });

  test('has a new code sent, and goes on with it', { timeout: SLOW }, async () => {
    const who = await person(server.api, { link_item: 'weftgo' });
    const page = await newPage();
    await openAlone(page, server, { person: who });
    await page.getByRole('button', { name: 'Send a new code' }).click();
    await page.getByText('It is on its way.').waitFor({ state: 'attached' });
    await page.getByLabel('Code', { exact: true }).fill('8081');
    await expect
      .poll(() => page.getByRole('button', { name: 'Confirm' }).getAttribute('aria-disabled'))
      .toBeNull();
    await page.getByRole('button', { name: 'Confirm' }).click();
    await screen(page, 'success');
  });
});

describe('what goes wrong around Link', () => {
  test('a reload goes on at the same step', { timeout: SLOW }, async () => {
    const page = await newPage();
    await openAlone(page, server, { item: 'weftgo' });
    await goOn(page);
    await page.locator('input[name="password"]').waitFor();
    await page.reload();
    await screen(page, 'login');
    await typeLogin(page);
    await goOn(page);
    await screen(page, 'mfa');
    const address = page.url();
    const storage = await page.evaluate(() => [localStorage.length, sessionStorage.length]);

    expect(await heading(page)).toBe('Enter your code');
    expect(address).not.toMatch(/token|test_1|passgood/);
    expect(storage).toEqual([0, 0]);
  });

  test('a line that is cut loses nothing', { timeout: SLOW }, async () => {
    const page = await newPage();
    await openAlone(page, server, { item: 'warpride' });
    await goOn(page);
    await typeLogin(page);
    await page.context().setOffline(true);
    await goOn(page);
    await page.getByText('There is no connection.').waitFor(PATIENT);
    const kept = await page.locator('input[name="username"]').inputValue();
    await page.context().setOffline(false);
    await goOn(page);
    await screen(page, 'success');

    expect(kept).toBe('test_1');
  });

  test('of two windows on one account both go on', { timeout: SLOW }, async () => {
    const who = await person(server.api, { link_item: 'weftgo' });
    const [one, other] = [await newPage(), await newPage()];
    await openAlone(one, server, { person: who });
    await openAlone(other, server, { person: who });
    await one.getByLabel('Code', { exact: true }).fill('8081');
    await goOn(one);
    await screen(one, 'success');
    await screen(other, 'success');
  });

  test.each([
    ['invalid_link_key', { linkKey: '00000000-0000-4000-8000-000000000000' }],
    ['invalid_link_key', { linkKey: 'nonsense' }],
    ['invalid_user_token', { userToken: 'nonsense' }],
    ['invalid_user_token', { userToken: `a.${btoa('{"user_id":"nobody"}')}.c` }],
    ['invalid_link_items', { linkItems: ['no_such_item'] }],
    ['invalid_pd_config', { payDistributionConfig: 'nonsense', payDistributionUpdateFlow: true }],
  ])('%s is told, and shown with what to do', { timeout: SLOW }, async (error, options) => {
    const link = await embed(options);
    await shown(link, 'failed');
    const said = await link.said();
    await link.frame.locator('.actions').getByRole('button', { name: 'Close' }).click();
    await expect.poll(link.names, PATIENT).toContain('onClose');

    expect(said[0]).toEqual(['onError', { error }]);
  });

  test('a token that ends is asked for anew, and the person goes on', {
    timeout: SLOW,
  }, async () => {
    const who = await person(server.api, { link_item: 'warpride' });
    await server.api.clock.advance.mutate({ by: 'P31D' });
    const link = await embed({ userToken: who.token });
    await expect.poll(link.names, PATIENT).toContain('onTokenExpired');
    const { access } = await server.api.tokens.create.mutate({ user: who.user });
    await link.updateToken(access);
    await shown(link, 'manager');

    expect(await link.names()).toEqual(['onTokenExpired']);
  });
});

describe('documents', () => {
  test('are sent one by one, refused where they are wrong, and told when they are in', {
    timeout: SLOW,
  }, async () => {
    const who = await person(server.api, {
      link_item: 'homedepot',
      password: 'pass_unsupported_mfa_method',
    });
    const link = await embed({ userToken: who.token, accountId: who.account });
    const { frame } = link;
    await frame.getByRole('button', { name: 'Send documents instead' }).click();
    await shown(link, 'form');
    await frame.getByRole('button', { name: 'Send', exact: true }).click();
    await frame.getByText('Add at least one file.').waitFor(PATIENT);
    const file = (name: string, text: string) => ({
      name,
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(text),
    });
    await frame
      .getByLabel('Choose files: Payslips')
      .setInputFiles([file('april.pdf', '%PDF-1.7\nApril'), file('notes.txt', 'hello')]);
    await frame.getByText('This kind of file is not taken.').first().waitFor(PATIENT);
    await frame.getByRole('button', { name: 'Remove notes.txt' }).click();
    await frame.getByRole('button', { name: 'Remove april.pdf' }).waitFor(PATIENT);
    await frame.getByRole('button', { name: 'Send', exact: true }).click();
    await shown(link, 'sent');

    const { results } = await server.api.forms.list.query({ account: who.account });
    expect(results[0]).toMatchObject({
      status: 'submitted',
      data: { paystubs: [{ name: 'april.pdf' }] },
    });
    expect((await link.said()).at(-1)).toEqual([
      'onDocumentsSubmitted',
      { accountId: who.account, userId: who.user },
    ]);
  });

  test('are not needed for who is not on the list', { timeout: SLOW }, async () => {
    const link = await embed({ showIntroScreen: false });
    const { frame } = link;
    await frame.getByRole('searchbox').fill('corner bakery zzzz');
    await frame.getByText('Nothing found').first().waitFor(PATIENT);
    await frame.getByRole('button', { name: 'I can’t find it' }).click();
    await frame.getByRole('button', { name: 'Answer two questions' }).click();
    await shown(link, 'form');
    const suggested = await frame.getByLabel('Who pays you', { exact: true }).inputValue();
    await frame.getByRole('button', { name: 'Send', exact: true }).click();
    await shown(link, 'sent');

    expect(suggested).toBe('corner bakery zzzz');
    const names = await link.names();
    expect(names.filter((name) => name.startsWith('on'))).toEqual([
      'onUserCreated',
      'onFormSubmitted',
    ]);
  });
});

describe('a deposit switch', () => {
  const bank_account = {
    bank_name: 'First Harbour',
    routing_number: '084101234',
    account_number: '9483716789',
    account_type: 'checking' as const,
  };

  test('is looked at, changed within its bounds, and confirmed', { timeout: SLOW }, async () => {
    const who = await person(server.api, {
      link_item: 'alderwick_dental_group',
      username: 'test_2',
    });
    const percent_allocation = {
      value: '25',
      min_value: '10',
      max_value: '60',
      allow_editing: true,
    };
    const config = await server.api.payDistributionConfigs.encrypt.mutate({
      bank_account,
      percent_allocation,
    });
    const link = await embed({
      userToken: who.token,
      payDistributionUpdateFlow: true,
      payDistributionConfig: config.encrypted_config,
    });
    const { frame } = link;
    await frame.getByRole('button', { name: /^Direct deposit/ }).click();
    await frame.getByText('First Harbour ending in 6789').waitFor(PATIENT);
    const value = frame.getByLabel('Part of each payment, in percent');
    await value.fill('61');
    await frame.getByRole('button', { name: 'Confirm the change' }).click();
    await frame.getByText('Enter a number within the limits.').waitFor(PATIENT);
    const before = await server.api.accounts.get.query({ id: who.account });
    await value.fill('30');
    await frame.getByRole('button', { name: 'Confirm the change' }).click();
    await shown(link, 'pay_success');

    expect(before.pay_distribution.status).toBe('idle');
    const { results } = await server.api.payAllocations.list.query({ account: who.account });
    const active = results.filter(({ status }) => status !== 'inactive');
    expect(active.map(({ allocation_value }) => allocation_value)).toContain('30');
    expect((await link.names()).slice(-2)).toEqual([
      'onPayDistributionSuccess',
      'pd success - opened',
    ]);
  });
});
