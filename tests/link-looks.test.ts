import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violations } from './src/axe.ts';
import { openBrowser } from './src/browser.ts';
import { goOn, heading, screen } from './src/link-page.ts';
import { type LinkServer, startLink } from './src/link-world.ts';

/** A browser on a busy machine takes its time. */
const SLOW = 120_000;

let browser: Browser;
let server: LinkServer;

beforeAll(async () => {
  server = await startLink();
  browser = await openBrowser();
}, SLOW);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

type Look = Omit<Parameters<LinkServer['api']['linkSettings']['create']['mutate']>[0], 'name'>;

/** Looks at the login of Link as a client has set it. */
async function inLook<T>(
  look: Look,
  see: (page: Page) => Promise<T>,
  options: BrowserContextOptions = {},
): Promise<T> {
  const name = `Look ${JSON.stringify(look)}`.slice(0, 60);
  const { id } = await server.api.linkSettings.create.mutate({ name, ...look });
  const context = await browser.newContext({
    reducedMotion: 'reduce',
    locale: 'en-US',
    ...options,
  });
  await context.addInitScript(axe.source);
  const page = await context.newPage();
  try {
    const query = new URLSearchParams({
      key: server.link_key,
      customization_id: id,
      link_item: 'walmart',
    });
    await page.goto(`${server.url}/link?${query}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    return await see(page);
  } finally {
    await context.close();
    await server.api.linkSettings.delete.mutate({ id });
  }
}

const login = async (page: Page) => {
  await goOn(page);
  await page.locator('input[name="password"]').waitFor();
};

describe('a colour of the client', () => {
  test.each([
    ['#ffd60a', 'light'],
    ['#ffffff', 'light'],
    ['#0b1f4b', 'dark'],
    ['#ff2d55', 'dark'],
  ] as const)('%s can be read in the %s', { timeout: SLOW }, async (accent, scheme) => {
    const seen = await inLook({ accent, scheme }, async (page) => {
      const intro = await violations(page);
      await login(page);
      return [...intro, ...(await violations(page))];
    });

    expect(seen).toEqual([]);
  });
});

test('the corners, the scheme, the names and the texts are those of the client', {
  timeout: SLOW,
}, async () => {
  const look = {
    company_name: 'Lumen Credit',
    radius: 0,
    scheme: 'dark',
    intro_title: 'Prove what you earn',
    intro_subtitle: 'For your loan.',
  } as const;
  const seen = await inLook(look, async (page) => ({
    heading: await heading(page),
    subtitle: await page.locator('.screen-text').textContent(),
    client: await page.locator('.head-client').textContent(),
    radius: await page.locator('.card').evaluate((card) => getComputedStyle(card).borderRadius),
    background: await page
      .locator('.card')
      .evaluate((card) => getComputedStyle(card).backgroundColor),
  }));

  expect(seen).toEqual({
    heading: 'Prove what you earn',
    subtitle: 'For your loan.',
    client: 'Lumen Credit',
    radius: '0px',
    background: 'rgb(26, 29, 33)',
  });
});

test('without an intro the first screen is the login of the only link item', {
  timeout: SLOW,
}, async () => {
  await inLook({ show_intro: false }, (page) => screen(page, 'login'));
});

test.each([
  ['es', 'es', 'Inicia sesión en Walmart'],
  ['fr', 'fr', 'Connectez-vous à Walmart'],
  ['pt', 'pt', 'Entre em Walmart'],
] as const)(
  'in %s everything is, whatever the browser speaks',
  { timeout: SLOW },
  async (language, lang, title) => {
    const seen = await inLook({ language }, async (page) => {
      await login(page);
      return [await page.evaluate(() => document.documentElement.lang), await heading(page)];
    });

    expect(seen).toEqual([lang, title]);
  },
);

test('the scheme follows the system, also while Link is open', { timeout: SLOW }, async () => {
  const shade = (page: Page) =>
    page.locator('.card').evaluate((card) => getComputedStyle(card).backgroundColor);
  const seen = await inLook(
    { accent: '#ffd60a' },
    async (page) => {
      const before = [await shade(page), await violations(page)];
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.locator('html[data-scheme="dark"]').waitFor();
      return [...before, await shade(page), await violations(page)];
    },
    { colorScheme: 'light' },
  );

  expect(seen).toEqual(['rgb(255, 255, 255)', [], 'rgb(26, 29, 33)', []]);
});
