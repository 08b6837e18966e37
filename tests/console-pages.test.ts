import { beforeAll, describe, expect, test } from 'vitest';
import { call, signInByLink } from './src/console.ts';
import { consoleDialogs, consolePages, openDialog, visit } from './src/console-pages.ts';
import { consoleTests, heading, PATIENT, SLOW } from './src/console-tests.ts';
import { fillSandbox } from './src/console-world.ts';

const { started, openPage } = consoleTests();

describe('every page and dialog', () => {
  const said: string[] = [];
  const strangers: string[] = [];
  const widths: Record<string, number> = {};

  beforeAll(async () => {
    const server = await started();
    const page = await openPage({ viewport: { width: 320, height: 568 } });
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) said.push(message.text());
    });
    page.on('pageerror', (error) => said.push(String(error)));
    page.on('request', (request) => {
      const own = request.url().startsWith(`${server.url}/`) || request.url().startsWith('data:');
      if (!own) strangers.push(request.url());
    });
    const home = await signInByLink(page, server.link);
    const world = await fillSandbox(server);
    for (const each of consolePages(world)) {
      await visit(page, home, each);
      widths[each.name] = await page.evaluate(() => document.documentElement.scrollWidth);
    }
    for (const [path, button] of consoleDialogs(world)) await openDialog(page, home + path, button);
  }, SLOW);

  test('asks no stranger and keeps to the content security policy', () => {
    expect(strangers).toEqual([]);
    // The one page of a user who is not there says so in the browser too.
    expect(said.filter((text) => !text.includes('404'))).toEqual([]);
  });

  test('needs no scrolling sideways at 320 pixels', () => {
    const wide = Object.entries(widths).filter(([, width]) => width > 320);
    expect(wide).toEqual([]);
    expect(Object.keys(widths).length).toBeGreaterThan(20);
  });
});

test('the first page loads less than 200 kB of scripts and styles', { timeout: SLOW }, async () => {
  const server = await started();
  const page = await openPage();
  const sizes: Promise<number>[] = [];
  page.on('requestfinished', (request) => {
    if (!/\.(js|css)$/.test(request.url())) return;
    sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
  });

  await signInByLink(page, server.link);

  const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  expect(bytes).toBeGreaterThan(50_000);
  expect(bytes).toBeLessThan(200_000);
});

test('a list beside its detail scrolls to its last row', { timeout: SLOW }, async () => {
  const server = await started();
  for (let n = 0; n < 51; n++) await call(server, 'POST /v1/users');
  const page = await openPage({ viewport: { width: 1280, height: 720 } });
  const home = await signInByLink(page, server.link);
  await page.goto(`${home}/users`);

  await page.locator('.row-link').first().click();
  await page.locator('.split[data-open]').waitFor();

  const hidden = await page
    .locator('.split-list .table-frame')
    .evaluate((frame) => frame.scrollHeight - frame.clientHeight);
  expect(hidden).toBe(0);
  await page.locator('.split-list .row-link').last().click();
  await page.locator('tbody tr[data-selected]').last().waitFor();
  await page.getByRole('link', { name: 'Older' }).click();
  await page.waitForURL(/cursor=/);
});

