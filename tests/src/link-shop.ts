import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { openBrowser } from './browser.ts';
import { openLinkSite } from './link-frame.ts';
import { openSite, type Site, type SitePage } from './site.ts';

/** A link key, for frames that ask nobody about it. */
export const KEY = '0d4f9d2c-9d1c-4c8b-8b0f-6d5ad8f2c111';
/** What callbacks about an account are given. */
export const account = { accountId: 'a', userId: 'u', linkItemId: 'walmart' };

/** What a page of these tests keeps to itself. */
export interface ShopWindow {
  Intarsia: { create(options: object): { open(): void; close(): void } };
  Argyle: unknown;
  /** `Intarsia` as the first script made it. */
  first: unknown;
  early: unknown[];
  /** Callbacks, in their order. */
  said: unknown[][];
  /** What the content security policy refused. */
  violations: string[];
  links: { open(): void; close(): void }[];
  updateToken(token: string): void;
}
declare const window: Window & ShopWindow & typeof globalThis;

/** Pages that embed Link from another site, most of them under a strict policy. */
function shopPages(link: string): Record<string, SitePage> {
  const scripts = (...names: string[]) =>
    names.map((name) => `<script nonce="n1" src="${link}${name}"></script>`).join('');
  const own = (code: string) => `<script nonce="n1">${code}</script>`;
  const policy = `default-src 'none'; script-src 'nonce-n1'; frame-src ${link}; require-trusted-types-for 'script'`;
  const page = (head: string, content = ''): SitePage => ({
    headers: { 'content-security-policy': policy },
    body: `<!doctype html><title>Shop</title>${head}<body><button>Connect</button>${content}</body>`,
  });
  const early = `window.early = [];
    const one = Intarsia.create({ linkKey: '${KEY}' });
    one.open();
    one.open();
    early.push(document.body === null);
    const never = Intarsia.create({ linkKey: 'never', onClose: () => early.push('closed') });
    never.open();
    never.close();`;
  return {
    '/': page(scripts('/link/v3.js')),
    '/tall': page(scripts('/link/v3.js'), '<p>.</p>'.repeat(200)),
    '/argyle': page(scripts('/argyle.web.v3.js')),
    '/taken': page(own('window.Argyle = 1') + scripts('/argyle.web.v3.js')),
    '/twice': page(
      scripts('/link/v3.js') + own('window.first = Intarsia') + scripts('/argyle.web.v3.js'),
    ),
    '/module': page(`<script nonce="n1" type="module" src="${link}/link/v3.js"></script>`),
    '/early': page(scripts('/link/v3.js') + own(early)),
    '/hostile': {
      body: `<!doctype html><style>dialog, iframe, div { display: none !important; width: 1px !important;
        opacity: 0 !important; transform: scale(0) !important } body { visibility: hidden }</style>
        <body><script src="${link}/link/v3.js"></script></body>`,
    },
  };
}

/** One browser, one site that embeds Link and one that is Link, for the tests of a file. */
export function linkTests() {
  let browser: Browser;
  let link: Site;
  let shop: Site;
  const undo: (() => Promise<unknown>)[] = [];
  beforeAll(async () => {
    browser = await openBrowser();
    link = await openLinkSite();
    shop = await openSite('127.0.0.1', shopPages(link.url));
  });
  afterEach(async () => {
    for (const step of undo.splice(0).reverse()) await step();
  });
  afterAll(async () => {
    await browser.close();
    await Promise.all([link.close(), shop.close()]);
  });
  return {
    /** What Link was asked for. */
    asked: () => link.asked,
    linkUrl: () => link.url,
    /** Opens a page that remembers what its policy refused. */
    async visit(path: string, options: BrowserContextOptions = {}): Promise<Page> {
      const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
      undo.push(() => context.close());
      const page = await context.newPage();
      await page.clock.install();
      await page.addInitScript(() => {
        window.violations = [];
        window.said = [];
        window.links = [];
        document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
          window.violations.push(`${violatedDirective} ${blockedURI}`),
        );
      });
      await page.goto(shop.url + path);
      return page;
    },
  };
}

const callbacks = [
  'onUserCreated',
  'onAccountConnected',
  'onCantFindLinkItemClicked',
  'onExitIntroClicked',
  'onError',
  'onUIEvent',
  'onClose',
];

/** Makes a Link that remembers its callbacks, and opens it. */
export async function open(page: Page, options: object = {}): Promise<void> {
  await page.evaluate(
    ({ given, names }) => {
      const remembering = names.map((name) => [
        name,
        (...payload: unknown[]) => window.said.push([name, ...payload]),
      ]);
      const onTokenExpired = (update: (token: string) => void) => {
        window.updateToken = update;
      };
      const one = window.Intarsia.create({
        ...Object.fromEntries(remembering),
        ...('userToken' in given ? { onTokenExpired } : {}),
        ...given,
      });
      window.links.push(one);
      one.open();
    },
    { given: { linkKey: KEY, ...options }, names: callbacks },
  );
}

/** The callbacks so far, with what each was given. */
export const said = (page: Page) => page.evaluate(() => window.said);
/** What lies over the page. */
export const dialogs = (page: Page) => page.locator('dialog[data-intarsia-link]');
/** Waits as long as a browser on a busy machine may take. */
export const eventually = <T>(look: () => T | Promise<T>) => expect.poll(look, { timeout: 15_000 });
/** Resolves once nothing of Link is on the page. */
export const gone = (page: Page) => eventually(() => dialogs(page).count()).toBe(0);
