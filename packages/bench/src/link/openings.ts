import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openSite } from '../../../../tests/src/site.ts';
import type { Bench, Open } from '../bench.ts';
import { credentials } from '../world/world.ts';
import { type Loaded, openBareFrame } from './bare-frame.ts';
import { type Opening, probe } from './probe.ts';
import { openRelay } from './relay.ts';

/** Where the server is, and what the browser has of it. */
export interface Circumstances {
  /** How long a byte and its answer are under way, besides what this machine takes. */
  readonly round_trip_ms: number;
  /** `empty`: the first visit of a person. `full`: one of many. */
  readonly cache: 'empty' | 'full';
}

/** Openings of both, in pairs. */
export interface Openings {
  readonly product: readonly Opening[];
  readonly bare: readonly Opening[];
}

/** Visits after which a browser has kept the files, and what it makes of scripts that it meets again. */
const VISITS = 2;
const PATIENCE_MS = 30_000;

/** Opens Link and the bare frame in turns; undefined where there is no browser. */
export async function measureOpenings(
  bench: Bench,
  { round_trip_ms, cache }: Circumstances,
): Promise<Openings | undefined> {
  const browser = await bench.browser();
  if (!browser) return undefined;
  const opened: Open[] = [];
  const kept = <T extends Open>(one: T): T => {
    opened.push(one);
    return one;
  };
  const visitor = async ({ port }: { port: number }) => {
    const way = round_trip_ms === 0 ? port : kept(await openRelay(port, round_trip_ms)).port;
    return kept(await openVisitor(browser, { port: way, cache }));
  };
  try {
    const server = kept(await bench.product(bench.copy(await bench.world('few'))));
    const product = await visitor(server);
    const bare = await visitor(kept(await openBareFrame(await loadOnce(browser, server))));
    const openings: Record<'product' | 'bare', Opening[]> = { product: [], bare: [] };
    for (let i = 0; i < bench.sizes.pace.repetitions; i++) {
      const turns = [
        async () => openings.product.push(await product.open()),
        async () => openings.bare.push(await bare.open()),
      ];
      for (const turn of i % 2 === 0 ? turns : turns.reverse()) await turn();
    }
    return openings;
  } finally {
    for (const one of opened.reverse()) await one.close();
  }
}

/** A site of somebody else, whose page opens what a server frames. */
function openShop(port: number) {
  const server = `http://127.0.0.1:${port}`;
  return openSite('localhost', {
    '/': {
      body: `<!doctype html><title>Shop</title><script src="${server}/link/v3.js"></script><button>Connect</button>
        <script>
          const link = globalThis.Intarsia?.create({ linkKey: '${credentials.link_key}' });
          document.querySelector('button').addEventListener('click', () => link?.open());
        </script>`,
    },
  });
}

/** Opens a frame as often as it is told to, as a person who comes for the first time or comes back. */
async function openVisitor(
  browser: Browser,
  { port, cache }: { port: number; cache: Circumstances['cache'] },
): Promise<Open & { open(): Promise<Opening> }> {
  const shop = await openShop(port);
  const newContext = async () => {
    const context = await browser.newContext({ locale: 'en-US' });
    await context.addInitScript(probe);
    return context;
  };
  const visit = async (context: BrowserContext) => {
    const page = await context.newPage();
    const opening = await clickAndWait(page, shop.url);
    await page.close();
    return opening;
  };
  const regular = cache === 'full' ? await newContext() : undefined;
  for (let i = 0; regular && i < VISITS; i++) await visit(regular);
  return {
    async open() {
      if (regular) return visit(regular);
      const context = await newContext();
      const opening = await visit(context);
      await context.close();
      return opening;
    },
    async close() {
      await regular?.close();
      await shop.close();
    },
  };
}

async function clickAndWait(page: Page, url: string): Promise<Opening> {
  await page.goto(url);
  await page.getByRole('button').click();
  return page.evaluate((patience_ms) => {
    // Safe: the probe has put it there.
    const { opening } = window as unknown as { opening: Promise<Opening> };
    const late = new Promise<never>((_, reject) => {
      setTimeout(() => reject(new Error('the frame did not open')), patience_ms);
    });
    return Promise.race([opening, late]);
  }, PATIENCE_MS);
}

/** Everything that the frame of Link loads, and its first screen as markup. */
async function loadOnce(browser: Browser, { port }: { port: number }): Promise<Loaded> {
  const shop = await openShop(port);
  const context = await browser.newContext({ locale: 'en-US' });
  try {
    const page = await context.newPage();
    const files = new Map<string, Promise<Loaded['files'][number]>>();
    page.on('response', (response) => {
      const { pathname } = new URL(response.url());
      if (!pathname.startsWith('/link/assets/')) return;
      const { 'content-type': type = '', 'cache-control': cache = '' } = response.headers();
      files.set(
        pathname,
        response.body().then((body) => ({ path: pathname, type, cache, body })),
      );
    });
    await page.goto(shop.url);
    await page.getByRole('button').click();
    const root = page.frameLocator('iframe').locator(':root:has([data-screen="intro"])');
    await root.waitFor();
    await root.evaluate(() => document.fonts.ready);
    const html = await root.evaluate((element) => `<!doctype html>${element.outerHTML}`);
    return { html, files: await Promise.all(files.values()) };
  } finally {
    await context.close();
    await shop.close();
  }
}