test('a user is created and a dialog left with the keyboard alone', { timeout: SLOW }, async () => {
  const server = await started();
  const page = await openPage();
  const home = await signInByLink(page, server.link);
  await page.goto(`${home}/users`);
  await heading(page, 'Users').waitFor();
  const press = (key: string) => page.keyboard.press(key);
  const focused = () =>
    page.evaluate(() => {
      const { activeElement: element } = document;
      return (element?.getAttribute('aria-label') ?? element?.textContent ?? '').trim();
    });
  const tabTo = async (name: string) => {
    for (let n = 0; n < 40; n++) {
      await press('Tab');
      if ((await focused()) === name) return;
    }
    throw new Error(`the Tab key does not lead to ${name}`);
  };

  await tabTo('Skip to the page');
  await press('Enter');
  await tabTo('Create user');
  await press('Enter');
  await page.getByRole('dialog', { name: 'Create user' }).waitFor();
  await page.getByLabel('Metadata').and(page.locator(':focus')).waitFor();
  await page.keyboard.insertText('{"by": "keyboard"}');
  await tabTo('Create user');
  await press('Enter');
  await page.getByText('User created.').waitFor();
  const { results } = await call(server, 'GET /v1/users');
  expect(results[0].external_metadata).toEqual({ by: 'keyboard' });

  // The focus went along to what was opened.
  await page.locator('h1:focus').waitFor();
  await tabTo('Delete');
  await press('Enter');
  const dialog = page.getByRole('dialog', { name: /Delete user/ });
  await dialog.waitFor();
  await press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await expect.poll(focused, PATIENT).toBe('Delete');
});

test('the theme follows the system, and a choice against it comes without a flash', {
  timeout: SLOW,
}, async () => {
  const server = await started();
  const page = await openPage({ colorScheme: 'dark' });
  await signInByLink(page, server.link);
  const scheme = () => page.locator('html').getAttribute('data-mantine-color-scheme');
  expect(await scheme()).toBe('dark');

  await page.getByRole('button', { name: /Theme: as the system/ }).click();
  await expect.poll(scheme, PATIENT).toBe('light');
  // The choice is there although no script of the Console itself has run.
  await page.route('**/assets/*.js', (route) => route.abort());
  await page.reload({ waitUntil: 'domcontentloaded' });
  expect(await scheme()).toBe('light');
});

test('a click on a time tells every time in full, on the next visit too', {
  timeout: SLOW,
}, async () => {
  const server = await started();
  await call(server, 'POST /v1/users');
  const page = await openPage();
  const home = await signInByLink(page, server.link);
  await page.goto(`${home}/users`);
  const time = page.locator('tbody time').first();
  await page
    .getByRole('button', { name: /ago|just now/ })
    .first()
    .hover();
  const { created_at } = (await call(server, 'GET /v1/users')).results[0];
  await page.locator('.tip').filter({ hasText: created_at }).waitFor();

  await time.click();

  await expect.poll(() => time.textContent(), PATIENT).toMatch(/^\d+ \w+ \d{4}, \d\d:\d\d:\d\d/);
  await page.reload();
  await expect.poll(() => time.textContent(), PATIENT).toMatch(/^\d+ \w+ \d{4}, /);
});

test('times are told by the clock of the sandbox, keys by that of the wall', {
  timeout: SLOW,
}, async () => {
  const server = await started();
  await call(server, 'POST /v1/users');
  const page = await openPage();
  const home = await signInByLink(page, server.link);
  await page.goto(`${home}/users`);
  await page
    .locator('tbody')
    .getByText(/ago|just now/)
    .waitFor();

  await call(server, 'POST /v1/sandbox/clock/advance', { by: 'P3D' });

  await page.locator('tbody').getByText('3 d ago').waitFor();
  await page.getByText('Clock moved:').first().waitFor();
  await page.goto(`${home}/keys`);
  await page.getByText('Clock moved:').first().waitFor();
  expect(await page.locator('tbody time').first().textContent()).toMatch(/just now|\d+ s ago/);
});

test('while the server is silent the page keeps what it has, and says so', {
  timeout: SLOW,
}, async () => {
  const server = await started();
  await call(server, 'POST /v1/users', { external_metadata: 'still here' });
  const page = await openPage();
  const home = await signInByLink(page, server.link);
  await page.goto(`${home}/users`);
  await page.getByText('still here').waitFor();

  await page.route('**/trpc/**', (route) => route.abort());
  await page.getByText('The server does not answer.').first().waitFor();
  await page.getByText('still here').waitFor();

  await page.unroute('**/trpc/**');
  await page.getByText('The server does not answer.').first().waitFor({ state: 'detached' });
});
