import { describe, expect, test } from 'vitest';
import { call, signInByLink } from './src/console.ts';
import { consoleTests, heading, PATIENT, rows, SLOW } from './src/console-tests.ts';

const password = 'a lattice of quiet diamonds';

const { started, openPage } = consoleTests();

describe('signing in', () => {
  test('a one-time link works once and leaves the address at once', { timeout: SLOW }, async () => {
    const { link } = await started();
    const page = await openPage();

    await page.goto(link);
    await heading(page, 'Set a password for next time').waitFor();

    expect(page.url()).not.toContain('token');
    const other = await openPage();
    await other.goto(link);
    await other.getByRole('alert').filter({ hasText: 'did not sign you in' }).waitFor();
    expect(other.url()).not.toContain('token');
  });

  test('a password set by link signs in the next time, and back to where one was', {
    timeout: SLOW,
  }, async () => {
    const { link, url } = await started();
    const page = await openPage();
    await page.goto(link);
    await heading(page, 'Set a password for next time').waitFor();
    const email = await page.locator('input[autocomplete="username"]').inputValue();

    await page.getByLabel('New password').fill('too short');
    await page.getByRole('button', { name: 'Set password' }).click();
    await page.getByText('Must have at least 12 characters.').waitFor();
    await page.getByLabel('New password').fill(password);
    await page.getByRole('button', { name: 'Set password' }).click();
    await heading(page, 'Overview').waitFor();
    await page.getByRole('link', { name: 'Link items' }).click();
    await heading(page, 'Link items').waitFor();
    const address = `${page.url()}?q=uber`;
    await page.getByRole('button', { name: 'Sign out' }).click();
    await heading(page, 'Sign in to the Console').waitFor();

    await page.goto(address);
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password', { exact: true }).fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').filter({ hasText: 'did not sign you in' }).waitFor();
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();

    await heading(page, 'Link items').waitFor();
    expect(page.url()).toBe(address);
    expect(address.startsWith(`${url}/console/`)).toBe(true);
  });

  test('a session that ends leads to signing in and back', { timeout: SLOW }, async () => {
    const { link } = await started();
    const page = await openPage();
    const home = await signInByLink(page, link);
    await page.goto(`${home}/users`);
    await heading(page, 'Users').waitFor();

    await page.context().clearCookies();

    await heading(page, 'Sign in to the Console').waitFor();
    expect(new URL(page.url()).searchParams.get('to')).toBe(
      new URL(`${home}/users`).pathname.replace('/console', ''),
    );
  });
});

describe('users', () => {
  test('are created, found, edited and erased by hand', { timeout: SLOW }, async () => {
    const server = await started();
    const page = await openPage();
    const home = await signInByLink(page, server.link);
    await page.goto(`${home}/users`);

    await page.getByText('Nobody is here yet.').waitFor();
    await page.getByRole('button', { name: 'Create user' }).first().click();
    await page.getByLabel('Metadata').fill('{"customer": C-7}');
    await page.getByText('Line 1, column 14: “C” needs double quotes around it.').waitFor();
    await page.getByLabel('Metadata').fill('{"customer": "C-7"}');
    await page.getByRole('dialog').getByRole('button', { name: 'Create user' }).click();
    await page.getByText('User created.').waitFor();
    const [id = ''] = /[0-9a-f-]{36}$/.exec(new URL(page.url()).pathname) ?? [];
    await heading(page, new RegExp(id.slice(-6))).waitFor();
    expect((await call(server, `GET /v1/users/${id}`)).external_metadata).toEqual({
      customer: 'C-7',
    });

    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByLabel('Metadata as JSON').fill('{"customer": "C-8", "n": [1, null]}');
    await page.getByRole('button', { name: 'Save metadata' }).click();
    await page.getByText('Metadata saved.').waitFor();
    expect((await call(server, `GET /v1/users/${id}`)).external_metadata).toEqual({
      customer: 'C-8',
      n: [1, null],
    });

    await page.goto(`${home}/users?q=nobody`);
    await page.getByText('No user matches “nobody”.').waitFor();
    await page.getByLabel('Search users').fill('c-8');
    await page.waitForURL(/q=c-8/);
    await rows(page).first().getByRole('link').click();
    await heading(page, new RegExp(id.slice(-6))).waitFor();

    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByLabel(/to confirm/).fill('nothing');
    await page.getByRole('button', { name: 'Delete user' }).click();
    await page.getByText(`Type exactly ${id.slice(-6)}.`).waitFor();
    await page.getByLabel(/to confirm/).fill(id.slice(-6));
    await page.getByRole('button', { name: 'Delete user' }).click();
    await page.getByText('User deleted.').waitFor();
    expect((await call(server, 'GET /v1/users')).count).toBe(0);
  });

  test('who are many come in pages that have an address', { timeout: SLOW }, async () => {
    const server = await started();
    const ids: string[] = [];
    for (let n = 0; n < 120; n++) ids.unshift((await call(server, 'POST /v1/users')).id);
    const page = await openPage();
    const home = await signInByLink(page, server.link);
    const shown = () =>
      rows(page)
        .locator('.row-link')
        .evaluateAll((links) =>
          links.map((link) => /[0-9a-f-]{36}(?=\?|$)/.exec(link.getAttribute('href') ?? '')?.[0]),
        );

    await page.goto(`${home}/users`);
    await rows(page).nth(49).waitFor();
    expect(await shown()).toEqual(ids.slice(0, 50));

    await page.getByRole('link', { name: 'Older' }).click();
    await page.waitForURL(/cursor=/);
    await expect.poll(shown, PATIENT).toEqual(ids.slice(50, 100));
    await page.reload();
    await expect.poll(shown, PATIENT).toEqual(ids.slice(50, 100));
    await page.getByRole('link', { name: 'Older' }).click();
    await expect.poll(shown, PATIENT).toEqual(ids.slice(100));
    await page.getByRole('link', { name: 'Newer' }).click();
    await expect.poll(shown, PATIENT).toEqual(ids.slice(50, 100));
    await page.goBack();
    await expect.poll(shown, PATIENT).toEqual(ids.slice(100));
  });

  test('get tokens that work', { timeout: SLOW }, async () => {
    const server = await started();
    const { id } = await call(server, 'POST /v1/users');
    const page = await openPage();
    const home = await signInByLink(page, server.link);
    await page.goto(`${home}/users/${id}`);

    await page.getByRole('button', { name: 'Create user token' }).click();
    const token = await page.locator('.command', { hasText: /^ey/ }).first().textContent();

    const authorization = `Bearer ${token}`;
    const ask = () => fetch(`${server.url}/v1/accounts`, { headers: { authorization } });
    expect((await ask()).status).toBe(200);
    await page.getByRole('button', { name: 'Revoke all' }).click();
    await page.getByRole('button', { name: 'Revoke all tokens' }).click();
    await page.getByText('All user tokens are revoked.').waitFor();
    expect((await ask()).status).toBe(401);
  });
});

