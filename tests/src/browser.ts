import { existsSync } from 'node:fs';
import packed from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

const SYSTEM = '/usr/bin/chromium';
/** Flags of the packed browser that would hide faults: CORS errors, and what a real window looks like. */
const HIDING = ['--disable-web-security', '--single-process', '--headless', '--hide-scrollbars'];

/**
 * Opens a browser: `CHROMIUM_PATH`, else the system's, else the one from the package registry. Fails when
 * none of them starts.
 */
export async function openBrowser(): Promise<Browser> {
  const named = process.env.CHROMIUM_PATH ?? (existsSync(SYSTEM) ? SYSTEM : undefined);
  if (named !== undefined) {
    return chromium.launch({ executablePath: named, args: ['--no-sandbox'] });
  }
  const args = packed.args.filter((flag) => !HIDING.some((hiding) => flag.startsWith(hiding)));
  return chromium.launch({ executablePath: await packed.executablePath(), args });
}
