import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violations } from './src/axe.ts';
import { openBrowser } from './src/browser.ts';
import { heading } from './src/link-page.ts';
import { type LinkScreen, linkScreens } from './src/link-screens.ts';
import { fillLink, type LinkServer, startLink } from './src/link-world.ts';

/** A browser on a busy machine takes its time. */
const SLOW = 240_000;
const DESKTOP = { width: 1000, height: 800 };
const PHONE = { width: 390, height: 844 };
/** 1280 by 1024 at 400 %, which is more than the 200 % that have to work. */
const ZOOMED = { width: 320, height: 256 };

let browser: Browser;
let server: LinkServer;
let screens: readonly LinkScreen[];

beforeAll(async () => {
  server = await startLink();
  browser = await openBrowser();
  screens = linkScreens(server, await fillLink(server));
}, SLOW);

afterAll(async () => {
  await browser.close();
  await server.stop();
});

/** Shows every screen on one page, and looks at each once its own heading is there. */
async function onEach(
  options: BrowserContextOptions,
  look: (page: Page) => Promise<unknown>,
): Promise<Record<string, unknown>> {
  const context = await browser.newContext({
    reducedMotion: 'reduce',
    colorScheme: 'light',
    viewport: DESKTOP,
    locale: 'en-US',
    ...options,
  });
  await context.addInitScript(axe.source);
  const page = await context.newPage();
  const seen: Record<string, unknown> = {};
  try {
    for (const { name, heading: expected, show } of screens) {
      await show(page);
      expect([name, await heading(page)]).toEqual([name, expected]);
      seen[name] = await look(page);
    }
  } finally {
    await context.close();
  }
  return seen;
}

const none = () => Object.fromEntries(screens.map(({ name }) => [name, []]));

describe('every screen is free of violations', () => {
  test('in the light', { timeout: SLOW }, async () => {
    expect(await onEach({}, violations)).toEqual(none());
  });

  test('in the dark', { timeout: SLOW }, async () => {
    expect(await onEach({ colorScheme: 'dark' }, violations)).toEqual(none());
  });

  test('on a phone', { timeout: SLOW }, async () => {
    expect(await onEach({ viewport: PHONE, hasTouch: true, isMobile: true }, violations)).toEqual(
      none(),
    );
  });

  test('from right to left', { timeout: SLOW }, async () => {
    expect(await onEach({ locale: 'ar-XB' }, violations)).toEqual(none());
  });
});

test('every screen can be read in a small window without moving sideways', {
  timeout: SLOW,
}, async () => {
  const overflow = (page: Page) =>
    page.evaluate(() =>
      [...document.querySelectorAll('body *')]
        .filter((one) => !one.closest('.sr-only'))
        .filter((one) => {
          const { left, right, width } = one.getBoundingClientRect();
          return width > 0 && (left < -1 || right > innerWidth + 1);
        })
        .map((one) => `${one.tagName} ${one.className}`),
    );

  expect(await onEach({ viewport: ZOOMED }, overflow)).toEqual(none());
});

test('the focus is on the heading or the first field of every screen', {
  timeout: SLOW,
}, async () => {
  const place = async (page: Page) => {
    await page.locator('h1:focus, .screen input:focus').first().waitFor();
    return [];
  };

  expect(await onEach({}, place)).toEqual(none());
});