describe('accounts', () => {
  test('are connected in the sandbox and seen to become connected', { timeout: SLOW }, async () => {
    const server = await started();
    const page = await openPage();
    const home = await signInByLink(page, server.link);
    await page.goto(`${home}/accounts`);

    await page.getByText('No account is connected yet.').waitFor();
    await page.getByRole('button', { name: 'Connect account' }).first().click();
    await page.getByLabel('Search link items').fill('warprde');
    await page.getByRole('radio', { name: /Warpride/ }).check();
    await page.getByRole('button', { name: 'Connect Warpride' }).click();

    await heading(page, 'Warpride').waitFor();
    const connection = page.locator('.connection').first();
    await connection.getByRole('status').filter({ hasText: 'Connected' }).waitFor();
    await page.locator('.stages [data-state="done"]').nth(2).waitFor();
    expect(await page.locator('.availability li', { hasText: 'Profiles' }).textContent()).toContain(
      'Synced',
    );

    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Delete account' }).click();
    await page.getByText('Account deleted.').waitFor();
    expect((await call(server, 'GET /v1/accounts')).count).toBe(0);
  });

  test('that ask for a code wait for it, and take it', { timeout: SLOW }, async () => {
    const server = await started();
    const { id: user } = await call(server, 'POST /v1/users');
    const page = await openPage();
    const home = await signInByLink(page, server.link);
    await page.goto(`${home}/users/${user}`);

    await page.getByRole('button', { name: 'Connect account' }).click();
    await page.getByRole('radio', { name: /Hopwheel/ }).check();
    await page.getByRole('radio', { name: 'test_2' }).check();
    await page.getByLabel('Verification code').selectOption('Later, on the account’s page');
    await page.getByRole('button', { name: 'Connect Hopwheel' }).click();
    await heading(page, 'Hopwheel').waitFor();
    const code = page.getByLabel('Verification code');
    await expect
      .poll(
        async () => {
          // The login needs a moment until it asks.
          await code.fill('8082');
          await page.getByRole('button', { name: 'Send code' }).click();
          return page.getByText('Code sent.').count();
        },
        { interval: 100, timeout: 20_000 },
      )
      .toBeGreaterThan(0);

    await page
      .getByRole('status')
      .filter({ hasText: /^Connected$/ })
      .waitFor();
  });

  test('in error say why and what to do, and are found by their state', {
    timeout: SLOW,
  }, async () => {
    const server = await started();
    const wanted = { link_item: 'warpride', username: 'test_1', password: 'pass_account_disabled' };
    const { id } = await call(server, 'POST /v1/sandbox/accounts', wanted);
    await call(server, 'POST /v1/sandbox/accounts', {
      ...wanted,
      username: 'test_2',
      password: 'passgood',
    });
    const page = await openPage();
    const home = await signInByLink(page, server.link);
    await page.goto(`${home}/accounts`);
    await rows(page).nth(1).waitFor();

    await page.getByLabel('Connection', { exact: true }).selectOption('Error');

    await page.waitForURL(/status=error/);
    await rows(page).getByText('account_disabled').waitFor();
    await expect.poll(() => rows(page).count(), PATIENT).toBe(1);
    await rows(page).first().getByRole('link').first().click();
    await page.getByText('The work account is suspended or disabled.', { exact: true }).waitFor();
    await page
      .getByText('Do not retry. Ask the person for another account or for documents.')
      .waitFor();
    expect(page.url()).toContain(`/accounts/${id}?status=error`);
  });
});

