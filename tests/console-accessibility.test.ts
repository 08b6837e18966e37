import axe from 'axe-core';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { violations } from './src/axe.ts';
import { openBrowser } from './src/browser.ts';
import { type ConsoleServer, signInByLink, startConsole } from './src/console.ts';
import {
  consoleDialogs,
  consolePages,
  openDialog,
  type Visit,
  visit,
} from './src/console-pages.ts';
import { fillSandbox, scanHalf, type World } from './src/console-world.ts';

/** A browser on a busy machine takes its time. */
const SLOW = 180_000;

let browser: Browser;
let server: ConsoleServer;
let home: string;
let world: World;
let storageState: Awaited<ReturnType<BrowserContext['storageState']>>;

beforeAll(async () => {
  server = await startConsole();
  browser = await openBrowser();
  const context = await browser.newContext();
  home = await signInByLink(await context.newPage(), server.link);
  storageState = await context.storageState();
  world = await fillSandbox(server);
}, SLOW);

afterAll(async () => {
  await browser.close();
  await server.stop();
});

/** Runs with a page of its own, signed in. */
async function onPage(
  options: BrowserContextOptions,
  run: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({
    reducedMotion: 'reduce',
    colorScheme: 'light',
    viewport: DESKTOP,
    storageState,
    ...options,
  });
  await context.addInitScript(axe.source);
  try {
    await run(await context.newPage());
  } finally {
    await context.close();
  }
}

const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

/**
 * What axe finds on the page that is open: in the light, in the dark, where only colours differ, and on a
 * phone, where other parts are shown.
 */
async function violationsInAll(page: Page): Promise<Record<string, string[]>> {
  const light = await violations(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.locator('html[data-mantine-color-scheme="dark"]').waitFor();
  const dark = await violations(page, ['color-contrast']);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(PHONE);
  const phone = await violations(page);
  await page.setViewportSize(DESKTOP);
  return { light, dark, phone };
}

const none = { light: [], dark: [], phone: [] };

test('every page is free of violations', { timeout: SLOW }, async () => {
  await onPage({}, async (page) => {
    for (const each of consolePages(world)) {
      await visit(page, home, each);
      expect({ [each.name]: await violationsInAll(page) }).toEqual({ [each.name]: none });
    }
  });
});

test('a scan under way and a clock that stands are free of violations', {
  timeout: SLOW,
}, async () => {
  const half = await scanHalf(server);
  await onPage({}, async (page) => {
    await visit(page, home, { name: 'half', path: `/accounts/${half}`, heading: 'Bobbin Eats' });
    expect(await violationsInAll(page)).toEqual(none);
    await visit(page, home, { name: 'frozen', path: '/sandbox', heading: 'Sandbox' });
    expect(await violationsInAll(page)).toEqual(none);
  });
});

test('events whose line is lost, and that are paused, are free of violations', {
  timeout: SLOW,
}, async () => {
  await onPage({}, async (page) => {
    await visit(page, home, { name: 'live', path: '/events', heading: 'Events', later: 'Live' });
    await server.restart(async () => {
      await page.getByText('The connection is lost.').waitFor();
      expect(await violationsInAll(page)).toEqual(none);
    });
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText('Paused', { exact: true }).waitFor();
    expect(await violationsInAll(page)).toEqual(none);
  });
});

test('signing in is free of violations', { timeout: SLOW }, async () => {
  const signIn: Visit = { name: 'sign-in', path: '/sign-in', heading: 'Sign in to the Console' };
  const address = `${server.url}/console`;
  await onPage({ storageState: { cookies: [], origins: [] } }, async (page) => {
    await visit(page, address, signIn);
    expect(await violationsInAll(page)).toEqual(none);
  });
  await onPage({}, async (page) => {
    await visit(page, address, { ...signIn, path: '/password', heading: /password/ });
    expect(await violationsInAll(page)).toEqual(none);
  });
});

test('every dialog is free of violations', { timeout: SLOW }, async () => {
  await onPage({}, async (page) => {
    for (const [path, button] of consoleDialogs(world)) {
      await openDialog(page, home + path, button);
      expect({ [button]: await violationsInAll(page) }).toEqual({ [button]: none });
    }
  });
});

test('the menu of a narrow window is free of violations', { timeout: SLOW }, async () => {
  await onPage({ viewport: PHONE }, async (page) => {
    await page.goto(`${home}/users`);
    await page.getByRole('button', { name: 'Open the menu' }).click();
    await page.getByRole('dialog', { name: 'Menu' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('link', { name: 'Accounts' }).click();
    await page.getByRole('heading', { level: 1, name: 'Accounts' }).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
  });
});
