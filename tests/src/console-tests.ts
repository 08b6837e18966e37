import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { openBrowser } from './browser.ts';
import { type ConsoleServer, startConsole } from './console.ts';

/** For how long a test may run: a browser on a busy machine takes its time. */
export const SLOW = 120_000;
/** How long a page is given to show what it should. */
export const PATIENT = { timeout: 20_000 };

/** One browser for the tests of a file; servers and pages that are gone after each test. */
export function consoleTests() {
  let browser: Browser;
  const undo: (() => Promise<unknown>)[] = [];
  beforeAll(async () => {
    browser = await openBrowser();
  }, SLOW);
  afterAll(() => browser.close());
  afterEach(async () => {
    for (const step of undo.splice(0).reverse()) await step();
  });
  return {
    async started(): Promise<ConsoleServer> {
      const server = await startConsole();
      undo.push(server.stop);
      return server;
    },
    async openPage(options: BrowserContextOptions = {}): Promise<Page> {
      const context = await browser.newContext(options);
      undo.push(() => context.close());
      return context.newPage();
    },
  };
}

/** The heading of a page. */
export const heading = (page: Page, name: string | RegExp) =>
  page.getByRole('heading', { level: 1, name });

/** The rows of the tables in a page or in a part of one. */
export const rows = (page: Pick<Page, 'locator'>) => page.locator('.table tbody tr');
