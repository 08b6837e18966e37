import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { openBrowser } from './browser.ts';
import { type EmbeddedLink, type Embedding, embedLink } from './link-embedded.ts';
import { type LinkServer, startLink } from './link-world.ts';

/** For how long a test may run: a browser on a busy machine takes its time. */
export const SLOW = 120_000;
/** How long a page is given to show what it should. */
export const PATIENT = { timeout: 20_000 };

/** One server and one browser for the tests of a file; pages that are gone after each test. */
export function linkTests() {
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
  return {
    server: () => server,
    /** Has something done after the test. */
    later: (step: () => Promise<unknown>) => undo.push(step),
    async newPage(options: BrowserContextOptions = {}): Promise<Page> {
      const about = { reducedMotion: 'reduce', locale: 'en-US', ...options } as const;
      const context = await browser.newContext(about);
      undo.push(() => context.close());
      return context.newPage();
    },
    /** Opens Link over a page of another site. */
    async embed(options: Embedding = {}): Promise<EmbeddedLink> {
      const link = await embedLink(browser, server, options);
      undo.push(link.close);
      return link;
    },
  };
}

/** One server, one browser, and one page on which each test of a file opens a Link of its own. */
export function linkTestsOnOnePage() {
  let browser: Browser;
  let server: LinkServer;
  let link: EmbeddedLink;
  let faults: string[] = [];
  beforeAll(async () => {
    server = await startLink();
    browser = await openBrowser();
    link = await embedLink(browser, server);
    link.page.on('pageerror', ({ message }) => faults.push(message));
  }, SLOW);
  beforeEach(async () => {
    // What the test before has left open.
    if ((await link.page.locator('dialog').count()) > 0) await link.page.reload();
    faults = [];
  });
  afterAll(async () => {
    await link.close();
    await browser.close();
    await server.stop();
  });
  return {
    server: () => server,
    link: () => link,
    /** What was thrown on the page and in the frame since the test began. */
    faults: () => faults,
    /** Closes Link by the button in its corner. */
    async close(): Promise<void> {
      await link.frame.locator('.head .icon-button').last().click(PATIENT);
      await link.page.locator('dialog').waitFor({ ...PATIENT, state: 'detached' });
    },
  };
}

/** Waits for a screen of a Link over another page. */
export const shown = ({ frame }: EmbeddedLink, name: string) =>
  frame.locator(`[data-screen="${name}"]`).waitFor(PATIENT);
