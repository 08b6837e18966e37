import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { goOn, heading, openAlone, screen, typeLogin } from './src/link-page.ts';
import { linkTests, PATIENT, SLOW, shown } from './src/link-tests.ts';
import { person } from './src/link-world.ts';
import { openSite } from './src/site.ts';

const { server, newPage, later, embed } = linkTests();

const isGone = (page: Page) => expect.poll(() => page.locator('dialog').count(), PATIENT).toBe(0);

describe('the way back on a page of its own', () => {
  test('leads step by step out of Link, and forth into it again', { timeout: SLOW }, async () => {
    const page = await newPage();
    await openAlone(page, server());
    await goOn(page);
    await page.locator('.items .row').first().click();
    await screen(page, 'login');
    await page.goBack();
    await screen(page, 'search');
    await page.goBack();
    await screen(page, 'intro');
    await page.goBack();
    const out = page.url();
    await page.goForward();
    await screen(page, 'intro');
    await goOn(page);
    await screen(page, 'search');

    expect(out).toBe('about:blank');
  });

  test('keeps the person that Link has made, also over a reload', { timeout: SLOW }, async () => {
    const page = await newPage();
    await openAlone(page, server(), { item: 'weftgo' });
    await goOn(page);
    await typeLogin(page);
    await goOn(page);
    await screen(page, 'mfa');
    await page.reload();
    await screen(page, 'mfa');
    await page.goBack();
    await screen(page, 'manager');
    await page.reload();
    await screen(page, 'mfa');

    expect(await heading(page)).toBe('Enter your code');
  });
});

describe('the history of a page that embeds Link', () => {
  test('is left alone; who goes back and comes again goes on', { timeout: SLOW }, async () => {
    const who = await person(server().api, { link_item: 'weftgo' });
    const link = await embed({ userToken: who.token });
    const { page, frame } = link;
    await shown(link, 'mfa');
    const length = () => page.evaluate(() => window.history.length);
    const before = await length();
    await frame.getByRole('button', { name: 'Back', exact: true }).press('Enter');
    await shown(link, 'manager');
    await frame.getByRole('button', { name: 'Connect another account' }).press('Enter');
    await shown(link, 'search');
    const after = await length();
    await page.goBack();
    const out = page.url();
    await page.goForward();
    await page.evaluate(openLink, { linkKey: server().link_key, userToken: who.token });
    await shown(link, 'mfa');

    expect(after).toBe(before);
    expect(out).toBe('about:blank');
  });

  test('can hold Link where the page wants that, as the guide says', {
    timeout: SLOW,
  }, async () => {
    const { url, link_key } = server();
    const guide = await readFile(new URL('../docs/guides/link.md', import.meta.url), 'utf8');
    const [, recipe = ''] = /```js\n(const link = [\s\S]*?)```/.exec(guide) ?? [];
    const site = await openSite('localhost', {
      '/': {
        body: `<!doctype html><title>Shop</title><script src="${url}/link/v3.js"></script>
          <body><button>Connect</button><script>${recipe.replace('LINK_KEY', link_key)}</script>`,
      },
    });
    later(site.close);
    const page = await newPage();
    await page.goto(site.url);
    const frame = page.frameLocator('dialog iframe');
    const openIt = async () => {
      await page.getByRole('button', { name: 'Connect' }).click();
      await frame.locator('[data-screen="intro"]').waitFor(PATIENT);
    };
    const isHeld = () => page.evaluate(() => window.history.state?.link === true);

    await openIt();
    const opened = await isHeld();
    await page.goBack();
    await isGone(page);
    const backed = [await isHeld(), page.url()];
    await openIt();
    await frame.getByRole('button', { name: 'Close' }).press('Enter');
    await isGone(page);
    await expect.poll(isHeld, PATIENT).toBe(false);

    expect(opened).toBe(true);
    expect(backed).toEqual([false, `${site.url}/`]);
    expect(page.url()).toBe(`${site.url}/`);
  });
});

/** Runs in the page. */
function openLink(options: object): void {
  // Safe: the script of the page has put it there.
  const { Intarsia } = window as unknown as {
    Intarsia: { create(options: object): { open(): void } };
  };
  Intarsia.create(options).open();
}
