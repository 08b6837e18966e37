import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { openBrowser } from './browser.ts';
import { signInByLink, startConsole } from './console.ts';
import { consolePages, type Visit, visit } from './console-pages.ts';
import { fillSandbox, scanHalf, type World } from './console-world.ts';
import { takeLink } from './link-screenshots.ts';

const sizes = {
  desktop: { width: 1280, height: 800 },
  phone: { width: 390, height: 844 },
};
const schemes = ['light', 'dark'] as const;

/** Pages that look different while there is nothing yet. */
const empty = ['overview', 'users', 'accounts', 'webhooks'];

const nobody: World = {
  user: '',
  connected: '',
  employed: '',
  connecting: '',
  refused: '',
  forms: '',
  webhook: '',
  delivered: '',
  failing: '',
  paused: '',
  empty: '',
  rows: { payouts: '', activities: '', documents: '', forms: '' },
};

interface Album {
  readonly folder: string;
  /** What the names of the pages to take have in them. */
  readonly only: string;
  readonly home: string;
  readonly visits: readonly Visit[];
  readonly storageState?: BrowserContextOptions['storageState'];
}

/**
 * Takes a picture of every page of the Console and every screen of Link, on desktop and phone, light and dark, into a
 * folder; `only` those whose name contains a text. Of Link also one in another direction.
 */
export async function takeScreenshots(folder: string, only = ''): Promise<void> {
  await mkdir(folder, { recursive: true });
  await takeLinkOf({ folder, only });
  if (only.startsWith('link-')) return;
  const server = await startConsole();
  const browser = await openBrowser();
  const take = (album: Omit<Album, 'folder' | 'only'>) =>
    takeAll(browser, { folder, only, ...album });
  try {
    const console = `${server.url}/console`;
    await take({ home: console, visits: [signInPage] });
    const context = await browser.newContext();
    const home = await signInByLink(await context.newPage(), server.link);
    const storageState = await context.storageState();
    await take({ home: console, visits: [passwordPage], storageState });
    const nothing = consolePages(nobody)
      .filter(({ name }) => empty.includes(name))
      .map(({ path, heading, name }) => ({ path, heading, name: `${name}-empty` }));
    await take({ home, visits: nothing, storageState });
    const world = await fillSandbox(server);
    await take({ home, visits: consolePages(world), storageState });
    const half = await scanHalf(server);
    const scanning = [
      { name: 'account-scanning', path: `/accounts/${half}`, heading: 'Bobbin Eats' },
      { name: 'sandbox-frozen', path: '/sandbox', heading: 'Sandbox' },
    ];
    await take({ home, visits: scanning, storageState });
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** Desktop and phone in light and dark, and a phone that is read from right to left. */
async function takeLinkOf(album: Pick<Album, 'folder' | 'only'>): Promise<void> {
  const looks = Object.entries(sizes).flatMap(([device, viewport]) =>
    schemes.map((colorScheme) => {
      const isMobile = device === 'phone';
      return [`${device}-${colorScheme}`, { viewport, colorScheme, isMobile, hasTouch: isMobile }];
    }),
  );
  const turned = { viewport: sizes.phone, locale: 'ar-XB' };
  const browser = await openBrowser();
  try {
    await takeLink(browser, album, { ...Object.fromEntries(looks), 'phone-rtl': turned });
  } finally {
    await browser.close();
  }
}

const signInPage: Visit = { name: 'sign-in', path: '/sign-in', heading: 'Sign in to the Console' };
const passwordPage: Visit = {
  name: 'password',
  path: '/password',
  heading: 'Set a password for next time',
};

async function takeAll(browser: Browser, album: Album): Promise<void> {
  const visits = album.visits.filter(({ name }) => name.includes(album.only));
  if (visits.length === 0) return;
  for (const [device, viewport] of Object.entries(sizes)) {
    for (const colorScheme of schemes) {
      const context = await browser.newContext({
        viewport,
        colorScheme,
        reducedMotion: 'reduce',
        ...(album.storageState ? { storageState: album.storageState } : {}),
      });
      const page = await context.newPage();
      for (const each of visits) {
        await visit(page, album.home, each);
        const file = `${each.name}-${device}-${colorScheme}.png`;
        await page.screenshot({ path: path.join(album.folder, file) });
      }
      await context.close();
    }
  }
}
