import axe from 'axe-core';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from './src/browser.ts';
import { type ConsoleServer, signInByLink, startConsole } from './src/console.ts';
import { consolePages, type Visit, visit } from './src/console-pages.ts';
import { fillSandbox, type World } from './src/console-world.ts';

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
  const context = await browser.newContext({ reducedMotion: 'reduce', storageState, ...options });
  try {
    await run(await context.newPage());
  } finally {
    await context.close();
  }
}

/** What axe finds, in short: which rule, and where. Every rule up to WCAG 2.2 AA, and the best practices. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    // Safe: the line before put axe there.
    const { axe: tool } = globalThis as unknown as { axe: typeof axe };
    const { violations: all, passes } = await tool.run(document, {
      rules: { 'target-size': { enabled: true } },
    });
    return {
      passes: passes.length,
      all: all.flatMap(({ id, nodes }) =>
        nodes.map(
          ({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`,
        ),
      ),
    };
  });
  // A page that axe could not look at would have no violations either.
  expect(found.passes).toBeGreaterThan(15);
  return found.all;
}

const looks: [string, BrowserContextOptions][] = [
  ['light', { colorScheme: 'light', viewport: { width: 1280, height: 800 } }],
  ['dark', { colorScheme: 'dark', viewport: { width: 1280, height: 800 } }],
  ['on a phone', { colorScheme: 'light', viewport: { width: 390, height: 844 }, hasTouch: true }],
];

describe.each(looks)('%s', (_, options) => {
  test('every page is free of violations', { timeout: SLOW }, async () => {
    await onPage(options, async (page) => {
      for (const each of consolePages(world)) {
        await visit(page, home, each);
        expect({ [each.name]: await violations(page) }).toEqual({ [each.name]: [] });
      }
    });
  });

  test('signing in is free of violations', { timeout: SLOW }, async () => {
    const signIn: Visit = { name: 'sign-in', path: '/sign-in', heading: 'Sign in to the Console' };
    await onPage({ ...options, storageState: { cookies: [], origins: [] } }, async (page) => {
      await visit(page, `${server.url}/console`, signIn);
      expect(await violations(page)).toEqual([]);
    });
    await onPage(options, async (page) => {
      await visit(page, `${server.url}/console`, {
        ...signIn,
        path: '/password',
        heading: /password/,
      });
      expect(await violations(page)).toEqual([]);
    });
  });

  test('every dialog is free of violations', { timeout: SLOW }, async () => {
    await onPage(options, async (page) => {
      for (const [path, button] of dialogs(world)) {
        await page.goto(home + path);
        await page.getByRole('button', { name: button }).first().click();
        await page.getByRole('dialog').waitFor();
        expect({ [button]: await violations(page) }).toEqual({ [button]: [] });
      }
    });
  });
});

function dialogs(world: World): [path: string, button: string][] {
  return [
    ['/users', 'Create user'],
    [`/users/${world.user}`, 'Delete'],
    [`/users/${world.user}`, 'Revoke all'],
    ['/accounts', 'Connect account'],
    [`/accounts/${world.connected}`, 'Delete'],
    ['/keys', 'Create API key'],
    ['/keys', 'Rotate'],
    ['/clients', 'Create client'],
    ['/operators', 'Invite operator'],
  ];
}

test('the menu of a narrow window is free of violations', { timeout: SLOW }, async () => {
  await onPage({ viewport: { width: 390, height: 844 } }, async (page) => {
    await page.goto(`${home}/users`);
    await page.getByRole('button', { name: 'Open the menu' }).click();
    await page.getByRole('dialog', { name: 'Menu' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('link', { name: 'Accounts' }).click();
    await page.getByRole('heading', { level: 1, name: 'Accounts' }).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
  });
});
