import type { Page } from 'playwright-core';
import { beforeEach, expect, test } from 'vitest';
import { type ConsoleServer, call, signInByLink } from './src/console.ts';
import { consoleTests, PATIENT, SLOW } from './src/console-tests.ts';

const { started, openPage } = consoleTests();
let server: ConsoleServer;
let page: Page;
let home: string;

beforeEach(async () => {
  server = await started();
  page = await openPage();
  home = await signInByLink(page, server.link);
}, SLOW);

const makeUser = async (): Promise<string> => (await call(server, 'POST /v1/users')).id;
const items = () => page.locator('.feed-list > li');
const live = () => page.locator('.feed-head').getByText('Live', { exact: true });

/** Whose events are shown, newest first, by the ends of their ids. */
async function shown(): Promise<string[]> {
  const ends = await items().locator('.feed-whose a').allTextContents();
  return ends.map((text) => text.trim().slice(-6));
}

const ends = (ids: readonly string[]) => ids.map((id) => id.slice(-6)).reverse();

test('the newest events are there at once, and others as they happen, over one line', {
  timeout: SLOW,
}, async () => {
  const users = [await makeUser(), await makeUser()];
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(`${home}/events?type=users.created`);
  await live().waitFor();
  expect(await shown()).toEqual(ends(users));

  users.push(await makeUser(), await makeUser());

  await expect.poll(shown, PATIENT).toEqual(ends(users));
  await items().first().getByRole('button', { name: 'users.created' }).click();
  await items()
    .locator('.command')
    .getByText(`"${users.at(-1)}"`)
    .first()
    .waitFor();
  expect(asked.filter((path) => path.includes('events.list'))).toHaveLength(1);
  expect(asked.filter((path) => path.includes('events.stream'))).toHaveLength(1);
});

test('nothing shows while it is paused, and nothing of that is missed', {
  timeout: SLOW,
}, async () => {
  await page.goto(`${home}/events?type=users.created`);
  await page.getByText('Nothing has happened yet.').waitFor();
  await live().waitFor();
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.locator('.feed-head').getByText('Paused').waitFor();
  const users = [await makeUser(), await makeUser()];
  expect(await items().count()).toBe(0);

  await page.getByRole('button', { name: 'Go on' }).click();

  await expect.poll(shown, PATIENT).toEqual(ends(users));
  await live().waitFor();
});

test('a line that is lost is said to be, and nothing is missed once it is back', {
  timeout: SLOW,
}, async () => {
  const users = [await makeUser()];
  await page.goto(`${home}/events?type=users.created`);
  await live().waitFor();
  const lost = page.getByText('The connection is lost.');

  await server.restart(async () => {
    await lost.waitFor();
    expect(await shown()).toEqual(ends(users));
  });
  users.push(await makeUser(), await makeUser());

  await expect.poll(shown, PATIENT).toEqual(ends(users));
  await live().waitFor();
  expect(await lost.count()).toBe(0);
});

/** Tells the page that somebody looks at it, or at something else. */
function look(state: 'visible' | 'hidden'): Promise<void> {
  return page.evaluate((value) => {
    Object.defineProperty(document, 'visibilityState', { value, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, state);
}

test('a page that nobody looks at keeps no line, and has missed nothing when somebody does', {
  timeout: SLOW,
}, async () => {
  const users = [await makeUser()];
  await page.goto(`${home}/events?type=users.created`);
  await live().waitFor();
  const cut = page.waitForEvent('requestfailed', (one) => one.url().includes('events.stream'));

  await look('hidden');
  await cut;
  users.push(await makeUser());
  await look('visible');

  await expect.poll(shown, PATIENT).toEqual(ends(users));
});

test('whose session ends is asked to sign in again', { timeout: SLOW }, async () => {
  await page.goto(`${home}/events`);
  await live().waitFor();
  const other = await page.context().newPage();
  await other.goto(home);

  await other.getByRole('button', { name: 'Sign out' }).click();

  await page.getByRole('heading', { name: 'Sign in to the Console' }).waitFor();
  expect(new URL(page.url()).searchParams.get('to')).toContain('/events');
});

test('events are narrowed by type, account and user, and the address says so', {
  timeout: SLOW,
}, async () => {
  const [ann, ben] = [await makeUser(), await makeUser()];
  const login = { link_item: 'walmart', username: 'test_1', password: 'passgood' };
  const { id: account } = await call(server, 'POST /v1/sandbox/accounts', { ...login, user: ben });
  const types = async () => {
    const names = await items().locator('.feed-type').allTextContents();
    return [...new Set(names)];
  };
  await page.goto(`${home}/events`);
  await expect.poll(types, PATIENT).toContain('accounts.connected');

  await page.getByLabel('User id').fill(ann);
  await expect.poll(types, PATIENT).toEqual(['users.created']);
  expect(new URL(page.url()).search).toBe(`?user=${ann}`);

  await page.getByRole('button', { name: 'Clear the user' }).click();
  await page.getByLabel('Account id').fill(account);
  await page.getByLabel('Type of event').selectOption('accounts.connected');
  await expect.poll(types, PATIENT).toEqual(['accounts.connected']);
  const { searchParams } = new URL(page.url());
  expect(Object.fromEntries(searchParams)).toEqual({ type: 'accounts.connected', account });

  await page.reload();
  await live().waitFor();
  expect(await types()).toEqual(['accounts.connected']);
});
