import path from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { linkScreens } from './link-screens.ts';
import { fillLink, startLink } from './link-world.ts';

/** Takes a picture of every screen of Link in each of these looks, if its name contains a text. */
export async function takeLink(
  browser: Browser,
  { folder, only }: { folder: string; only: string },
  looks: Readonly<Record<string, BrowserContextOptions>>,
): Promise<void> {
  const names = (name: string) => `link-${name}`.includes(only);
  const server = await startLink();
  try {
    const screens = linkScreens(server, await fillLink(server)).filter(({ name }) => names(name));
    for (const [look, options] of Object.entries(screens.length > 0 ? looks : {})) {
      const context = await browser.newContext({
        locale: 'en-US',
        reducedMotion: 'reduce',
        ...options,
      });
      const page = await context.newPage();
      for (const { name, show } of screens) {
        await show(page);
        await page.evaluate(() => document.fonts.ready);
        await page.screenshot({ path: path.join(folder, `link-${name}-${look}.png`) });
      }
      await context.close();
    }
  } finally {
    await server.stop();
  }
}