describe('environments', () => {
  test('keep their rows to themselves', { timeout: SLOW }, async () => {
    const server = await started();
    await call(server, 'POST /v1/users', { external_metadata: 'of the sandbox' });
    const page = await openPage();
    const home = await signInByLink(page, server.link);
    await page.goto(`${home}/users`);
    await page.getByText('of the sandbox').waitFor();
    // Not for a moment: every change of the page is looked at.
    await page.evaluate(() => {
      const look = () => {
        const live = document.querySelector('.shell[data-kind="live"]');
        if (live?.textContent?.includes('of the sandbox')) document.body.dataset.leaked = 'yes';
      };
      const options = { childList: true, subtree: true, attributes: true, characterData: true };
      new MutationObserver(look).observe(document.body, options);
    });

    await page.getByRole('link', { name: 'Live', exact: true }).click();
    await page.getByText('Nobody is here yet.').waitFor();
    expect(await page.locator('body').getAttribute('data-leaked')).toBeNull();

    expect(page.url()).not.toContain(home);
    expect(await page.getByText('of the sandbox').count()).toBe(0);
    expect(await page.locator('.stripe').count()).toBe(0);
    await page.goBack();
    await page.getByText('of the sandbox').waitFor();
    expect(await page.locator('.stripe').count()).toBe(1);
  });

  test('of a new client can be worked in at once', { timeout: SLOW }, async () => {
    const server = await started();
    await call(server, 'POST /v1/users');
    const page = await openPage();
    const home = await signInByLink(page, server.link);
    await page.goto(`${home}/clients`);

    await page.getByRole('button', { name: 'Create client' }).click();
    await page.getByLabel('Name').fill('Second company');
    await page.getByRole('dialog').getByRole('button', { name: 'Create client' }).click();
    await page.getByRole('dialog', { name: /its first sandbox key/ }).waitFor();
    await page.getByRole('button', { name: 'I have stored it' }).click();

    await page.getByText('The sandbox of Second company').waitFor();
    await page.getByRole('link', { name: /^Users\s*0$/ }).waitFor();
    await page.getByRole('combobox', { name: 'Client' }).selectOption('My company');
    await page.getByRole('link', { name: /^Users\s*1$/ }).waitFor();
  });
});

describe('keys and operators', () => {
  test('a new key works, and no longer after it was revoked', { timeout: SLOW }, async () => {
    const server = await started();
    const page = await openPage();
    const home = await signInByLink(page, server.link);
    await page.goto(`${home}/keys`);

    await page.getByRole('button', { name: 'Create API key' }).click();
    await page.getByLabel('Name').fill('nightly tests');
    await page.getByRole('button', { name: 'Create key' }).click();
    const text = await page.getByRole('dialog').locator('.command').last().textContent();
    const [key = ''] = /[\w-]{36}:[\w-]{32}/.exec(text ?? '') ?? [];
    await page.getByRole('button', { name: 'I have stored it' }).click();
    expect((await call({ url: server.url, key }, 'GET /v1/users')).count).toBe(0);

    await page.getByRole('button', { name: 'Revoke nightly tests' }).click();
    await page.getByRole('button', { name: 'Revoke key' }).click();
    await page.getByText('Key revoked.').waitFor();
    await expect(call({ url: server.url, key }, 'GET /v1/users')).rejects.toThrow('401');
  });

  test('a viewer sees everything and is told why nothing can be changed', {
    timeout: SLOW,
  }, async () => {
    const server = await started();
    const { id } = await call(server, 'POST /v1/users', { external_metadata: { a: 1 } });
    const admin = await openPage();
    const home = await signInByLink(admin, server.link);
    await admin.goto(`${home}/operators`);
    await admin.getByRole('button', { name: 'Invite operator' }).click();
    await admin.getByLabel('E-mail').fill('reader@example.com');
    await admin.getByRole('button', { name: 'Make the link' }).click();
    const link = await admin.getByRole('dialog').locator('.command').textContent();

    const viewer = await openPage();
    await signInByLink(viewer, link ?? '');
    await viewer.goto(`${home}/users/${id}`);
    await heading(viewer, new RegExp(id.slice(-6))).waitFor();

    for (const name of ['Create user', 'Delete', 'Edit', 'Create user token']) {
      const button = viewer.getByRole('button', { name, exact: true });
      expect(await button.getAttribute('aria-disabled')).toBe('true');
    }
    await viewer.getByRole('button', { name: 'Delete', exact: true }).click({ force: true });
    expect(await viewer.getByRole('dialog').count()).toBe(0);
  });
});
