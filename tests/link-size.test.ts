import { gzipSync } from 'node:zlib';
import type { Browser, Request } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from './src/browser.ts';
import { openAlone } from './src/link-page.ts';
import { type LinkServer, startLink } from './src/link-world.ts';

/** A browser on a busy machine takes its time. */
const SLOW = 120_000;
/** All that is loaded until the first button can be pressed, letters included, for who takes no more than gzip. */
const MOST_BYTES = 150_000;

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

test.each(['en-US', 'es-MX', 'fr-FR', 'pt-BR'])(
  'Link in %s is small',
  { timeout: SLOW },
  async (locale) => {
    const context = await browser.newContext({ locale, reducedMotion: 'reduce' });
    const page = await context.newPage();
    const loaded: Promise<[path: string, bytes: number]>[] = [];
    page.on('requestfinished', (request) => loaded.push(sizeOf(request)));
    await openAlone(page, server);
    await page.locator('.button-primary').waitFor();
    await page.evaluate(() => document.fonts.ready);
    const files = await Promise.all(loaded);
    const lang = await page.evaluate(() => document.documentElement.lang);
    await context.close();

    expect(lang).toBe(locale);
    expect(files.map(([path]) => path)).toContain('/link');
    expect(files.filter(([path]) => path.endsWith('.js'))).not.toEqual([]);
    expect(files.reduce((sum, [, bytes]) => sum + bytes, 0)).toBeLessThanOrEqual(MOST_BYTES);
  },
);

async function sizeOf(request: Request): Promise<[path: string, bytes: number]> {
  const path = new URL(request.url()).pathname;
  const body = (await (await request.response())?.body()) ?? Buffer.alloc(0);
  return [path, path.endsWith('.woff2') ? body.length : gzipSync(body, { level: 9 }).length];
}
