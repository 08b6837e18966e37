import type { Browser, BrowserContextOptions, FrameLocator, Page } from 'playwright-core';
import type { LinkServer } from './link-world.ts';
import { openSite } from './site.ts';

/** What the page around keeps. */
interface ShopWindow {
  Intarsia: { create(options: object): { open(): void; close(): void } };
  said: [name: string, payload: unknown][];
  violations: string[];
  updateToken(token: unknown): void;
}
declare const window: Window & ShopWindow & typeof globalThis;

/** Link as a page of another site shows it. */
export interface EmbeddedLink {
  readonly page: Page;
  readonly frame: FrameLocator;
  /** Every callback with its payload, in their order. */
  said(): Promise<[name: string, payload: unknown][]>;
  /** The names of the callbacks; UI events by their own names. */
  names(): Promise<string[]>;
  /** Opens another Link on the same page, which has said nothing yet. The one before has to be closed. */
  again(options: object): Promise<void>;
  /** What the policy of the page refused. */
  refused(): Promise<string[]>;
  /** Gives the token that was asked for, or something that is none. */
  updateToken(token: unknown): Promise<void>;
  close(): Promise<void>;
}

const callbacks = [
  'onUserCreated',
  'onAccountCreated',
  'onAccountConnected',
  'onAccountUpdated',
  'onAccountRemoved',
  'onAccountError',
  'onPayDistributionSuccess',
  'onPayDistributionError',
  'onDocumentsSubmitted',
  'onFormSubmitted',
  'onExitIntroClicked',
  'onError',
  'onUIEvent',
  'onClose',
];

/** How a page opens Link: with these options of Link, and in a browser that is like this. */
export interface Embedding {
  readonly context?: BrowserContextOptions;
  /** Runs in every frame before all others. */
  readonly script?: string;
  /** The page isolates itself by this policy for what it embeds. */
  readonly embedder?: 'require-corp' | 'credentialless';
  /** The page wants to know what is not on the list. */
  readonly asks?: boolean;
  /** Done before the page is opened: what comes later may miss the first requests of the frame. */
  readonly prepare?: (page: Page) => Promise<unknown>;
  /** The time of the browser is the test's to move. */
  readonly timed?: boolean;
  readonly [option: string]: unknown;
}

/** Opens Link on a page of another site that allows no more than it has to. */
export async function embedLink(
  browser: Browser,
  { url, link_key }: Pick<LinkServer, 'url' | 'link_key'>,
  {
    context: about,
    script,
    embedder,
    asks = false,
    timed = false,
    prepare,
    ...options
  }: Embedding = {},
): Promise<EmbeddedLink> {
  const policy = `default-src 'none'; script-src 'nonce-n1'; frame-src ${url}; require-trusted-types-for 'script'`;
  const site = await openSite('localhost', {
    '/': {
      headers: { 'content-security-policy': policy, ...(embedder && isolating(embedder)) },
      body: `<!doctype html><title>Shop</title><script nonce="n1" src="${url}/link/v3.js"></script><body><button>Connect</button></body>`,
    },
  });
  const context = await browser.newContext({ reducedMotion: 'reduce', locale: 'en-US', ...about });
  if (script !== undefined) await context.addInitScript(script);
  if (timed) await context.clock.install();
  const page = await context.newPage();
  await prepare?.(page);
  await page.addInitScript(() => {
    window.violations = [];
    window.said = [];
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      window.violations.push(`${violatedDirective} ${blockedURI}`),
    );
  });
  await page.goto(site.url);
  const again = (given: object) =>
    page.evaluate(openHere, {
      given: { linkKey: link_key, ...given },
      names: asks ? [...callbacks, 'onCantFindLinkItemClicked'] : callbacks,
    });
  await again(options);
  const frame = page.frameLocator('dialog iframe');
  return {
    page,
    frame,
    again,
    said: () => page.evaluate(() => window.said),
    names: () =>
      page.evaluate(() =>
        window.said.map(([name, payload]) => (name === 'onUIEvent' ? Object(payload).name : name)),
      ),
    refused: () => page.evaluate(() => window.violations),
    updateToken: (token) => page.evaluate((given) => window.updateToken(given), token),
    async close() {
      await context.close();
      await site.close();
    },
  };
}

/** The headers of a page that shares its process with nobody. */
function isolating(embedder: string): Record<string, string> {
  return {
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': embedder,
  };
}

/** Runs in the page. */
function openHere({ given, names }: { given: object; names: readonly string[] }): void {
  window.said = [];
  const remembering = names.map((name) => [
    name,
    (payload: unknown) => window.said.push([name, payload]),
  ]);
  const onTokenExpired = (update: (token: unknown) => void) => {
    window.said.push(['onTokenExpired', undefined]);
    window.updateToken = update;
  };
  window.Intarsia.create({ ...Object.fromEntries(remembering), onTokenExpired, ...given }).open();
}
