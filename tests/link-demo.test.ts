import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { violations } from './src/axe.ts';
import { signInByLink } from './src/console.ts';
import { linkTests, PATIENT, SLOW } from './src/link-tests.ts';
import { person } from './src/link-world.ts';

const link = linkTests();
const DAY = 24 * 60 * 60 * 1000;

/** Opens the demo, with the link key that the server printed. */
async function openDemo(page: Page): Promise<void> {
  const { url, link_key } = link.server();
  await page.goto('about:blank');
  await page.goto(`${url}/link/demo#key=${link_key}`);
  await page.getByRole('heading', { level: 1, name: 'Try Link' }).waitFor(PATIENT);
}

const option = (page: Page, name: string) => page.getByLabel(name, { exact: true });
const callbacks = (page: Page) => page.getByRole('log', { name: 'Callbacks' });
const told = (page: Page) => callbacks(page).locator('li > code').allTextContents();

test(
  'Link opens with the options that were filled in, and each callback is shown',
  async () => {
    const page = await link.newPage();
    await openDemo(page);
    await option(page, 'linkItems').fill('walmart');
    await option(page, 'showIntroScreen').selectOption('false');
    await option(page, 'onUIEvent').uncheck();
    await page.getByRole('button', { name: 'Open Link' }).click();

    const frame = page.frameLocator('dialog iframe');
    await frame.locator('input[name="username"]').fill('test_1', PATIENT);
    await frame.locator('input[name="password"]').fill('passgood');
    await frame.locator('.button-primary').click();
    await frame.locator('[data-screen="success"]').waitFor(PATIENT);
    await frame.locator('.button-primary').click();

    const names = ['onUserCreated', 'onAccountCreated', 'onAccountConnected', 'onClose'];
    await expect.poll(() => told(page), PATIENT).toEqual(names);
    expect(await callbacks(page).textContent()).toContain('"linkItemId": "walmart"');
  },
  SLOW,
);

test(
  'the code to copy has what was filled in and no token',
  async () => {
    const page = await link.newPage();
    await openDemo(page);
    await option(page, 'companyName').fill('Corner Bank');
    await option(page, 'userToken').fill('a.b.c');
    await option(page, 'showSearch').selectOption('false');

    const code = await page.locator('pre.code').textContent();

    expect(code).toContain(`linkKey: "${link.server().link_key}",`);
    expect(code).toContain('companyName: "Corner Bank",');
    expect(code).toContain('showSearch: false,');
    expect(code).not.toContain('a.b.c');
  },
  SLOW,
);

test(
  'who is signed in to the Console picks a key, a config and a token there',
  async () => {
    const { url, link: signIn, link_key } = link.server();
    const page = await link.newPage();
    await signInByLink(page, signIn);
    await page.goto(`${url}/link/demo`);
    await option(page, 'Link key of').selectOption(link_key, PATIENT);
    await page.getByRole('button', { name: 'Encrypt a sample config' }).click();

    await expect.poll(() => option(page, 'linkKey').inputValue(), PATIENT).toBe(link_key);
    await expect
      .poll(() => option(page, 'payDistributionConfig').inputValue(), PATIENT)
      .not.toBe('');
    const newToken = page.getByRole('button', { name: 'New token of the last person' });
    // Nobody was made here yet.
    expect(await newToken.isDisabled()).toBe(true);
  },
  SLOW,
);

test(
  'who gives a sandbox key lets a token end, and sees it replaced when Link asks for another',
  async () => {
    const { key, link_key, api } = link.server();
    const { token } = await person(api, { link_item: 'walmart' });
    const page = await link.newPage();
    await page.goto(`${link.server().url}/link/demo`);
    const give = async (secret: string) => {
      await option(page, 'API key of a sandbox, id:secret').fill(secret);
      await page.getByRole('button', { name: 'Use this key' }).click();
    };
    await give(`${link_key}:wrong`);
    await page.getByRole('alert').waitFor(PATIENT);
    await give(key);
    await expect.poll(() => option(page, 'linkKey').inputValue(), PATIENT).toBe(link_key);
    await option(page, 'userToken').fill(token);
    await option(page, 'onUIEvent').uncheck();

    const before = (await api.clock.get.query({})).now;
    await page.getByRole('button', { name: 'Let the token end' }).click();
    await page.getByRole('status').getByText('The token has ended.').waitFor(PATIENT);
    const { now } = await api.clock.get.query({});
    await page.getByRole('button', { name: 'Open Link' }).click();

    await page.frameLocator('dialog iframe').locator('[data-screen="manager"]').waitFor(PATIENT);
    expect(Date.parse(now) - Date.parse(before)).toBeGreaterThan(30 * DAY);
    expect(await told(page)).toEqual(['onTokenExpired']);
    expect(await callbacks(page).textContent()).toContain('Answered with a new token');
  },
  SLOW,
);

test(
  'who can make no token here is told so when Link asks for one',
  async () => {
    const { api } = link.server();
    const { token } = await person(api);
    await api.clock.advance.mutate({ by: 'P31D' });
    const page = await link.newPage();
    await openDemo(page);
    await option(page, 'userToken').fill(token);
    await page.getByRole('button', { name: 'Open Link' }).click();

    await expect.poll(() => callbacks(page).textContent(), PATIENT).toContain('Not answered');
  },
  SLOW,
);

test.each([
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['on a phone', { viewport: { width: 390, height: 844 } }],
] as const)(
  'axe finds nothing, %s',
  async (_, look) => {
    const page = await link.newPage(look);
    await page.addInitScript(axe.source);
    await openDemo(page);

    expect(await violations(page)).toEqual([]);
  },
  SLOW,
);
